"""Fill a data folder for measuring; run in a process of its own with `DJANGO_SETTINGS_MODULE=bench.settings`.

    python -m bench.prepare CASES

Prints, as JSON, the addresses to measure and a session for each person who measures them.
"""

import json
import sys
from datetime import timedelta
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.contrib.sessions.backends.db import SessionStore  # noqa: E402 - needs Django set up
from django.core.management import call_command  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone, translation  # noqa: E402

from bench.catalogue import fill  # noqa: E402
from samverka.demo.cast import bring_on_stage  # noqa: E402
from samverka.ground.programme.loading import load_taxonomies  # noqa: E402
from samverka.stages.applications.models import Application  # noqa: E402
from samverka.stages.calls.actions import make_call, open_call  # noqa: E402
from samverka.stages.calls.models import Call  # noqa: E402
from samverka.stages.organisations.loading import load_municipalities  # noqa: E402
from samverka.stages.organisations.models import Organisation  # noqa: E402
from samverka.stages.partnerships.models import Partnership  # noqa: E402
from samverka.stages.projects.models import Case  # noqa: E402


def main(cases: int) -> None:
    """Migrate, load, fill, and print what to measure."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    now = timezone.now()
    load_taxonomies()
    load_municipalities(now)
    cast = bring_on_stage(now)
    call = opened_call(cast, now, "Projects")
    fill(cast, call, cases)
    crowded = opened_call(cast, now, "Crowd", budget_amount=10**12)
    with translation.override("en"):
        facts = {"public": public_pages(call), "office": office_pages(call), "form": form_pages(crowded)}
    people = {name: session_of(getattr(cast, name)) for name in ("sara", "helena", "ingrid", "nils", "thato", "lorato")}
    print(json.dumps({**facts, "sessions": people, "crowd_call": crowded.slug}))


def opened_call(cast: Any, now: Any, title: str, budget_amount: int = 2_000_000_00) -> Call:
    """Return a call that has just opened."""
    facts = {
        "title_sv": title, "title_en": title, "summary_sv": title, "summary_en": title,
        "opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(days=30),
        "decision_on": (now + timedelta(days=90)).date(), "budget_amount": budget_amount,
    }  # fmt: skip
    return open_call(make_call(cast.rule_set, key=uuid4(), by=cast.sara, at=now, **facts), by=cast.sara, at=now)


def session_of(person: Any) -> str:
    """Return the key of a new session in which `person` is logged in."""
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
    session["_auth_user_hash"] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def public_pages(call: Call) -> dict[str, str]:
    """Return the public pages to measure."""
    case = Case.objects.public().first()
    pair = Partnership.objects.public().first()
    one = Organisation.objects.public().filter(case_parties__isnull=False).first()
    if case is None or pair is None or one is None:
        raise SystemExit("The catalogue is empty.")
    return {
        "start": reverse("website:home"),
        "calls": reverse("website:calls"),
        "call": reverse("website:call", args=[call.slug]),
        "cases": reverse("website:cases"),
        "case": reverse("website:case", args=[case.reference]),
        "partnerships": reverse("website:partnerships"),
        "partnership": reverse("website:partnership", args=[pair.slug]),
        "organisations": reverse("website:organisations"),
        "organisation": reverse("website:organisation", args=[one.slug]),
        "search": reverse("website:search") + "?q=water",
    }


def office_pages(call: Call) -> dict[str, str]:
    """Return the pages of the office to measure."""
    application = Application.objects.submitted().first()
    if application is None:
        raise SystemExit("No application was filled in.")
    return {
        "office home": reverse("office:home"),
        "office list of 50": reverse("office:applications"),
        "office application": reverse("office:application", args=[application.reference]),
        "office ranking": reverse("office:ranking", args=[call.slug]),
        "office cases": reverse("office:cases"),
    }


def form_pages(call: Call) -> dict[str, str]:
    """Return the forms to measure."""
    return {
        "form: begin application": reverse("portal:application-new", args=[call.slug]),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]))
