from datetime import timedelta

import pytest
from django.core.management import call_command

from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import NotAllowed, Refused
from samverka.ground.guard.models import SpentSlip
from samverka.ground.outbox.models import Message
from samverka.stages.enquiries import actions, rules
from samverka.stages.enquiries.actions import (
    answer_enquiry,
    close_enquiry,
    close_quarantined,
    confirm_enquiry,
    erase_settled_enquiries,
    forget_networks,
    put_aside_unconfirmed,
    release_enquiry,
    take_enquiry,
)
from samverka.stages.enquiries.models import Enquiry
from samverka.stages.enquiries.states import State
from tests.factories import enquiries
from tests.factories.enquiries import FACTS, slip_at

HANDLERS = ["sara", "peter", "helena", "maja"]
OTHERS = ["ingrid", "eva", "farid", "rolf", "stranger"]


def subjects():
    return list(Message.objects.order_by("pk").values_list("subject", flat=True))


def done(subject):
    return [event.what for event in Event.objects.about(subject)]


# --- A message comes in ----------------------------------------------------------------------------------------------


def test_a_message_is_kept_with_its_day_and_the_sender_gets_a_receipt(cast, at, settings):
    one = enquiries.sent(cast, at)
    assert (one.state, one.doubts, str(one.answer_due_on)) == (State.RECEIVED, [], "2026-03-16")
    letter = one.letters.get()
    assert (letter.address, letter.sender) == ("reader@elsewhere.example", cast.programme.sender)
    for part in ("16 March 2026", one.reference, f"/en/contact/{one.key}/"):
        assert part in letter.body
    assert done(one) == ["Message received"]
    settings.ENQUIRY_ANSWER_DAYS = 1
    assert str(enquiries.sent(cast, at + timedelta(days=4), text="On a Friday").answer_due_on) == "2026-03-09"


def test_without_a_sum_a_letter_asks_and_its_link_is_no_part_of_the_receipt(cast, at):
    one = enquiries.sent(cast, at, proof="")
    assert (one.state, one.doubts) == (State.UNCONFIRMED, ["no_sum"])
    letter = one.letters.get()
    assert f"/en/contact/confirm/{one.confirm_key}/" in letter.body
    assert str(one.key) not in letter.body
    later = at + timedelta(days=1)
    confirm_enquiry(one, at=later)
    assert (one.state, str(one.answer_due_on)) == (State.RECEIVED, "2026-03-17")
    assert [subject.partition(" ")[0] for subject in subjects()] == ["Confirm", "We"]
    with pytest.raises(Refused, match="confirmed already"):
        confirm_enquiry(one, at=later)


@pytest.mark.parametrize(
    ("facts", "doubts"),
    [
        ({"proof": "", "email": ""}, ["no_sum"]),
        ({"seconds": 2}, ["quick"]),
        ({"proof": "", "seconds": 2}, ["no_sum", "quick"]),
        ({"text": "http://a.example www.b.example [url=c] <a href=d>"}, ["links"]),
        ({"text": "may a REGION, apply together with two municipalities"}, ["repeated"]),
    ],
)
def test_other_doubts_put_a_message_aside_without_a_letter_and_a_person_takes_it_up(cast, at, facts, doubts):
    if doubts == ["repeated"]:
        enquiries.sent(cast, at - timedelta(days=6), email="")
    one = enquiries.sent(cast, at, **facts)
    assert (one.state, one.doubts) == (State.QUARANTINED, doubts)
    assert all(one.doubts_in_words)
    assert subjects() == []
    release_enquiry(one, by=cast.maja, at=at + timedelta(days=7))
    assert (one.state, str(one.answer_due_on)) == (State.RECEIVED, "2026-03-23")
    assert len(subjects()) == (1 if one.email else 0)


@pytest.mark.parametrize("same", ["origin", "email"])
def test_a_flood_from_one_network_or_for_one_address_is_put_aside(cast, at, same):
    states = []
    for number in range(7):
        facts = {"origin": f"net{number}", "email": f"r{number}@elsewhere.example", same: "one@elsewhere.example"}
        states.append(enquiries.sent(cast, at, text=f"Number {number}", **facts).state)
    assert states == [State.RECEIVED] * 5 + [State.QUARANTINED] * 2
    assert len(subjects()) == 5
    assert enquiries.sent(cast, at + timedelta(hours=1), text="Later", **facts).state == State.RECEIVED


def test_a_network_that_fills_the_disk_is_told_to_wait(cast, at, monkeypatch):
    monkeypatch.setattr(rules, "MOST_KEPT_AN_HOUR", 1)
    enquiries.sent(cast, at, origin="net")
    with pytest.raises(Refused, match="Yours has not been sent"):
        enquiries.sent(cast, at, origin="net", text="Another")
    enquiries.sent(cast, at, origin="other", text="Another")


def test_a_repeat_is_one_message_and_another_text_needs_another_slip(cast, at):
    slip = slip_at(at)
    first = enquiries.sent(cast, at, slip)
    assert enquiries.sent(cast, at + timedelta(minutes=1), slip) == first
    with pytest.raises(Refused, match="already been sent with this form"):
        enquiries.sent(cast, at, slip, text="Another")
    assert Enquiry.objects.count() == SpentSlip.objects.count() == len(subjects()) == 1


def test_of_two_presses_at_once_the_second_finds_what_the_first_has_made(cast, at, monkeypatch):
    slip = slip_at(at)
    spend = actions.spend

    def overtaken(slip, *, at):
        monkeypatch.setattr(actions, "spend", spend)
        enquiries.sent(cast, at, slip)
        return spend(slip, at=at)

    monkeypatch.setattr(actions, "spend", overtaken)
    assert enquiries.sent(cast, at, slip) == Enquiry.objects.get()


def test_no_letter_carries_what_a_stranger_wrote(cast, at):
    facts = {"subject": "BUY spam", "text": "spam", "name": "Spam & Co"}
    one = enquiries.sent(cast, at, proof="", **facts)
    confirm_enquiry(one, at=at)
    answer_enquiry(one, answer="No.", by=cast.sara, at=at)
    assert Message.objects.count() == 3
    for letter in Message.objects.all():
        assert "spam" not in (letter.subject + letter.body + letter.address).lower()


def test_in_swedish(cast, at):
    letter = enquiries.sent(cast, at, language="sv").letters.get()
    assert "16 mars 2026" in letter.body
    assert "/sv/kontakt/" in letter.body


# --- The office ------------------------------------------------------------------------------------------------------


def test_it_is_taken_answered_and_the_sender_told(cast, at):
    one = enquiries.sent(cast, at)
    take_enquiry(one, by=cast.sara, at=at)
    with pytest.raises(Refused):
        take_enquiry(one, by=cast.sara, at=at)
    take_enquiry(one, by=cast.maja, at=at)
    answer_enquiry(one, answer="Yes.\nSee the call.", by=cast.helena, at=at)
    one.refresh_from_db()
    assert (one.state, one.taken_by, one.settled_at) == (State.ANSWERED, cast.maja, at)
    assert "Yes.\nSee the call." in one.letters.order_by("-pk").first().body
    assert done(one)[0] == "Message answered"
    for act in (
        lambda: answer_enquiry(one, answer="Again", by=cast.sara, at=at),
        lambda: close_enquiry(one, reason="…", by=cast.sara, at=at),
        lambda: take_enquiry(one, by=cast.sara, at=at),
        lambda: release_enquiry(one, by=cast.sara, at=at),
    ):
        with pytest.raises(Refused):
            act()


def test_what_waits_is_not_answered_before_it_is_taken_up(cast, at):
    with pytest.raises(Refused, match="Take it up first"):
        answer_enquiry(enquiries.sent(cast, at, seconds=1), answer="…", by=cast.sara, at=at)


def test_a_flood_is_closed_at_once_but_what_can_be_confirmed_is_left_alone(cast, at):
    aside = [enquiries.sent(cast, at, seconds=1, text=f"{one}") for one in range(2)]
    other = enquiries.sent(cast, at, proof="", text="No script")
    assert close_quarantined(reason="A flood", by=cast.sara, at=at) == 2
    assert {Enquiry.objects.get(pk=one.pk).state for one in aside} == {State.CLOSED}
    assert Enquiry.objects.get(pk=other.pk).state == State.UNCONFIRMED
    assert Event.objects.get(what__contains="put aside closed").details == {"number": 2, "reason": "A flood"}


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_reads_or_settles_messages(cast, at, who):
    person, one = getattr(cast, who), enquiries.sent(cast, at)
    assert not Enquiry.objects.visible_to(person).exists()
    for act in (
        lambda: take_enquiry(one, by=person, at=at),
        lambda: answer_enquiry(one, answer="…", by=person, at=at),
        lambda: close_enquiry(one, reason="…", by=person, at=at),
        lambda: release_enquiry(one, by=person, at=at),
        lambda: close_quarantined(reason="…", by=person, at=at),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.parametrize("who", HANDLERS)
def test_officers_head_and_editor_answer(cast, at, who):
    one, person = enquiries.sent(cast, at), getattr(cast, who)
    assert list(Enquiry.objects.visible_to(person)) == [one]
    answer_enquiry(one, answer="…", by=person, at=at)


# --- House-keeping ---------------------------------------------------------------------------------------------------


def test_what_nobody_confirms_is_looked_at_by_a_person(cast, at):
    one = enquiries.sent(cast, at, proof="")
    assert put_aside_unconfirmed(at=at + timedelta(days=7)) == 0
    late = at + timedelta(days=7, seconds=1)
    with pytest.raises(Refused, match="not lost"):
        confirm_enquiry(one, at=late)
    assert put_aside_unconfirmed(at=late) == 1
    one.refresh_from_db()
    assert one.state == State.QUARANTINED
    with pytest.raises(Refused, match="not lost"):
        confirm_enquiry(one, at=late)


def test_words_and_letters_are_erased_so_many_days_after_the_answer(cast, at, settings):
    settings.ENQUIRY_KEPT_DAYS = 30
    one, waiting = enquiries.answered(cast, at), enquiries.sent(cast, at, text="Waits")
    assert erase_settled_enquiries(at=at + timedelta(days=29)) == 0
    assert erase_settled_enquiries(at=at + timedelta(days=30)) == 1
    assert erase_settled_enquiries(at=at + timedelta(days=31)) == 0
    one.refresh_from_db()
    kept = [one.name, one.email, one.subject, one.text, one.answer, one.fingerprint, one.origin]
    assert not any(kept)
    assert one.state == State.ANSWERED
    assert set(Message.objects.all()) == set(waiting.letters.all())


def test_nothing_that_was_written_is_in_the_record_of_changes(cast, at):
    one = enquiries.sent(cast, at, name="Zebulon", subject="Zebulon", text="Zebulon", email="zebulon@elsewhere.example")
    answer_enquiry(one, answer="Dear Zebulon", by=cast.sara, at=at)
    assert "zebulon" not in str([(event.subject_text, event.details) for event in Event.objects.all()]).lower()


def test_house_keeping_does_it_all(cast, at, settings):
    assert "look_after_enquiries" in settings.HOUSE_KEEPING
    one = enquiries.sent(cast, at, origin="net")
    assert forget_networks(at=at + timedelta(hours=22)) == 0
    call_command("look_after_enquiries", verbosity=0)  # Long after.
    one.refresh_from_db()
    assert one.origin == ""
    assert one.text == FACTS["text"]
    assert not SpentSlip.objects.exists()
