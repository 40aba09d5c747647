"""What people are told about their application, each in their own language."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samverka.ground.accounts.models import User
from samverka.ground.common.dates import today
from samverka.ground.outbox.actions import Letter, letters_to
from samverka.stages.applications.models import Application, Signature, Submission
from samverka.stages.organisations.models import Membership, Organisation
from samverka.stages.organisations.queries import people_of


def started(application: Application, *, by: User, at: datetime) -> list[Letter]:
    """Return the letters that invite the people of all parties to write along."""

    def compose(person: User) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\n%(who)s has started an application together with you in the call “%(call)s”. "
            "All parties write it together and each signs it. It must be sent in by %(deadline)s.\n\n%(address)s"
        )
        return _subject(application, _("An application with you has been started")), body % {
            **_words(application, person, "portal:application"),
            "who": by.name,
        }

    return _letters(application, [one for one in _people(application, at) if one != by], compose)


def signed(signature: Signature, *, at: datetime) -> list[Letter]:
    """Return the letters that tell the coordinators who has signed, and who has not yet."""
    application = signature.application

    def compose(person: User) -> tuple[str, str]:
        words = {**_words(application, person, "portal:application"), "who": signature.signed_by.name}
        words["organisation"] = signature.organisation.name
        words["missing"] = ", ".join(one.name for one in application.unsigned)
        if words["missing"]:
            body = _(
                "Hello %(name)s,\n\n%(who)s has signed the application “%(title)s” for %(organisation)s. "
                "Still to sign: %(missing)s.\n\n%(address)s"
            )
        else:
            body = _(
                "Hello %(name)s,\n\n%(who)s has signed the application “%(title)s” for %(organisation)s. "
                "All parties have signed. Any of the coordinators can send it in now, by %(deadline)s.\n\n%(address)s"
            )
        return _subject(application, _("Signed")), body % words

    return _letters(application, _coordinators(application.organisations, at), compose)


def changed_after_signing(application: Application, signers: Iterable[User], *, by: User) -> list[Letter]:
    """Return the letters that tell those who had signed that the text was changed and needs them again."""

    def compose(person: User) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\nThe application “%(title)s” was changed by %(who)s after you signed it. Your signature "
            "does not count any more. Read it again and sign when it is ready, by %(deadline)s.\n\n%(address)s"
        )
        return _subject(application, _("Changed after you signed")), body % {
            **_words(application, person, "portal:application"),
            "who": by.name,
        }

    return _letters(application, signers, compose)


def receipts(submission: Submission, *, at: datetime) -> list[Letter]:
    """Return the receipt for everybody in each organisation: reference, moment with its zone, and the hash."""
    application = submission.application

    def compose(person: User) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\nWe have received your application “%(title)s”.\n\n"
            "Reference: %(reference)s\nReceived: %(received)s\nVersion: %(number)s\n"
            "Fingerprint of the content: %(hash)s\n"
            "Parties: %(parties)s\nSent in by: %(who)s\n\n"
            "You can expect to hear about the decision around %(decision)s. You need not do anything until then. "
            "The receipt and what you sent in:\n\n%(address)s"
        )
        words = _words(application, person, "portal:application-receipt")
        words |= {
            "received": moment_text(submission.submitted_at, application),
            "number": submission.number,
            "hash": submission.content_hash,
            "who": submission.submitted_by.name,
            "decision": date_format(application.call.decision_on, "j F Y"),
        }
        return _subject(application, _("Receipt: your application has been received")), body % words

    return _letters(application, _people(application, at), compose)


def withdrawn(application: Application, *, by: User, at: datetime, officers: Iterable[User]) -> list[Letter]:
    """Return the letters that tell all parties, and the office where it had been submitted, of the withdrawal."""

    def compose(person: User) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\n%(who)s has withdrawn the application “%(title)s” (%(reference)s). "
            "It will not be assessed. Nobody needs to do anything."
        )
        words = {**_words(application, person, "portal:application"), "who": by.name}
        return _subject(application, _("Application withdrawn")), body % words

    people = {one.pk: one for one in [*_people(application, at), *officers]}
    return _letters(application, people.values(), compose)


def returned(application: Application, reason: str, *, at: datetime) -> list[Letter]:
    """Return the letters that ask the people of all parties to complete the application, with the new deadline."""

    def compose(person: User) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\nThe office asks you to complete the application “%(title)s” (%(reference)s):\n\n"
            "%(reason)s\n\nChange what is needed, let all parties sign again, and send it in by %(deadline)s. "
            "What you sent in before is kept.\n\n%(address)s"
        )
        words = {**_words(application, person, "portal:application"), "reason": reason}
        return _subject(application, _("Please complete your application")), body % words

    return _letters(application, _people(application, at), compose)


def moment_text(moment: datetime, application: Application) -> str:
    """Return day and time in the programme's time zone, with its name, such as “2 March 2026 10:00 CET”."""
    local = localtime(moment, ZoneInfo(application.call.programme.time_zone))
    return f"{date_format(local, 'j F Y H:i')} {local.tzname()}"


def _words(application: Application, person: User, page: str) -> dict[str, Any]:
    return {
        "name": person.name,
        "title": str(application),
        "reference": application.reference,
        "call": application.call.title,
        "parties": ", ".join(one.name for one in application.organisations),
        "deadline": moment_text(application.deadline, application),
        "address": settings.SITE_ADDRESS + reverse(page, args=[application.reference]),
    }


def _subject(application: Application, text: str) -> str:
    return f"{application.reference}: {text}"


def _letters(application: Application, people: Iterable[User], compose: Any) -> list[Letter]:
    return letters_to(people, compose, application.call.programme)


def _people(application: Application, at: datetime) -> list[User]:
    return people_of(application.organisations, today(at))


def _coordinators(organisations: list[Organisation], at: datetime) -> list[User]:
    held = Membership.objects.held_on(today(at)).filter(organisation__in=organisations, user__is_active=True)
    coordinators = held.filter(kind=Membership.Kind.COORDINATOR).select_related("user")
    return list({one.user_id: one.user for one in coordinators}.values())
