"""Bringing the standing cast on stage: a fictional owner, its programme and rules, four places, fifteen people."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from samverka.demo.people import PASSWORD, PEOPLE, PLACES, Part, Place
from samverka.demo.rules import make_rule_set
from samverka.ground.accounts.actions import give_role
from samverka.ground.accounts.models import User
from samverka.ground.programme.models import CaseType, Country, OrganisationType, Programme, ProgrammeOwner
from samverka.stages.organisations.actions import add_member, give_mandate, register_organisation
from samverka.stages.organisations.models import Organisation

SLUG = "demonstration"

CASE_TYPES = [
    ("inception", "Förberedelse", "Inception"),
    ("project", "Projekt", "Project"),
    ("steering_group", "Styrgrupp", "Steering group"),
    ("development", "Utveckling och breddning", "Development and expansion"),
    ("dissemination", "Spridning", "Dissemination"),
    ("top_up", "Tilläggsmedel", "Top-up"),
    ("communication", "Kommunikation", "Communication grant"),
]


@transaction.atomic
def bring_on_stage(at: datetime) -> SimpleNamespace:
    """Make the cast if it is not there, and return it: programme, rule set, people and places by their short names."""
    programme = Programme.objects.filter(slug=SLUG).first() or _make_programme(at)
    people = User.objects.in_bulk([part.email for part in PEOPLE], field_name="email")
    places = {one.identifier: one for one in Organisation.objects.filter(identifier__in=[p.identifier for p in PLACES])}
    return SimpleNamespace(
        programme=programme,
        rule_set=programme.rule_sets.get(),
        **{part.key: people[part.email] for part in PEOPLE},
        **{place.key: places[place.identifier] for place in PLACES},
    )


def make_case_types(programme: Programme) -> None:
    """Give the programme the usual kinds of case."""
    CaseType.objects.bulk_create(
        CaseType(programme=programme, code=code, name_sv=name_sv, name_en=name_en, position=position)
        for position, (code, name_sv, name_en) in enumerate(CASE_TYPES)
    )


def _make_programme(at: datetime) -> Programme:
    owner = ProgrammeOwner.objects.create(
        name_sv="Demonstrationsägaren",
        name_en="The Demonstration Owner",
        identifier="XE-EXAMPLE-OWNER",
        website="https://owner.example/",
        email="partnerships@owner.example",
    )
    programme = Programme.objects.create(
        owner=owner,
        slug=SLUG,
        name_sv="Demonstrationsprogrammet",
        name_en="Demonstration Programme",
        is_demonstration=True,
        sender="Demonstration <partnerships@owner.example>",
        reference_prefix="DEMO",
        home_country=Country.objects.get(code="SE"),
        grant_prefix="samverkademo",
        funder_name="The Demonstration Funder",
        funder_identifier="XE-EXAMPLE-FUNDER",
        funder_activity="XE-EXAMPLE-FUNDER-1",
    )
    make_case_types(programme)
    make_rule_set(programme, valid_from=date(at.year, 1, 1))
    places = {place.key: _make_place(place, at) for place in PLACES}
    # One hash for all: they have the same password, and a hash is slow by design.
    password = make_password(PASSWORD)
    for part in PEOPLE:
        _make_person(part, password, programme, places, at)
    return programme


def _make_place(place: Place, at: datetime) -> Organisation:
    organisation = Organisation(
        name_sv=place.name_sv,
        name_en=place.name_en,
        type=OrganisationType.objects.get(code=place.type),
        country=Country.objects.get(code=place.country),
        identifier=place.identifier,
        population=place.population,
        is_fictional=True,
    )
    return register_organisation(organisation, [], by=None, at=at)


def _make_person(part: Part, password: str, programme: Programme, places: dict[str, Any], at: datetime) -> None:
    person = User.objects.create_user(part.email, name=part.name, language=part.language, joined_at=at)
    person.password = password
    person.save(update_fields=["password"])
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if part.role:
        give_role(person, part.role, programme, by=None, at=at)
    if part.organisation:
        add_member(person, places[part.organisation], part.kind, by=None, at=at)
    if part.has_mandate:
        give_mandate(person, places[part.organisation], rests_on="Council decision (fictional)", by=None, at=at)
