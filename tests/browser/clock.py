"""Turning the server's calendar forward: `python -m tests.browser.clock close_call | end_year | …`.

The server lives in real time, and a call stays open for weeks, an accounting year for a year. No page moves a last
day backwards, rightly so. So between two chapters of the journey the days themselves are moved in the database.
"""

import sys
from datetime import timedelta

import django
from django.utils import timezone


def close_call():
    """Let the last day of the call have been yesterday; the day of decision is still to come."""
    from samverka.stages.calls.models import Call

    now = timezone.now()
    Call.objects.update(opens_at=now - timedelta(days=30), closes_at=now - timedelta(days=1))


def end_year():
    """Let the accounting year of the case have ended yesterday."""
    from samverka.stages.projects.models import AccountingYear

    today = timezone.localdate()
    AccountingYear.objects.update(
        starts_on=today - timedelta(days=365),
        ends_on=today - timedelta(days=1),
        report_due_on=today + timedelta(days=60),
    )


def lift_embargo():
    """Let the moment of what the newsroom has under embargo have come an hour ago."""
    from samverka.newsroom.models import Article

    now = timezone.now()
    Article.objects.filter(out_at__gt=now).update(out_at=now - timedelta(hours=1))


def let_planned_time_come():
    """Let the moment for which articles are planned have come an hour ago, and do one round of keeping the house."""
    from django.core.management import call_command
    from wagtail.models import Revision

    now = timezone.now()
    for version in Revision.objects.filter(approved_go_live_at__gt=now):
        version.approved_go_live_at = now - timedelta(hours=1)
        version.content["go_live_at"] = version.approved_go_live_at
        version.save()
    call_command("tick", verbosity=0)


def withdraw(title):
    """Withdraw the case that is called so, as the office does."""
    from samverka.ground.accounts.models import Role
    from samverka.stages.projects.actions import withdraw_case
    from samverka.stages.projects.models import Case

    now = timezone.now()
    case = next(one for one in Case.objects.public(now).order_by("-pk") if one.title == title)
    by = Role.objects.filter(programme=case.programme, kind=Role.Kind.HEAD)[0].user
    withdraw_case(case, reason_sv="Fel ärende.", reason_en="The wrong case.", by=by, at=now)


def newsroom_of(language):
    """Return the number of the page under which articles in a language are written."""
    from samverka.newsroom.loading import lay_out

    return lay_out()[language].pk


def number_of(slug):
    """Return the number of the article with this name in its address."""
    from samverka.newsroom.models import Article

    return Article.objects.get(slug=slug).pk


def granted(order="pk"):
    """Return the title of a public case, and how much was granted to it as an editor writes it."""
    from samverka.newsroom.facts import cases_as_awards
    from samverka.stages.projects.models import Case

    now = timezone.now()
    cases = Case.objects.public(now).with_place().filter(commitments__amount__gt=0)
    number = cases.order_by(order).values("pk")[0]["pk"]
    [award] = cases_as_awards([number], now).values()
    return f"{award.title}|{award.amount // 100}"


def other_kinds():
    """Publish an example, an event, a publication and guidance, as the demonstration has them."""
    from samverka.demo.cast import bring_on_stage
    from samverka.demo.landscape import landscape
    from samverka.demo.newsroom_kinds import write_the_other_kinds
    from samverka.newsroom.loading import lay_out, let_in

    now = timezone.now()
    cast = bring_on_stage(now)
    homes = lay_out()
    let_in(cast.maja)
    write_the_other_kinds(cast, homes, landscape(), now)


if __name__ == "__main__":
    django.setup()
    chapters = (
        *(close_call, end_year, lift_embargo, let_planned_time_come, withdraw),
        *(newsroom_of, number_of, granted, other_kinds),
    )
    told = {chapter.__name__: chapter for chapter in chapters}[sys.argv[1]](*sys.argv[2:])
    sys.stdout.write(f"{told or ''}\n")
