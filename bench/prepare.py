"""Fill a data folder for measuring; run in a process of its own with `DJANGO_SETTINGS_MODULE=bench.settings`.

    python -m bench.prepare CASES PEOPLE

Prints, as JSON, the addresses to measure and a session for each person who measures them.
"""

import json
import random
import sys
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

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
from samverka.stages.corrections.models import Correction, ErrorReport  # noqa: E402
from samverka.stages.corrections.states import State as ReportState  # noqa: E402
from samverka.stages.organisations.loading import load_municipalities  # noqa: E402
from samverka.stages.organisations.models import Organisation  # noqa: E402
from samverka.stages.partnerships.models import Partnership  # noqa: E402
from samverka.stages.projects.models import Case  # noqa: E402
from tests.factories.applications import draft, signed  # noqa: E402

SEED = 2026
# Beyond so many a catalogue grows by old cases that were never applied for here.
MOST_APPLICATIONS = 2_000
CORRECTIONS = 60


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
    fill_corrections(cast, now)
    current, sent_in = fill_applications(cast, abroad, min(cases, MOST_APPLICATIONS), chance, now)
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


def fill_corrections(cast: Any, at: datetime) -> None:
    """Let readers have reported errors on the pages of the first cases, and the office have corrected them."""
    for place, case in enumerate(Case.objects.public().order_by("pk")[:CORRECTIONS]):
        moment = at - timedelta(days=place)
        page = {
            "programme": cast.programme, "page": reverse("website:case", args=[case.reference]),
            "subject_kind": case._meta.label_lower, "subject_id": case.pk,
        }  # fmt: skip
        report = ErrorReport.objects.create(
            **page, state=ReportState.CORRECTED, language="en", text="The year is wrong. " * 5, received_at=moment,
            answer_due_on=moment.date(), settled_at=moment,
        )  # fmt: skip
        Correction.objects.create(
            **page, report=report, title_sv=case.title_sv, title_en=case.title_en, before_sv="Ett år. " * 10,
            before_en="One year. " * 10, after_sv="Ett annat. " * 10, after_en="Another. " * 10, corrected_at=moment,
        )  # fmt: skip


def most_used(field: str) -> Any:
    """Return the value that most public cases have."""
    used = Case.objects.public().order_by().values_list(field).annotate(number=Count("pk")).order_by("-number", field)
    return used[0][0]


def public_pages(call: Call) -> dict[str, str]:
    """Return the public pages to measure.

    Partnership and organisation have the same number of cases at every size; country, goal and year are those of most
    cases, so they grow with the catalogue.
    """
    pair = Partnership.objects.public().annotate(number=Count("cases")).filter(number=3).first()
    one = Organisation.objects.public().annotate(number=Count("case_parties")).filter(number=5).first()
    case = Case.objects.public().filter(partnership=pair).first()
    if case is None or pair is None or one is None:
        raise SystemExit("The catalogue is too small to measure.")
    country, case_page = most_used("countries__code"), reverse("website:case", args=[case.reference])
    narrowed = urlencode({"q": "water", "country": country, "sort": "amount"})
    return {
        "start": reverse("website:home"),
        "calls": reverse("website:calls"),
        "call": reverse("website:call", args=[call.slug]),
        "cases": reverse("website:cases"),
        "cases, narrowed": f"{reverse('website:cases')}?{narrowed}",
        "case": case_page,
        "partnerships": reverse("website:partnerships"),
        "partnership": reverse("website:partnership", args=[pair.slug]),
        "organisations": reverse("website:organisations"),
        "organisation": reverse("website:organisation", args=[one.slug]),
        "search": reverse("website:search") + "?q=ville",
        "map": reverse("website:map"),
        "figures": reverse("website:figures"),
        "countries": reverse("website:country-terms"),
        "country": reverse("website:country-term", args=[country]),
        "goal": reverse("website:goal-term", args=[most_used("goals__code")]),
        "year": reverse("website:year-term", args=[most_used("start_year")]),
        "corrections": reverse("website:corrections"),
        "error report": f"{reverse('website:error-report')}?{urlencode({'page': case_page})}",
        "feed": reverse("website:feed"),
        "feed of cases": reverse("website:cases-atom"),
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
