"""Asking, confirming, changing, ending, and forgetting."""

from datetime import UTC, datetime, timedelta

import pytest

from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import Refused
from samverka.ground.outbox.models import Message
from samverka.newsroom.subscriptions import links
from samverka.newsroom.subscriptions.actions import (
    ask_for_news,
    change_subscription,
    choice_for,
    confirm_subscription,
    end_subscription,
    erase_old_subscriptions,
    erase_subscriber,
)
from samverka.newsroom.subscriptions.models import Choice, Subscription
from samverka.newsroom.subscriptions.rules import MOST_AN_HOUR, slot_after, slot_before
from samverka.newsroom.subscriptions.states import MOVES, State
from tests.factories.subscriptions import WANTED, subscribed

READER = "reader@elsewhere.example"


def ask(at, email=READER, origin="", **wanted):
    return ask_for_news(email, {**WANTED, **wanted}, language="en", origin=origin, at=at)


def letters():
    return list(Message.objects.filter(address=READER).order_by("pk"))


@pytest.mark.parametrize("email", [READER, "Reader@Elsewhere.Example"])
def test_nothing_is_sent_before_the_owner_of_the_address_confirms(cast, at, email):
    ask(at, email)
    one = Subscription.objects.get()
    assert (one.email, one.state) == (READER, State.WAITING)
    [letter] = letters()
    token = links.sealed(links.CONFIRM, one.key, one.asked_at)
    assert token in letter.body
    assert links.opened(links.CONFIRM, token) == one
    assert "7 days" in letter.body
    assert not Subscription.objects.active().exists()


def test_confirming_counts_once_and_erases_the_letter(cast, at):
    ask(at, origin="o" * 64)
    one = confirm_subscription(Subscription.objects.get(), at=at)
    assert (one.state, one.confirmed_at, one.origin) == (State.ACTIVE, at, "")
    assert letters() == []
    with pytest.raises(Refused):
        confirm_subscription(Subscription.objects.get(), at=at)
    assert not Event.objects.filter(subject_kind__contains="subscription").exists()


def test_an_address_that_subscribes_is_told_so_by_letter_and_nothing_changes(cast, at):
    [one] = subscribed(at, READER)
    choice = one.choice
    ask(at, frequency="daily")
    one.refresh_from_db()
    assert (one.state, one.choice) == (State.ACTIVE, choice)
    [letter] = letters()
    assert letter.subject.startswith("You already get news")
    assert links.sealed(links.MINE, one.key) in letter.body


def test_who_asks_again_before_confirming_confirms_the_newest_wish(cast, at):
    ask(at)
    old = Subscription.objects.get()
    token = links.sealed(links.CONFIRM, old.key, old.asked_at)
    ask(at + timedelta(hours=1), frequency="daily")
    assert links.opened(links.CONFIRM, token) is None
    assert Subscription.objects.get().choice.frequency == "daily"
    assert len(letters()) == 2


def test_a_used_link_does_not_begin_again_what_was_ended(cast, at):
    ask(at)
    one = Subscription.objects.get()
    token = links.sealed(links.CONFIRM, one.key, one.asked_at)
    end_subscription(confirm_subscription(one, at=at), at=at)
    ask(at + timedelta(days=1))
    assert links.opened(links.CONFIRM, token) is None
    assert Subscription.objects.get().state == State.WAITING


def test_nobody_can_have_us_fill_the_mailbox_of_another(cast, at):
    for minute in range(0, 100, 2):
        ask(at + timedelta(minutes=minute))
    assert len(letters()) == 3
    ask(at + timedelta(minutes=101), frequency="daily")
    assert Subscription.objects.get().choice.frequency == "weekly"  # What the last letter confirms.


def test_a_button_pressed_twice_sends_one_letter(cast, at):
    ask(at)
    ask(at + timedelta(seconds=1))
    assert len(letters()) == 1
    assert Subscription.objects.get().asked_at == at


def test_a_flood_from_one_network_is_told_to_wait_and_others_are_not(cast, at):
    for number in range(MOST_AN_HOUR):
        ask(at, f"{number}@elsewhere.example", origin="a" * 64)
    with pytest.raises(Refused, match="your network"):
        ask(at, origin="a" * 64)
    ask(at, origin="b" * 64)
    ask(at + timedelta(hours=1, seconds=1), "late@elsewhere.example", origin="a" * 64)
    assert Subscription.objects.count() == MOST_AN_HOUR + 2


def test_who_wants_nothing_is_asked_to_choose(cast, at):
    with pytest.raises(Refused, match="at least one"):
        ask(at, wants_letter=False, kinds=[])
    assert not Subscription.objects.exists()


def test_equal_wishes_share_a_row_in_whatever_order(cast, at):
    one = choice_for({**WANTED, "kinds": ["news", "press"], "goals": ["6", "11"]}, at=at)
    assert choice_for({**WANTED, "kinds": ["press", "news"], "goals": ["11", "6"]}, at=at) == one
    assert choice_for({**WANTED, "kinds": ["press"]}, at=at) != one
    assert choice_for({**WANTED, "kinds": []}, at=at).next_at is None


def test_changing_and_ending(cast, at):
    [one] = subscribed(at, READER)
    change_subscription(one, {**WANTED, "frequency": "monthly"}, at=at)
    assert Subscription.objects.get().choice.frequency == "monthly"
    end_subscription(one, at=at)
    end_subscription(Subscription.objects.get(), at=at + timedelta(days=1))
    assert (Subscription.objects.get().state, Subscription.objects.get().ended_at) == (State.ENDED, at)


@pytest.mark.parametrize("before", State)
def test_the_table_of_moves_has_no_way_past_the_letter(before):
    assert (State.ACTIVE in MOVES[before]) == (before == State.WAITING)


# --- Links -----------------------------------------------------------------------------------------------------------


def test_a_link_is_for_one_purpose_and_cannot_be_made_by_others(cast, at):
    [one] = subscribed(at, READER)
    token = links.sealed(links.UNSUBSCRIBE, one.key)
    assert links.opened(links.UNSUBSCRIBE, token) == one
    assert links.opened(links.MINE, token) is None
    assert not links.is_sealed(links.MINE, token)
    assert links.opened(links.UNSUBSCRIBE, f"{one.key.hex}:{'0' * 43}") is None


def test_the_name_of_a_mail_cannot_be_made_by_others():
    assert links.delivery_named(links.mail_name(7)) == 7
    for forged in ("7-0000000000000000", "", "7", "x-y", "٧-0000000000000000", f"8{links.mail_name(7)[1:]}"):
        assert links.delivery_named(forged) is None


# --- Forgetting ------------------------------------------------------------------------------------------------------


def test_addresses_are_erased_when_their_time_is_over(cast, at, settings):
    ask(at, origin="a" * 64)
    waiting = Subscription.objects.get()
    subscribed(at, "active@elsewhere.example")
    [ended] = subscribed(at, "ended@elsewhere.example")
    end_subscription(ended, at=at)
    assert erase_old_subscriptions(at=at + timedelta(hours=23)) == 0
    assert not Subscription.objects.exclude(origin="").exists()
    assert erase_old_subscriptions(at=at + timedelta(days=settings.SUBSCRIPTION_CONFIRM_DAYS)) == 1
    assert letters() == []
    assert not Subscription.objects.filter(pk=waiting.pk).exists()
    assert erase_old_subscriptions(at=at + timedelta(days=settings.SUBSCRIPTION_KEEP_DAYS)) == 1
    assert [one.email for one in Subscription.objects.all()] == ["active@elsewhere.example"]


def test_a_letter_to_a_subscriber_is_not_kept_with_the_subscription(cast, at):
    subscribed(at, READER)
    ask(at)
    erase_old_subscriptions(at=at + timedelta(days=6))
    assert len(letters()) == 1
    erase_old_subscriptions(at=at + timedelta(days=7))
    assert (letters(), Subscription.objects.count()) == ([], 1)


def test_an_address_is_erased_on_request_without_a_word_of_it(cast, at):
    subscribed(at, READER)
    for email in (READER.upper(), "nobody@elsewhere.example"):
        erase_subscriber(email=email, by=cast.maja, at=at)
    assert not Subscription.objects.exists()
    noted = Event.objects.filter(what="Subscriber erased on request")
    assert noted.count() == 2
    assert not any("elsewhere" in f"{one.subject_text}{one.details}" for one in noted)


def test_choices_that_nobody_has_any_longer_are_forgotten(cast, at):
    choice_for(WANTED, at=at)
    erase_old_subscriptions(at=at)
    assert not Choice.objects.exists()


# --- When letters go out ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("frequency", "at", "before", "after"),
    [
        ("daily", "2026-03-02 09:00", "2026-03-02 06:00", "2026-03-03 06:00"),
        ("daily", "2026-03-02 05:59", "2026-03-01 06:00", "2026-03-02 06:00"),
        ("daily", "2026-03-02 06:00", "2026-03-02 06:00", "2026-03-03 06:00"),
        ("weekly", "2026-03-02 05:59", "2026-02-23 06:00", "2026-03-02 06:00"),
        ("weekly", "2026-03-25 12:00", "2026-03-23 06:00", "2026-03-30 05:00"),  # The clock is put forward.
        ("weekly", "2026-10-24 12:00", "2026-10-19 05:00", "2026-10-26 06:00"),  # And back.
        ("monthly", "2026-02-14 12:00", "2026-02-01 06:00", "2026-03-01 06:00"),
        ("monthly", "2026-12-31 12:00", "2026-12-01 06:00", "2027-01-01 06:00"),
        ("monthly", "2026-05-01 04:00", "2026-04-01 05:00", "2026-05-01 05:00"),
    ],
)
def test_letters_go_out_at_seven_in_the_morning(frequency, at, before, after):
    moment, before, after = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (at, before, after))
    assert (slot_before(frequency, moment), slot_after(frequency, moment)) == (before, after)
