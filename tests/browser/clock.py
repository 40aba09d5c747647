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


def newsroom_of(language):
    """Return the number of the page under which articles in a language are written."""
    from samverka.newsroom.loading import lay_out

    return lay_out()[language].pk


def number_of(slug):
    """Return the number of the article with this name in its address."""
    from samverka.newsroom.models import Article

    return Article.objects.get(slug=slug).pk


def granted():
    """Return the title of a public case, and how much was granted to it as an editor writes it."""
    from samverka.newsroom.facts import cases_as_awards
    from samverka.stages.projects.models import Case

    now = timezone.now()
    number = (
        Case.objects.public(now).with_place().filter(commitments__amount__gt=0).order_by("pk").values("pk")[0]["pk"]
    )
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
    chapters = (close_call, end_year, lift_embargo, newsroom_of, number_of, granted, other_kinds)
    told = {chapter.__name__: chapter for chapter in chapters}[sys.argv[1]](*sys.argv[2:])
    sys.stdout.write(f"{told or ''}\n")
