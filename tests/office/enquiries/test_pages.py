from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samverka.ground.outbox.models import Message
from samverka.stages.enquiries.models import Enquiry
from samverka.stages.enquiries.states import State
from tests.factories import enquiries
from tests.walking import Walker

ROOM = "/office/enquiries/"


@pytest.fixture
def maja(cast, log_in):
    cast.maja.language = "en"
    cast.maja.save()
    return Walker(log_in(cast.maja))


def test_from_the_worklist_to_the_answer(maja, cast, at):
    one = enquiries.sent(cast, at)
    maja.go("/office/").follow("Answer a message")
    assert "May a region apply together" in maja.text
    assert "Nobody yet" in maja.text
    maja.follow("I answer this one").press()
    assert "Everybody can see now" in maja.text
    assert "(taken by you)" in maja.go("/office/").text
    maja.go(f"{ROOM}{one.pk}/").follow("Answer").press(answer=" ", status=422)
    assert "Write the answer." in maja.text
    maja.press(answer="Yes, it may.")
    assert "The message is answered." in maja.text
    assert "Yes, it may." in Message.objects.order_by("-pk").first().body
    assert "Answer a message" not in maja.go("/office/").text


def test_who_has_taken_it_stands_in_the_worklist_of_others(maja, cast, at):
    one = enquiries.sent(cast, at)
    Enquiry.objects.filter(pk=one.pk).update(taken_by=cast.sara)
    assert f"(taken by {cast.sara.name})" in maja.go("/office/").text
    assert cast.sara.name in maja.go(ROOM).text


def test_what_waits_is_looked_through_and_taken_up(maja, cast, at):
    one = enquiries.sent(cast, at, seconds=1, proof="")
    maja.go("/office/").follow("Look through the messages that wait").follow(one.reference)
    for part in ("This message waits, because:", "solved no sum", "more quickly than anybody writes"):
        assert part in maja.text
    maja.follow("Take the message up").press()
    one.refresh_from_db()
    assert one.state == State.RECEIVED
    maja.go(f"{ROOM}{one.pk}/").follow("Close without an answer").press(reason="Advertising")
    assert "The message is closed." in maja.text


def test_a_flood_is_closed_at_once(maja, cast, at):
    for one in range(2):
        enquiries.sent(cast, at, seconds=1, text=f"Number {one}")
    maja.go(ROOM).follow("Close everything that is put aside").press(reason="A flood")
    assert "2 messages were closed." in maja.text
    assert "Nothing is put aside." in maja.go(f"{ROOM}put-aside/close/").text


def test_the_list_puts_the_nearest_day_first_is_narrowed_and_asks_no_more_for_more_rows(maja, cast, at):
    enquiries.answered(cast, at, subject="Answered one", text="a")
    enquiries.sent(cast, at, seconds=1, subject="Aside one", text="b")
    enquiries.sent(cast, at - timedelta(days=60), subject="Late one", text="c", kind="press")
    text = maja.go(ROOM).text
    assert text.index("Late one") < text.index("Aside one") < text.index("Answered one")
    for query, shown in (("state=aside", "Aside one"), ("state=answered", "Answered one"), ("kind=press", "Late one")):
        text = maja.go(f"{ROOM}?{query}").text
        assert [word for word in ("Aside one", "Answered one", "Late one") if word in text] == [shown]
    assert "No message fits." in maja.go(f"{ROOM}?state=closed").text
    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as caught:
            maja.go(ROOM)
        counts.append(len(caught))
        for one in range(3):
            enquiries.sent(cast, at, text=f"{number} {one}")
    assert counts[0] == counts[1]
