"""Registering for an occasion: who comes, who waits, who moves up; calling it off; and when all are forgotten."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.moves import move
from samverka.ground.common.refusals import Problem, refuse_if, require
from samverka.ground.guard.actions import spend
from samverka.ground.guard.slips import Slip
from samverka.ground.outbox.actions import Letter, post
from samverka.ground.outbox.models import Message
from samverka.newsroom import notices
from samverka.newsroom.models import EventPage, Occasion, Registration
from samverka.newsroom.permissions import can_call_off, can_edit_news

State = Registration.State
# More have never waited in earnest: beyond it somebody is filling the list by a program.
MOST_WAITING = 500
# So many letters about one registration: nobody can have us fill the mailbox of another.
MOST_LETTERS = 3
# A school class that registers together is some dozens. Beyond that one network fills the list by a program.
MOST_AN_HOUR = 40
# Nobody has us write to another about more events than somebody would choose in an hour.
MOST_FOR_ADDRESS_AN_HOUR = 5
HOUR = timedelta(hours=1)
ORIGIN_IS_KEPT = timedelta(hours=23)  # With a round of house-keeping each minute, never a whole day.


def problems_before_registering(occasion: Occasion, *, at: datetime) -> list[Problem]:
    """Return why nobody can register at `at`."""
    if occasion.is_called_off:
        return [Problem(_("The event has been called off."))]
    if not occasion.takes_registrations:
        return [Problem(_("One does not register for this event here."))]
    if at >= occasion.last_moment:
        return [Problem(_("The time to register is over."))]
    if occasion.registrations.filter(state=State.WAITING).count() >= MOST_WAITING:
        return [Problem(_("The waiting list is full too. Nothing was sent."))]
    return []


def problems_with_flood(email: str, origin: str, *, at: datetime) -> list[Problem]:
    """Return why no registration is taken with this address, or from the network whose hash is `origin`, at `at`.

    One sentence for both, so that nobody reads from it what is known of the address of somebody else.
    """
    recent = Registration.objects.filter(registered_at__gt=at - HOUR)
    from_network = recent.filter(origin=origin).count() if origin else 0
    if from_network < MOST_AN_HOUR and recent.filter(email=email).count() < MOST_FOR_ADDRESS_AN_HOUR:
        return []
    sentence = _(
        "So many registrations have come with your address, or from your network, that no more are taken right now. "
        "Yours has not been sent. Send it in an hour, or write to us: what you typed is still here."
    )
    return [Problem(sentence)]


def problems_before_cancelling(registration: Registration, *, at: datetime) -> list[Problem]:
    """Return why a registration cannot be cancelled at `at`."""
    if registration.occasion.is_called_off:
        return [Problem(_("The event has been called off. You need not do anything."))]
    if registration.state == State.CANCELLED:
        return [Problem(_("The registration has been cancelled already."))]
    if at >= registration.occasion.starts_at:
        return [Problem(_("The event has begun."))]
    return []


def problems_before_calling_off(occasion: Occasion, *, at: datetime) -> list[Problem]:
    """Return why an event cannot be called off at `at`."""
    if occasion.is_called_off:
        return [Problem(_("The event has been called off already."))]
    if at >= occasion.ends_at:
        return [Problem(_("The event is over."))]
    return []


def languages_of(occasion: Occasion) -> set[str]:
    """Return the languages in which there is a page about it, public or not."""
    return set(EventPage.objects.filter(occasion=occasion).values_list("locale__language_code", flat=True))


def problems_with_reasons(occasion: Occasion, reasons: dict[str, str]) -> list[Problem]:
    """Return in which language a reason is missing: each in which there is a page about it; any, while there is none.

    `reasons` has a text for each language, by its code.
    """
    wanted = languages_of(occasion) or ({*reasons} if not any(map(str.strip, reasons.values())) else set())
    sentence = _("Write the reason in this language: there are readers of it.")
    return [Problem(sentence, f"reason_{code}") for code in reasons if code in wanted and not reasons[code].strip()]


@transaction.atomic
def register(
    occasion: Occasion, *, slip: Slip, origin: str = "", by: None = None, at: datetime, **person: str
) -> Registration:
    """Register a person: `person` is name, email, organisation and language. Who: anybody, so `by` is nobody.

    There is a place, or the person waits for one. A repeat, and a second registration with the same address, find the
    first. The person gets a letter with what it is and the way to cancel. `slip` is that of the form, and registers one
    person; `origin` is a hash of the network. Raises `Refused` where registering is over, where the form has registered
    somebody else, or where more have come than can be meant.
    """
    _one_at_a_time(occasion)
    person["email"] = person["email"].lower()
    key = slip.key_for(str(occasion.pk), person["email"])
    known = occasion.registrations.exclude(state=State.CANCELLED).filter(email=person["email"]).first()
    known = known or occasion.registrations.filter(key=key).first()
    if known:
        if known.letters.count() < MOST_LETTERS and known.key != key:
            _post(known, notices.registered(known), at=at)
        return known
    refuse_if(problems_before_registering(occasion, at=at) or problems_with_flood(person["email"], origin, at=at))
    if not spend(slip, at=at):
        sentence = _("This form has already registered somebody. What you typed is still here: send it once more.")
        refuse_if([Problem(sentence)])
    state = State.COMING if _places_left(occasion) != 0 else State.WAITING
    said = {"state": state, "registered_at": at, "origin": origin, **person}
    made = Registration.objects.create(occasion=occasion, key=key, **said)
    record(gettext_noop("Registered for an event"), made, by=by, at=at)
    _post(made, notices.registered(made), at=at)
    return made


@transaction.atomic
def cancel_registration(registration: Registration, *, by: Any = None, at: datetime) -> Registration:
    """Give the place back; the first who waits gets it. Who: whoever has the letter (`by` is nobody), or an editor.

    Tells the person who cancelled, or was taken off the list, and the one who moved up.
    """
    if by is not None:
        require(can_edit_news(by))
    _one_at_a_time(registration.occasion)
    registration.refresh_from_db(fields=["state"])
    refuse_if(problems_before_cancelling(registration, at=at))
    move(registration, State.CANCELLED)
    record(gettext_noop("Registration for an event cancelled"), registration, by=by, at=at)
    _post(registration, notices.registration_cancelled(registration), at=at)
    fill_places(registration.occasion, at=at)
    return registration


@transaction.atomic
def fill_places(occasion: Occasion, *, at: datetime) -> int:
    """Give the free places to those who have waited longest, until it begins; return how many moved up. Each is told.

    Called where a place became free, and where an editor changed how many there are.
    """
    _one_at_a_time(occasion)
    if at >= occasion.starts_at or occasion.is_called_off:
        return 0
    waiting = occasion.registrations.filter(state=State.WAITING).order_by("registered_at", "pk")
    left = _places_left(occasion)
    moved = list(waiting if left is None else waiting[: max(left, 0)])
    for one in moved:
        move(one, State.COMING)
        record(gettext_noop("Moved up from the waiting list"), one, by=None, at=at)
        _post(one, notices.moved_up(one), at=at)
    return len(moved)


@transaction.atomic
def call_off(occasion: Occasion, *, reason_sv: str, reason_en: str, by: User, at: datetime) -> Occasion:
    """Say that it does not take place, and why. Who: those who edit news.

    Tells everybody who has a place or waits, once. So it is not undone: what takes place after all is another occasion.
    Its pages say it at once, and nobody registers, cancels or moves up any longer.
    """
    require(can_call_off(by, occasion))
    _one_at_a_time(occasion)
    reasons = {"sv": reason_sv, "en": reason_en}
    refuse_if(problems_before_calling_off(occasion, at=at) or problems_with_reasons(occasion, reasons))
    occasion.called_off_at = at
    occasion.called_off_reason_sv, occasion.called_off_reason_en = reason_sv.strip(), reason_en.strip()
    occasion.save(update_fields=["called_off_at", "called_off_reason_sv", "called_off_reason_en", "changed_at"])
    record(gettext_noop("Event called off"), occasion, by=by, at=at, reason=reason_en.strip() or reason_sv.strip())
    told = list(occasion.registrations.exclude(state=State.CANCELLED).exclude(email="").order_by("pk"))
    messages = post(notices.called_off(occasion, told), at=at)
    Registration.letters.through.objects.bulk_create(
        Registration.letters.through(registration=one, message=message)
        for one, message in zip(told, messages, strict=True)
    )
    return occasion


@transaction.atomic
def erase_participants(*, at: datetime) -> int:
    """Erase who registered for what is over since as many days as the occasion says, and the letters to them.

    Done by house-keeping; returns how many. How many came and waited can still be counted.
    """
    old = Registration.objects.exclude(email="").select_related("occasion")
    numbers = [one.pk for one in old.filter(occasion__ends_at__lte=at) if one.occasion.erased_on <= at]
    letters = Registration.letters.through.objects.filter(registration__in=numbers)
    Message.objects.filter(pk__in=letters.values("message")).delete()
    Registration.objects.filter(pk__in=numbers).update(name="", email="", organisation="")
    for occasion in Occasion.objects.filter(registrations__in=numbers).distinct():
        record(gettext_noop("Participants erased"), occasion, by=None, at=at)
    return len(numbers)


def forget_origins(*, at: datetime) -> int:
    """Erase from which network registrations came, within a day; return how many. Done by house-keeping."""
    old = Registration.objects.filter(registered_at__lte=at - ORIGIN_IS_KEPT).exclude(origin="")
    return old.update(origin="")


def _one_at_a_time(occasion: Occasion) -> None:
    """Let one transaction at a time count the places, on every database: the others wait for this UPDATE."""
    Occasion.objects.filter(pk=occasion.pk).update(days_kept=F("days_kept"))
    occasion.refresh_from_db(fields=["places", "takes_registrations", "closes_at", "starts_at", "called_off_at"])


def _places_left(occasion: Occasion) -> int | None:
    """Return how many places are left; nothing where there is no limit."""
    if occasion.places is None:
        return None
    return occasion.places - occasion.registrations.filter(state=State.COMING).count()


def _post(registration: Registration, letters: list[Letter], *, at: datetime) -> None:
    """Post the letters and remember them, so that they can be erased with the registration."""
    registration.letters.add(*post(letters, at=at))
