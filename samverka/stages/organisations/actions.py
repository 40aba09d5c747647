"""Keeping organisations, their names, and the people who act for them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from samverka.ground.accounts.actions import bring_in_person, post_invitation
from samverka.ground.accounts.models import User
from samverka.ground.accounts.rules import problems_before_inviting_again
from samverka.ground.audit.actions import record
from samverka.ground.common.dates import today
from samverka.ground.common.folding import fold, same_spelling
from samverka.ground.common.refusals import refuse_if, require
from samverka.ground.outbox.actions import post
from samverka.stages.organisations import notices
from samverka.stages.organisations.models import Mandate, Membership, Organisation, OrganisationName
from samverka.stages.organisations.permissions import (
    can_edit_members,
    can_edit_organisation,
    can_give_mandate,
    can_register_organisation,
)
from samverka.stages.organisations.rules import (
    problems_before_ending_mandate,
    problems_before_ending_membership,
    problems_before_giving_mandate,
)


@transaction.atomic
def register_organisation(
    organisation: Organisation, names: list[tuple[str, str]], *, by: User | None, at: datetime
) -> Organisation:
    """Keep a new organisation with its further names (text, kind), and give it an address that stays.

    Who: programme officer, head of programme, or the command line (`by` None). When a person registers one that is
    already here (same names, kind and country) that one is returned, so a repeat makes no second. Tells nobody.
    """
    if by is not None:
        require(can_register_organisation(by))
        known = _registered_as(organisation)
        if known:
            return known
    official = [(text, OrganisationName.Kind.OFFICIAL) for text in (organisation.name_sv, organisation.name_en)]
    organisation.slug = organisation.slug or _free_slug(organisation)
    organisation.changed_at = at
    organisation.search_text = _searched([text for text, _kind in (*official, *names)])
    organisation.save()
    kept: dict[str, OrganisationName] = {}
    for text, kind in (*official, *names):
        spelling = same_spelling(text)
        kept.setdefault(spelling, OrganisationName(organisation=organisation, spelling=spelling, text=text, kind=kind))
    OrganisationName.objects.bulk_create(kept.values())
    record(gettext_noop("Organisation registered"), organisation, by=by, at=at)
    return organisation


def add_name(
    organisation: Organisation,
    text: str,
    kind: str,
    *,
    language: str = "",
    valid_until: date | None = None,
    at: datetime,
) -> None:
    """Let `organisation` be found by `text` too; a spelling it already has is left as it is."""
    facts = {"text": text, "kind": kind, "language": language, "valid_until": valid_until}
    OrganisationName.objects.get_or_create(organisation=organisation, spelling=same_spelling(text), defaults=facts)
    organisation.search_text = _searched(organisation.names.values_list("text", flat=True))
    organisation.changed_at = at
    organisation.save(update_fields=["search_text", "changed_at"])


def _searched(names: Iterable[str]) -> str:
    """Return what a search by name looks through."""
    return "\n".join(dict.fromkeys(map(fold, names)))


@transaction.atomic
def add_organisation_name(
    organisation: Organisation, *, text: str, kind: str, by: User, at: datetime, **dates: Any
) -> Organisation:
    """Let `organisation` be found by one more name; `dates` are `valid_from` and `valid_until`, where known.

    Who: programme officer, head of programme. A spelling it already has is left as it is. Tells nobody.
    """
    require(can_edit_organisation(by, organisation))
    if not organisation.names.filter(spelling=same_spelling(text)).exists():
        add_name(organisation, text, kind, at=at)
        organisation.names.filter(spelling=same_spelling(text)).update(**dates)
        record(gettext_noop("Name added"), organisation, by=by, at=at, name=text, kind=kind)
    return organisation


@transaction.atomic
def rename_organisation(
    organisation: Organisation, *, valid_from: date, by: User, at: datetime, **names: str
) -> Organisation:
    """Give `organisation` its new official names from a day on; the present ones become former names.

    `names` are `name_sv`, `name_en` and the short ones. Who: programme officer, head of programme. Tells nobody.
    """
    require(can_edit_organisation(by, organisation))
    before = organisation.name_en
    for field, text in names.items():
        setattr(organisation, field, text)
    organisation.save()
    new = {same_spelling(organisation.name_sv), same_spelling(organisation.name_en)}
    official = organisation.names.filter(kind=OrganisationName.Kind.OFFICIAL).exclude(spelling__in=new)
    official.update(kind=OrganisationName.Kind.FORMER, valid_until=valid_from - timedelta(days=1))
    for text in dict.fromkeys([organisation.name_sv, organisation.name_en]):
        add_name(organisation, text, OrganisationName.Kind.OFFICIAL, at=at)
    organisation.names.filter(spelling__in=new).update(
        kind=OrganisationName.Kind.OFFICIAL, valid_from=valid_from, valid_until=None
    )
    record(gettext_noop("Organisation renamed"), organisation, by=by, at=at, before=before, after=organisation.name_en)
    return organisation


@transaction.atomic
def edit_organisation(organisation: Organisation, *, by: User, at: datetime, **facts: Any) -> Organisation:
    """Correct what is known of an organisation, its names excepted. Who: programme officer, head. Tells nobody."""
    require(can_edit_organisation(by, organisation))
    for field, value in facts.items():
        setattr(organisation, field, value)
    organisation.changed_at = at
    organisation.save()
    record(gettext_noop("Organisation changed"), organisation, by=by, at=at, fields=sorted(facts))
    return organisation


# --- People ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def add_member(
    person: User, organisation: Organisation, kind: str, *, title: str = "", by: User | None, at: datetime
) -> Membership:
    """Let `person` act in `organisation` as `kind` from today, with no last day.

    Who: the office, a coordinator of the organisation, or the command line (`by` None). Who already does, goes on.
    Tells the person, when somebody else did it and the person can log in.
    """
    require(by is None or can_edit_members(by, organisation))
    day = today(at)
    of_this_kind = Membership.objects.filter(user=person, organisation=organisation, kind=kind)
    membership = of_this_kind.filter(Q(ends_on=None) | Q(ends_on__gte=day) | Q(starts_on=day)).first()
    if membership and membership.ends_on is None:
        return membership
    membership = membership or Membership(user=person, organisation=organisation, kind=kind, starts_on=day)
    membership.ends_on, membership.title = None, title or membership.title
    membership.save()
    record(gettext_noop("Member added"), organisation, by=by, at=at, person=person.name, role=kind)
    if by not in (None, person) and person.is_active:
        post(notices.added_to_organisation(membership), at=at)
    return membership


@transaction.atomic
def invite_member(
    organisation: Organisation, kind: str, *, email: str, by: User, at: datetime, rests_on: str = "", **person: str
) -> Membership:
    """Bring a colleague into `organisation` as `kind`, with an account where there is none yet.

    `person` is `name`, `language` and `title`; who has an account keeps the name and language chosen there. With
    `rests_on` the colleague may sign as well, which only the office grants. Who: the office, a coordinator of the
    organisation. Tells the colleague.
    """
    require(can_edit_members(by, organisation))
    colleague = bring_in_person(email, person["name"], person["language"], by=by, at=at)
    membership = add_member(colleague, organisation, kind, title=person.get("title", ""), by=by, at=at)
    if rests_on:
        give_mandate(colleague, organisation, rests_on=rests_on, by=by, at=at)
    return membership


@transaction.atomic
def send_member_invitation(membership: Membership, *, by: User, at: datetime) -> Membership:
    """Send a colleague who has not come in yet a fresh link. Who: the office, a coordinator of the organisation.

    Raises `Refused` when the colleague can already log in. Tells the colleague.
    """
    require(can_edit_members(by, membership.organisation))
    refuse_if(problems_before_inviting_again(membership.user))
    record(gettext_noop("Invitation sent again"), membership.user, by=by, at=at)
    post_invitation(membership.user, by=by, at=at)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, last_day: date, by: User, at: datetime) -> Membership:
    """Let a person act in an organisation until `last_day` only; with the last membership there the mandates end too.

    Who: the office, a coordinator of the organisation. Raises `Refused` when it began later. Tells nobody.
    """
    require(can_edit_members(by, membership.organisation))
    refuse_if(problems_before_ending_membership(membership, last_day=last_day))
    if membership.ends_on == last_day:
        return membership
    membership.ends_on = last_day
    membership.save(update_fields=["ends_on"])
    organisation, person = membership.organisation, membership.user
    details: dict[str, Any] = {"person": person.name, "role": membership.kind, "after": last_day}
    record(gettext_noop("Membership ended"), organisation, by=by, at=at, **details)
    own = Q(user=person, organisation=organisation)
    if not Membership.objects.held_on(last_day + timedelta(days=1)).filter(own).exists():
        for mandate in Mandate.objects.held_on(last_day + timedelta(days=1)).filter(own):
            _end_mandate(mandate, last_day, by=by, at=at)
    return membership


@transaction.atomic
def give_mandate(
    person: User, organisation: Organisation, *, rests_on: str, until: date | None = None, by: User | None, at: datetime
) -> Mandate:
    """Let `person` sign for `organisation` from today.

    Who: the office, which has seen the decision it rests on. The same mandate given twice stays one. Tells the person,
    when a person gave it and the person can log in.
    """
    require(by is None or can_give_mandate(by, organisation))
    day = today(at)
    refuse_if(problems_before_giving_mandate(person, organisation, on=day, until=until))
    known = Mandate.objects.held_on(day).filter(
        user=person, organisation=organisation, rests_on=rests_on, ends_on=until
    )
    mandate = known.first()
    if mandate:
        return mandate
    mandate = Mandate.objects.create(
        user=person, organisation=organisation, rests_on=rests_on, starts_on=day, ends_on=until
    )
    record(gettext_noop("Mandate given"), organisation, by=by, at=at, person=person.name, rests_on=rests_on)
    if by is not None and person.is_active:
        post(notices.mandate_given(mandate), at=at)
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, last_day: date, by: User, at: datetime) -> Mandate:
    """Let a person sign for an organisation until `last_day` only. Who: programme officer, head. Tells nobody."""
    require(can_give_mandate(by, mandate.organisation))
    refuse_if(problems_before_ending_mandate(mandate, last_day=last_day))
    if mandate.ends_on != last_day:
        _end_mandate(mandate, last_day, by=by, at=at)
    return mandate


def _end_mandate(mandate: Mandate, last_day: date, *, by: User, at: datetime) -> None:
    mandate.ends_on = last_day
    mandate.save(update_fields=["ends_on"])
    details: dict[str, Any] = {"person": mandate.user.name, "rests_on": mandate.rests_on, "after": last_day}
    record(gettext_noop("Mandate ended"), mandate.organisation, by=by, at=at, **details)


def _registered_as(organisation: Organisation) -> Organisation | None:
    """Return the organisation of the same kind and country that bears both its official names already."""
    same = Organisation.objects.filter(type=organisation.type, country=organisation.country)
    for text in (organisation.name_sv, organisation.name_en):
        same = same.filter(pk__in=OrganisationName.objects.filter(spelling=same_spelling(text)).values("organisation"))
    return same.first()


def _free_slug(organisation: Organisation) -> str:
    """Return an address for the organisation that no other has; Habo and Håbo differ by their country or a number."""
    stem = slugify(fold(organisation.name_en)) or "organisation"
    tries: list[Any] = [stem, f"{stem}-{organisation.country.code.lower()}"]
    tries += [f"{stem}-{number}" for number in range(2, 50)]
    taken = set(Organisation.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return str(next(slug for slug in tries if slug not in taken))
