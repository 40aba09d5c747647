"""How the cast writes an application, signs it and sends it in."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from samverka.demo.people import PEOPLE
from samverka.demo.plots import Plot
from samverka.ground.accounts.models import User
from samverka.ground.common.dates import a_year_later, today
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
from samverka.stages.calls.models import Call
from samverka.stages.organisations.models import Organisation

# The share of a year's money that each cost gets, in per cent, and how many of them there are.
COSTS = [
    ("travel", "Flights and trains for exchange visits", 30, 10),
    ("lodging", "Nights during visits", 15, 30),
    ("working_hours", "Working hours, coordination", 20, 100),
    ("activities", "Workshops and open meetings", 25, 5),
    ("interpretation", "Interpreters at meetings", 5, 4),
    ("audit", "Auditor's certificate", 5, 1),
]


# Where in a municipality those people belong.
UNITS = {"coordinator": "Office of the municipal director", "politician": "Council of the municipality"}


def written(cast: Any, call: Call, plot: Plot, at: datetime, begins_in: int) -> Application:
    """Return the plot as a complete application, whose period begins `begins_in` days after `at`."""
    parties = [getattr(cast, key) for key in plot.parties]
    application = start_application(call, parties[0], parties[1:], key=uuid4(), by=cast.ingrid, at=at)
    starts_on = today(at) + timedelta(days=begins_in)
    ends_on = starts_on
    for _year in range(plot.years):
        ends_on = a_year_later(ends_on)
    save_summary(
        application,
        version=0,
        by=cast.ingrid,
        at=at,
        title=plot.title,
        summary_en=plot.summary_en,
        summary_sv=plot.summary_sv,
        starts_on=starts_on,
        ends_on=ends_on - timedelta(days=1),
        objective="Residents on both sides notice the difference in an everyday service.",
        mutual_learning="One side knows how to meet residents, the other how to show figures; both need both.",
    )
    targets = Target.objects.filter(code__in=plot.targets)
    save_focus(
        application,
        version=0,
        by=cast.thato if cast.sekao in parties else cast.amina,
        at=at,
        areas=ProjectArea.objects.filter(code__startswith=plot.area),
        topics=Topic.objects.filter(code__startswith=plot.topic),
        core_areas=CoreArea.objects.filter(code__in=plot.core_areas),
        goals=Goal.objects.filter(targets__in=targets).distinct(),
        targets=targets,
    )
    save_activities(application, _activities(parties, starts_on), version=0, by=cast.ingrid, at=at)
    save_team(application, _team(cast, plot), version=0, by=cast.ingrid, at=at)
    save_budget(application, _budget(call, plot), version=0, by=cast.ingrid, at=at)
    return Application.objects.get(pk=application.pk)


def sign(cast: Any, application: Application, key: str, at: datetime) -> None:
    """Sign for one organisation of the cast, by the person who has its mandate."""
    organisation = getattr(cast, key)
    sign_application(application, organisation, by=signer_of(cast, organisation), at=at)


def submitted(cast: Any, call: Call, plot: Plot, at: datetime, begins_in: int) -> Application:
    """Return the plot written, signed by all, and sent in."""
    application = written(cast, call, plot, at, begins_in)
    for key in plot.parties:
        sign(cast, application, key, at + timedelta(days=1))
    submit_application(application, key=uuid4(), by=cast.ingrid, at=at + timedelta(days=2))
    return Application.objects.get(pk=application.pk)


def signer_of(cast: Any, organisation: Organisation) -> User:
    """Return the person of the cast with a mandate from the organisation."""
    parts = (part for part in PEOPLE if part.has_mandate and getattr(cast, part.organisation) == organisation)
    person: User = getattr(cast, next(parts).key)
    return person


def _activities(parties: list[Organisation], starts_on: Any) -> Iterable[dict[str, Any]]:
    for place, party in enumerate(parties):
        visit_on = starts_on + timedelta(days=60 + 120 * place)
        yield {
            "title": f"Exchange visit {place + 1}",
            "place": party.name_en,
            "starts_on": visit_on,
            "ends_on": visit_on + timedelta(days=4),
            "participants": "Four people from each side",
        }
    yield {"title": "Open meeting with residents", "place": parties[0].name_en, "participants": "Residents, officials"}


def _team(cast: Any, plot: Plot) -> Iterable[dict[str, Any]]:
    roles = {"coordinator": "manager", "politician": "majority"}
    for part in PEOPLE:
        if part.organisation in plot.parties:
            yield {
                "organisation": getattr(cast, part.organisation),
                "name": part.name,
                "unit": UNITS[part.kind],
                "role": roles[part.kind],
            }


def _budget(call: Call, plot: Plot) -> Iterable[dict[str, Any]]:
    categories = {category.code: category for category in call.rule_set.categories.all()}
    for year in range(1, plot.years + 1):
        for code, description, share, quantity in COSTS:
            amount = plot.yearly * share // 100 // quantity
            yield {
                "year": year,
                "category": categories[code],
                "description": description,
                "quantity": quantity,
                "unit_amount": amount * 100,
            }
