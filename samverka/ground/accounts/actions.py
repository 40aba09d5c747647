"""Bringing people in, and saying what they do for a programme."""

import hashlib
import secrets
from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from samverka.ground.accounts import notices
from samverka.ground.accounts.models import Invitation, Role, User
from samverka.ground.accounts.permissions import (
    can_edit_person,
    can_end_role,
    can_invite_person,
    can_send_invitation,
)
from samverka.ground.accounts.rules import problems_before_ending_role, problems_before_inviting_again
from samverka.ground.audit.actions import record
from samverka.ground.common.dates import today
from samverka.ground.common.folding import fold
from samverka.ground.common.refusals import Problem, Refused, refuse_if, require
from samverka.ground.outbox.actions import post
from samverka.ground.programme.models import Programme

# A link is not sent again sooner than this to somebody who asks with an old one: nobody's mailbox is to be filled.
RENEWAL_PAUSE = timedelta(minutes=10)


def hash_of(token: str) -> str:
    """Return what is kept of an invitation's token, so that a stolen database opens no account."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite_person(email: str, name: str, language: str, *, by: User | None, at: datetime) -> User:
    """Make an account for a person, and send the link that opens it.

    Who: programme officer, head, or the command line (`by` None). A person who already has an account is returned as
    that person is, and nothing is sent. Tells the person invited.
    """
    require(by is None or can_invite_person(by))
    return bring_in_person(email, name, language, by=by, at=at)


def bring_in_person(email: str, name: str, language: str, *, by: User | None, at: datetime) -> User:
    """Do what `invite_person` does for an action that has asked its own permission, such as that of a coordinator."""
    person = User.objects.filter(email__iexact=email.strip()).first()
    if person:
        return person
    person = User.objects.create_user(email, name=name, language=language, is_active=False)
    record(gettext_noop("Person invited"), person, by=by, at=at, programme=_programme_inviting(person, by))
    post_invitation(person, by=by, at=at)
    return person


@transaction.atomic
def send_invitation(person: User, *, by: User | None, at: datetime) -> str:
    """Send `person` a fresh link and return its token; earlier links can no longer be used.

    Who: programme officer, head, or the command line (`by` None). Raises `Refused` when the person can already log in.
    Tells the person.
    """
    require(by is None or can_send_invitation(by, person))
    refuse_if(problems_before_inviting_again(person))
    record(gettext_noop("Invitation sent again"), person, by=by, at=at, programme=_programme_inviting(person, by))
    return post_invitation(person, by=by, at=at)


@transaction.atomic
def renew_invitation(token: str, *, at: datetime) -> None:
    """Send a fresh link to the address that an old one was sent to, for whoever holds the old one.

    Who: anybody, so it says nothing. Nothing is sent for a link that never was ours, to a person who can already log
    in, or within ten minutes of the last one. Tells the person.
    """
    invitation = Invitation.objects.select_related("user").filter(token_hash=hash_of(token)).first()
    if invitation is None or invitation.user.is_active:
        return
    if not Invitation.objects.filter(user=invitation.user, sent_at__gt=at - RENEWAL_PAUSE).exists():
        person, programme = invitation.user, invitation.programme_id
        record(gettext_noop("Invitation asked for again"), person, by=None, at=at, programme=programme)
        post_invitation(person, by=None, at=at)


def post_invitation(person: User, *, by: User | None, at: datetime) -> str:
    """Post a fresh link and return its token, for an action that has asked its own permission."""
    Invitation.objects.filter(user=person, accepted_at=None, expires_at__gt=at).update(expires_at=at)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        user=person,
        programme_id=_programme_inviting(person, by),
        token_hash=hash_of(token),
        invited_by=by,
        sent_at=at,
        expires_at=at + timedelta(days=settings.INVITATION_DAYS),
    )
    post(notices.invitation_to_log_in(invitation, token), at=at)
    return token


def _programme_inviting(person: User, by: User | None) -> int | None:
    """Return the number of the programme whose office invites `person`, or in whose name that was done before."""
    own = by.programmes_as(Role.Kind.OFFICER, Role.Kind.HEAD) if by else []
    before = Invitation.objects.filter(user=person).order_by("-sent_at", "-pk").values_list("programme", flat=True)
    return own[0] if own else before.first()


@transaction.atomic
def accept_invitation(token: str, *, password: str, name: str, language: str, at: datetime) -> User:
    """Open the account that the link was sent for: the address is now known to be the person's own.

    Raises `Refused` when the link is too old, or has been used.
    """
    taken = Invitation.objects.open_at(at).filter(token_hash=hash_of(token))
    invitation = taken.select_related("user").first()
    if invitation is None or not taken.update(accepted_at=at):
        raise Refused([Problem(_("This link is too old or has been used. Ask for a new one below."))])
    person = invitation.user
    person.name, person.search_text, person.language = name, fold(name), language
    person.is_active, person.joined_at = True, at
    person.set_password(password)
    person.save()
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    record(gettext_noop("Account opened"), person, by=person, at=at, programme=invitation.programme_id)
    return person


@transaction.atomic
def edit_person(person: User, *, name: str, language: str, by: User, at: datetime) -> User:
    """Change one's own name, and the language of pages and letters. Who: the person. Tells nobody."""
    require(can_edit_person(by, person))
    before = person.name
    person.name, person.search_text, person.language = name, fold(name), language
    person.save(update_fields=["name", "search_text", "language"])
    record(gettext_noop("Person changed"), person, by=by, at=at, before=before, language=language)
    return person


@transaction.atomic
def give_role(person: User, kind: str, programme: Programme, *, by: User | None, at: datetime) -> Role:
    """Let `person` work for `programme` as `kind` from today, with no last day.

    Who: head of programme, or the command line (`by` None). Who holds the role already keeps it. Tells nobody.
    """
    require(by is None or by.has_role(Role.Kind.HEAD, programme=programme))
    of_this_kind = Role.objects.filter(user=person, programme=programme, kind=kind)
    role = of_this_kind.filter(Q(ends_on=None) | Q(ends_on__gte=today(at)) | Q(starts_on=today(at))).first()
    if role and role.ends_on is None:
        return role
    role = role or Role(user=person, programme=programme, kind=kind, starts_on=today(at))
    role.ends_on = None
    role.save()
    record(gettext_noop("Role given"), person, by=by, at=at, programme=programme.pk, role=kind)
    return role


@transaction.atomic
def end_role(role: Role, *, last_day: date, by: User, at: datetime) -> Role:
    """Let a role end after `last_day`. Who: head of the programme.

    Raises `Refused` when the programme would be left without a head. Tells nobody.
    """
    require(can_end_role(by, role))
    refuse_if(problems_before_ending_role(role, last_day=last_day))
    if role.ends_on != last_day:
        role.ends_on = last_day
        role.save(update_fields=["ends_on"])
        details: dict[str, Any] = {"programme": role.programme_id, "role": role.kind, "after": last_day}
        record(gettext_noop("Role ended"), role.user, by=by, at=at, **details)
    return role
