"""A reader asks, confirms, changes, ends; what came back is counted, and what is old is erased.

What a reader does with his or her own subscription is not written in the record of changes, which is kept for good:
that somebody subscribed is to be forgotten when the subscription is.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.moves import move
from samverka.ground.common.refusals import refuse_if, require
from samverka.ground.outbox.actions import post
from samverka.ground.outbox.models import Message
from samverka.newsroom.subscriptions import notices, rules
from samverka.newsroom.subscriptions.models import Choice, Delivery, Issue, Subscription, fingerprint_of
from samverka.newsroom.subscriptions.permissions import can_erase_subscriber
from samverka.newsroom.subscriptions.queries import progress_of
from samverka.newsroom.subscriptions.states import State

MOST_AT_ONCE = 1_000  # House-keeping comes again in a minute.


def choice_for(wanted: dict[str, Any], *, at: datetime) -> Choice:
    """Return the row of those who want this, made if nobody did before.

    `wanted` holds language, frequency, wants_letter, kinds, topics, countries and goals. The first digest of a new row
    tells of the time since the letters of its frequency last went out.
    """
    lists = {name: sorted(wanted[name]) for name in ("kinds", "topics", "countries", "goals")}
    wanted = {**wanted, **lists}
    frequency = wanted["frequency"]
    defaults = {
        **wanted,
        "covered_until": rules.slot_before(frequency, at),
        "next_at": rules.slot_after(frequency, at) if wanted["kinds"] else None,
    }
    return Choice.objects.get_or_create(fingerprint=fingerprint_of(wanted), defaults=defaults)[0]


@transaction.atomic
def ask_for_news(
    email: str, wanted: dict[str, Any], *, language: str, origin: str, by: None = None, at: datetime
) -> None:
    """Keep the wish and send the letter by which it is confirmed. Who: anybody, so `by` is nobody.

    Returns nothing, whatever is known of the address: one that subscribes already gets a letter that says so, and one
    that has had several letters today gets no other. Raises `Refused` when a network has sent more than can be meant.
    """
    refuse_if([*rules.problems_with_choice(wanted), *rules.problems_before_asking(origin, at=at)])
    email = email.lower()
    choice = choice_for(wanted, at=at)
    asking = {"choice": choice, "asked_at": at, "origin": origin}
    subscription, is_new = Subscription.objects.get_or_create(email=email, defaults=asking)
    if not is_new and rules.has_had_enough_letters(subscription, at=at):
        return
    if subscription.state == State.ACTIVE:
        _post(subscription, notices.subscribed_already(subscription, language), at=at)
        return
    if subscription.state == State.WAITING:
        Subscription.objects.filter(pk=subscription.pk).update(**asking)
    else:
        move(subscription, State.WAITING, **asking, confirmed_at=None, ended_at=None, bounces=0)
    subscription.choice, subscription.asked_at = choice, at
    _post(subscription, notices.please_confirm(subscription, language), at=at)


def _post(subscription: Subscription, letters: list[Any], *, at: datetime) -> None:
    """Post the letters and remember them, so that they can be erased with the subscription."""
    subscription.letters.add(*post(letters, at=at))


@transaction.atomic
def confirm_subscription(subscription: Subscription, *, by: None = None, at: datetime) -> Subscription:
    """Begin the subscription. Who: whoever has the letter. The letters that asked have done their work: erased."""
    move(subscription, State.ACTIVE, confirmed_at=at, origin="", bounces=0)
    _erase_letters(Subscription.objects.filter(pk=subscription.pk))
    return subscription


@transaction.atomic
def change_subscription(
    subscription: Subscription, wanted: dict[str, Any], *, by: None = None, at: datetime
) -> Subscription:
    """Let the subscriber get something else from now on. Who: whoever has one of the mails. Tells nobody."""
    refuse_if(rules.problems_with_choice(wanted))
    subscription.choice = choice_for(wanted, at=at)
    Subscription.objects.filter(pk=subscription.pk).update(choice=subscription.choice)
    return subscription


@transaction.atomic
def end_subscription(subscription: Subscription, *, by: None = None, at: datetime) -> Subscription:
    """End it, at once. Who: whoever has one of the mails, or a mail program on its reader's word. Tells nobody.

    Ending what has ended is no mistake: mail programs ask more than once.
    """
    if subscription.state != State.ENDED:
        move(subscription, State.ENDED, ended_at=at, origin="")
    return subscription


# --- What came back -------------------------------------------------------------------------------------------------


@transaction.atomic
def note_bounce(
    number: int, *, is_for_good: bool, status: str, diagnosis: str, by: None = None, at: datetime
) -> Delivery | None:
    """Note that a mail came back; return its delivery, or nothing where it is not known or was noted already.

    Done by whatever reads the returned mails. After several that came back for good the
    subscription stops. One that is only late, or
    that somebody's rules did not let in, is noted and counts for nothing.
    """
    known = Delivery.objects.filter(pk=number, is_for_good=False)
    facts = {"bounced_at": at, "is_for_good": is_for_good, "status": status[:20], "diagnosis": diagnosis[:300]}
    if not known.update(**facts):
        return None
    delivery = Delivery.objects.select_related("subscription").get(pk=number)
    subscription = delivery.subscription
    if is_for_good and subscription and subscription.state == State.ACTIVE:
        count_bounce(subscription, at=at)
    return delivery


def count_bounce(subscription: Subscription, *, at: datetime) -> None:
    """Count one more mail that came back for good, and stop the subscription after several."""
    subscription.bounces += 1
    Subscription.objects.filter(pk=subscription.pk).update(bounces=subscription.bounces)
    if subscription.bounces >= rules.MOST_BOUNCES:
        move(subscription, State.STOPPED, ended_at=at)


# --- What is erased -------------------------------------------------------------------------------------------------


@transaction.atomic
def erase_subscriber(*, email: str, by: User, at: datetime) -> None:
    """Erase an address and all about it, if it is here. Who: those who edit news, when its owner asks.

    Says neither whether it was here nor, in the record of changes, whose it was.
    """
    require(can_erase_subscriber(by))
    _erase(Subscription.objects.filter(email=email.lower()))
    record(gettext_noop("Subscriber erased on request"), by, by=by, at=at)


def erase_old_subscriptions(*, at: datetime) -> int:
    """Erase who never confirmed, who has ended, and which network anybody came from. Done by house-keeping.

    Returns how many addresses were erased. Of mails sent a month ago only the numbers stay.
    """
    unconfirmed = Subscription.objects.filter(state=State.WAITING, asked_at__lte=rules.confirmable_from(at))
    ended = Subscription.objects.filter(state__in=[State.ENDED, State.STOPPED], ended_at__lte=rules.erasable_until(at))
    with transaction.atomic():
        erased = _erase(unconfirmed) + _erase(ended)
        # Of who subscribes no letter is kept longer than it can be of use.
        _erase_messages(
            Subscription.letters.through.objects.filter(message__written_at__lte=rules.confirmable_from(at))
        )
    origins = Subscription.objects.filter(asked_at__lte=at - rules.ORIGIN_IS_KEPT).exclude(origin="")
    origins.update(origin="")
    for issue in Issue.objects.filter(finished_at__lte=at - rules.DELIVERIES_ARE_KEPT, numbers__isnull=True):
        _keep_numbers_only(issue)
    Choice.objects.filter(subscriptions=None, issues=None).delete()
    return erased


@transaction.atomic
def _keep_numbers_only(issue: Issue) -> None:
    """Count what became of each mail, and forget to whom it went."""
    Issue.objects.filter(pk=issue.pk).update(numbers=asdict(progress_of([issue])[issue.pk]))
    Delivery.objects.filter(issue=issue).delete()


def _erase(subscriptions: Any) -> int:
    numbers = list(subscriptions.values_list("pk", flat=True)[:MOST_AT_ONCE])
    found = Subscription.objects.filter(pk__in=numbers)
    _erase_letters(found)
    Delivery.objects.filter(subscription__in=numbers).exclude(diagnosis="").update(diagnosis="")
    found.delete()
    return len(numbers)


def _erase_letters(subscriptions: Any) -> None:
    _erase_messages(Subscription.letters.through.objects.filter(subscription__in=subscriptions.values("pk")))


def _erase_messages(named: Any) -> None:
    Message.objects.filter(pk__in=list(named.values_list("message", flat=True)[:MOST_AT_ONCE])).delete()
