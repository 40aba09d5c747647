"""Applications, walked through the real actions to the state that a test needs."""

from datetime import timedelta
from uuid import uuid4

from samverka.ground.programme.models import CoreArea, Goal, ProjectArea, Target, Topic
from samverka.stages.applications.actions import (
    save_activities,
    save_budget,
    save_focus,
    save_summary,
    save_team,
    sign_application,
    start_application,
    submit_application,
)
from samverka.stages.applications.models import Application
from tests.factories.calls import open_call
from tests.factories.remembered import remembered

TEAM = [
    ("exempelby", "Ingrid Bergsten", "manager"),
    ("sekao", "Thato Moeng", "manager"),
    ("mfano", "Amina Wanjiru", "manager"),
]
SIGNERS = [("exempelby", "nils"), ("sekao", "lorato"), ("mfano", "joseph")]


def fresh(application):
    """Return the application as it lies in the database, with what the rules read."""
    return Application.objects.with_parties().get(pk=application.pk)


def version_of(application, section):
    """Return the version of a section that a form would carry now."""
    return application.section_versions.get(section=section).version


def parties_of(cast, parties):
    """Return two or three organisations of the cast, the applicant first."""
    return [cast.exempelby, cast.sekao, cast.mfano][:parties]


@remembered
def empty_draft(cast, at, *, parties=2, call=None):
    """Return an application that Ingrid has just started."""
    applicant, *partners = parties_of(cast, parties)
    call = call or open_call(cast, at)
    return start_application(call, applicant, partners, key=uuid4(), by=cast.ingrid, at=at)


@remembered
def draft(cast, at, *, parties=2, call=None, **texts):
    """Return a complete application that nobody has signed: two years, 450 000 a year."""
    application = empty_draft(cast, at, parties=parties, call=call)
    write_all(cast, application, at, **texts)
    return fresh(application)


def write_all(cast, application, at, **texts):
    """Write every section as Ingrid and Thato would."""
    starts_on = (at + timedelta(days=180)).date()
    wanted = {
        "title": "Clean water together",
        "summary_en": "We learn from each other how to keep water clean.",
        "summary_sv": "Vi lär av varandra hur vattnet hålls rent.",
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(days=729),
        "objective": "Two municipalities with clean water.",
        "mutual_learning": "Citizen dialogue from Sekao, sensors from Exempelby.",
    }
    save_summary(application, version=0, by=cast.ingrid, at=at, **{**wanted, **texts})
    save_focus(
        application,
        version=0,
        by=cast.thato,
        at=at,
        areas=ProjectArea.objects.all()[:1],
        topics=Topic.objects.all()[:1],
        core_areas=CoreArea.objects.all()[:2],
        goals=Goal.objects.filter(code="6"),
        targets=Target.objects.filter(goal__code="6")[:2],
    )
    activities = [
        {
            "title": "First visit",
            "place": "Exempelby",
            "starts_on": starts_on,
            "ends_on": starts_on + timedelta(days=4),
        },
        {"title": "Second visit", "place": "Sekao", "participants": "Eight people"},
    ]
    save_activities(application, activities, version=0, by=cast.thato, at=at)
    keys = [key for key, _signer in SIGNERS[: len(application.organisations)]]
    team = [{"organisation": getattr(cast, key), "name": name, "role": role} for key, name, role in TEAM if key in keys]
    save_team(application, team, version=0, by=cast.ingrid, at=at)
    save_budget(application, budget_rows(application), version=0, by=cast.ingrid, at=at)


def budget_rows(application, **more):
    """Return the rows of a budget: travel and activities, the same in two years."""
    categories = {one.code: one for one in application.call.rule_set.categories.all()}
    rows = [
        {"category": categories["travel"], "description": "Flights", "quantity": 10, "unit_amount": 20_000_00},
        {"category": categories["activities"], "description": "Workshops", "quantity": 5, "unit_amount": 50_000_00},
    ]
    return [{**row, "year": year, **more} for year in (1, 2) for row in rows]


def sign_for(cast, application, key, at):
    """Sign for one organisation of the cast, as its politician with a mandate."""
    return sign_application(application, getattr(cast, key), by=getattr(cast, dict(SIGNERS)[key]), at=at)


@remembered
def signed(cast, at, *, parties=2, call=None, **texts):
    """Return a complete application that all parties have signed."""
    application = draft(cast, at, parties=parties, call=call, **texts)
    for key, _signer in SIGNERS[:parties]:
        sign_for(cast, application, key, at)
    return fresh(application)


@remembered
def submitted(cast, at, *, parties=2, call=None, **texts):
    """Return an application that has been sent in; its newest version is `application.submissions.last()`."""
    application = signed(cast, at, parties=parties, call=call, **texts)
    submit_application(application, key=uuid4(), by=cast.ingrid, at=at)
    return fresh(application)
