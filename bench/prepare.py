"""Fill a data folder for measuring; run in a process of its own with `DJANGO_SETTINGS_MODULE=bench.settings`.

    python -m bench.prepare CASES PEOPLE

Prints, as JSON, the addresses to measure and a session for each person who measures them.
"""

import json
import random
import sys
from datetime import datetime
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - needs Django set up
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone, translation  # noqa: E402

from bench.applications import fill_applications, opened_call  # noqa: E402
from bench.catalogue import fill_catalogue  # noqa: E402
from bench.people import bring_in_crowd, session_of  # noqa: E402
from samverka.demo.cast import bring_on_stage  # noqa: E402
from samverka.ground.programme.loading import load_taxonomies  # noqa: E402
from samverka.stages.applications.models import Application, Section  # noqa: E402
from samverka.stages.calls.models import Call  # noqa: E402
from samverka.stages.organisations.loading import load_municipalities  # noqa: E402
from samverka.stages.organisations.models import Organisation  # noqa: E402
from samverka.stages.partnerships.models import Partnership  # noqa: E402
from samverka.stages.projects.models import Case  # noqa: E402
from tests.factories.applications import draft, signed  # noqa: E402

SEED = 2026


def main(cases: int, people: int) -> None:
    """Migrate, load, fill, and print what to measure."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    now = timezone.now()
    load_taxonomies()
    load_municipalities(now)
    print(json.dumps(facts_of(cases, people, now)))


def facts_of(cases: int, people: int, now: datetime) -> dict[str, Any]:
    """Fill the database; return the pages by who asks for them, the sessions, and the crowd."""
    chance = random.Random(SEED)  # noqa: S311 - reproducible data, no secret
    cast = bring_on_stage(now)
    abroad = fill_catalogue(cast, cases, chance)
    current, sent_in = fill_applications(cast, abroad, cases, chance, now)
    crowded = opened_call(cast, now, "Crowd", budget_amount=10**12)
    drafted = draft(cast, now, call=current)
    to_sign = signed(cast, now, call=current)
    with translation.override("en"):
        pages = {
            "public": public_pages(current),
            "office": office_pages(current, sent_in),
            "portal": portal_pages(drafted),
            "form": form_pages(current, drafted, to_sign),
        }
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    coordinator = session_of(cast.ingrid)
    return {
        "pages": pages,
        "sessions": {
            "public": "", "office": session_of(cast.sara), "portal": coordinator, "form": coordinator,
        },
        "crowd": {"call": crowded.slug, "travellers": bring_in_crowd(cast, people, now)},
    }  # fmt: skip


def public_pages(call: Call) -> dict[str, str]:
    """Return the public pages to measure. Partnership and organisation have the same number of cases at every size."""
    pair = Partnership.objects.public().annotate(number=Count("cases")).filter(number=3).first()
    one = Organisation.objects.public().annotate(number=Count("case_parties")).filter(number=5).first()
    case = Case.objects.public().filter(partnership=pair).first()
    if case is None or pair is None or one is None:
        raise SystemExit("The catalogue is too small to measure.")
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
        "search": reverse("website:search") + "?q=ville",
    }


def office_pages(call: Call, application: Application) -> dict[str, str]:
    """Return the pages of the office to measure."""
    return {
        "office: home": reverse("office:home"),
        "office: list of 50": reverse("office:applications"),
        "office: application": reverse("office:application", args=[application.reference]),
        "office: ranking of 40": reverse("office:ranking", args=[call.slug]),
        "office: cases": reverse("office:cases"),
    }


def portal_pages(application: Application) -> dict[str, str]:
    """Return the pages of a coordinator to measure."""
    return {
        "portal: home": reverse("portal:home"),
        "portal: application": reverse("portal:application", args=[application.reference]),
    }


def form_pages(call: Call, application: Application, to_sign: Application) -> dict[str, str]:
    """Return the forms to measure: every section of an application, and what comes before and after."""
    sections = {
        f"form: {section}": reverse("portal:application-section", args=[application.reference, section])
        for section in Section
    }
    return {
        "form: start": reverse("portal:application-new", args=[call.slug]),
        **sections,
        "form: submit": reverse("portal:application-submit", args=[to_sign.reference]),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
