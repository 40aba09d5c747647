import pytest
from django.core import mail

from samverka.ground.outbox.actions import Letter, post
from samverka.ground.outbox.delivery import deliver_message
from samverka.ground.outbox.management.commands.tick import send_what_was_left
from samverka.ground.outbox.models import Message


@pytest.mark.parametrize(
    "wrong",
    [{"sender": "Programme\nBcc: all@x.example"}, {"subject": "One\nTwo"}, {"address": "a@x.example\nb@y.example"}],
)
def test_a_letter_that_cannot_be_written_fails_with_the_reason_and_the_next_one_leaves(db, at, wrong):
    bad, good = post([Letter(f"{name}@x.example", "en", name, "Hello") for name in ("bad", "good")], at=at)
    Message.objects.filter(pk=bad.pk).update(**wrong)
    assert [deliver_message(one.pk, at=at) for one in (bad, good)] == [None, None]
    assert list(Message.objects.failed()) == [bad]
    bad.refresh_from_db()
    assert "newline" in bad.failure.lower() or "header" in bad.failure.lower()
    assert [letter.subject for letter in mail.outbox] == ["good"]
    assert send_what_was_left() == 0
