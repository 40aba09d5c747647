"""Rows that are published, made directly: what real journeys would take hundreds of lines to bring about."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

from lxml import etree

from samverka.faces.opendata.activities import write_activities
from samverka.faces.opendata.grants import write_grants
from samverka.faces.opendata.organisation import write_organisation
from samverka.faces.opendata.publication import Publication
from samverka.ground.programme.models import Country, Goal, OrganisationType, ProjectArea, Target
from samverka.stages.organisations.models import Organisation
from samverka.stages.payments.models import Payment
from samverka.stages.projects.models import AccountingYear, Case, CaseLine, CaseParty, Commitment
from samverka.stages.reports.models import Report
from tests.architecture.layers import ROOT

SHARED = ROOT.parent / "shared" / "tools"
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def organisation(code, name, **facts):
    """Return a made-up local government in the country with this code."""
    wanted = {
        "slug": f"made-up-{code.lower()}-{Organisation.objects.count()}",
        "name_sv": name,
        "name_en": name,
        "type": OrganisationType.objects.get(code="local_government"),
        "country": Country.objects.get(code=code),
        "is_fictional": True,
        "changed_at": AT,
    }
    return Organisation.objects.create(**{**wanted, **facts})


def bare_case(cast, reference, parties=(), **facts):
    """Return a public case of the demonstration that has no money and no subjects."""
    wanted = {
        "programme": cast.programme,
        "reference": reference,
        "state": "running",
        "title_sv": f"Ärende {reference}",
        "title_en": f"Case {reference}",
        "starts_on": date(2025, 1, 1),
        "ends_on": date(2026, 12, 31),
        "published_at": AT - timedelta(days=30),
        "changed_at": AT - timedelta(days=20),
    }
    case = Case.objects.create(**{**wanted, **facts})
    for position, one in enumerate(parties or (cast.exempelby, cast.sekao)):
        is_home = one.country_id == cast.programme.home_country_id
        CaseParty.objects.create(case=case, organisation=one, is_home=is_home, position=position)
    return case


def full_case(cast, reference, parties=(), amounts=(500_000_00,), **facts):
    """Return a public case with summaries, subjects, two accounting years and what was promised on it.

    The first of `amounts` is the grant; the others are top-ups and, below zero, reductions.
    """
    texts = {"summary_sv": "Vi lär av varandra.", "summary_en": "We learn from each other."}
    case = bare_case(cast, reference, parties, **{**texts, **facts})
    case.countries.set({one.country_id for one in case.organisations} - {cast.programme.home_country_id})
    case.areas.set(ProjectArea.objects.all()[:3])
    case.goals.set(Goal.objects.filter(code__in=["5", "16"]))
    case.targets.set(Target.objects.filter(code__in=["16.7", "5.c"]))
    for place, amount in enumerate(amounts):
        kind = "grant" if place == 0 else "top_up" if amount > 0 else "reduction"
        day = date(2024, 12, 1) + timedelta(days=70 * place)
        Commitment.objects.create(case=case, kind=kind, amount=amount, currency="SEK", committed_on=day)
    for number in (1, 2):
        year = AccountingYear.objects.create(
            case=case,
            number=number,
            starts_on=date(2024 + number, 1, 1),
            ends_on=date(2024 + number, 12, 31),
            report_due_on=date(2025 + number, 3, 1),
        )
        for amount in (amounts[0] // 2 - 50_000_00, 50_000_00):
            CaseLine.objects.create(year=year, category_code="travel", description="Flights", amount=amount)
    return case


def pay(cast, case, amount, number=1, paid_on=date(2026, 2, 20), state="confirmed"):
    """Return a payment on the accounting year with this number."""
    year = case.years.get(number=number)
    report, _made = Report.objects.get_or_create(
        year=year, defaults={"state": "accepted", "begun_by": cast.ingrid, "begun_at": AT}
    )
    return Payment.objects.create(
        case=case,
        report=report,
        payee=case.payee,
        state=state,
        amount=amount,
        currency="SEK",
        paid_on=paid_on,
        entered_by=cast.farid,
        entered_at=AT,
        confirmed_by=cast.helena if state == "confirmed" else None,
        confirmed_at=AT if state == "confirmed" else None,
    )


def written(write, programme, at=AT):
    """Return the bytes of a file; an empty result means that there was nothing to publish."""
    file = BytesIO()
    return file.getvalue() if write(Publication(programme, at), file) else b""


def built_activities(programme, at=AT):
    """Return the root element of the activity file."""
    return etree.fromstring(written(write_activities, programme, at))


def built_organisations(programme, at=AT):
    """Return the root element of the organisation file."""
    return etree.fromstring(written(write_organisation, programme, at))


def built_grants(programme, at=AT):
    """Return the 360Giving package."""
    return json.loads(written(write_grants, programme, at))


def activity_of(programme, case, at=AT):
    """Return the activity of one case, or nothing when the file does not have it."""
    ends = f"-{case.reference}"
    found = [one for one in built_activities(programme, at) if one.findtext("iati-identifier").endswith(ends)]
    return found[0] if found else None


def grant_of(programme, case, at=AT):
    """Return the grant of one case, or nothing when the file does not have it."""
    ends = f"-{case.reference}"
    return next((one for one in built_grants(programme, at)["grants"] if one["id"].endswith(ends)), None)


def complaints(validator, name, content, *options):
    """Return what a validator says against a file, with warnings."""
    file = Path(name)
    file.write_bytes(content)
    command = [sys.executable, str(SHARED / validator), "--strict", *options, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr
