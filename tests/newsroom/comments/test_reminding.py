"""Those who look after comments get one letter a day while something waits."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from samverka.ground.accounts.models import User
from samverka.ground.outbox.models import Message
from samverka.newsroom.comments.actions import appeal_removal, publish_comment, remind_moderators
from tests.factories import comments

HOUR = timedelta(hours=1)


@pytest.fixture
def article(cast, at):
    User.objects.update(language="en")
    return comments.post(cast, at)


@pytest.fixture
def reader(at):
    return comments.reader(at=at)


def letters(person):
    return list(Message.objects.filter(recipient=person, body__contains="/office/comments/").order_by("pk"))


def wait(article, at, number):
    """Let so many comments come in, a minute apart, each the first of its account."""
    for place in range(number):
        moment = at + timedelta(minutes=place)
        comments.written(article, comments.reader(f"r{place}@place.example", moment), moment, text=f"Text {place}.")


def test_however_many_wait_there_is_one_letter_a_day_for_each(cast, article, at):
    wait(article, at, 5)
    assert remind_moderators(at=at + HOUR - timedelta(seconds=1)) == 0
    told = remind_moderators(at=at + 3 * HOUR)
    assert told == len({one.recipient_id for one in Message.objects.filter(body__contains="/office/comments/")})
    assert remind_moderators(at=at + 4 * HOUR) == 0
    [letter] = letters(cast.maja)
    assert letter.subject == "5 comments wait"
    assert "the oldest of them for 3\xa0hours" in letter.body
    for somebody in (cast.eva, cast.farid):
        assert letters(somebody) == []
    assert remind_moderators(at=at + 27 * HOUR) == told
    assert len(letters(cast.maja)) == 2


def test_nobody_is_told_of_nothing_or_of_what_others_judge(cast, article, at):
    assert remind_moderators(at=at + HOUR) == 0
    own = comments.written(article, cast.maja, at, name="Maja", text="See www.place.example")
    assert own.state == "waiting"
    assert remind_moderators(at=at + HOUR) > 0
    assert letters(cast.maja) == []
    publish_comment(own, by=cast.helena, at=at + HOUR)
    assert remind_moderators(at=at + 50 * HOUR) == 0


def test_what_is_reported_or_appealed_about_waits_since_then(cast, article, reader, at):
    comment = comments.public(cast, article, reader, at)
    other = comments.removed(cast, article, comments.reader("b@place.example", at), at, text="Another thought.")
    comments.reported(comment, at + 10 * HOUR)
    assert remind_moderators(at=at + 10 * HOUR) == 0
    assert remind_moderators(at=at + 12 * HOUR) > 0
    assert "1 comment by a reader has waited for an editor for 2\xa0hours" in letters(cast.maja)[0].body
    appeal_removal(other, appeal="No.", by=other.comment.author.user, at=at + 13 * HOUR)
    remind_moderators(at=at + 40 * HOUR)
    # Maja removed it herself, so others decide.
    assert letters(cast.maja)[1].subject == "1 comment waits"
    assert letters(cast.helena)[1].subject == "2 comments wait"


def test_house_keeping_says_how_many_were_told(article):
    said = StringIO()
    call_command("remind_moderators", stdout=said)
    assert said.getvalue().strip() == "0 letters about waiting comments."
