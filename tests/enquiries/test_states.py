from samverka.stages.enquiries import states
from tests.factories import enquiries
from tests.moving import has_words_for_everybody, try_every_move

ALLOWED = {
    ("received", "answered"), ("received", "closed"),
    ("unconfirmed", "received"), ("unconfirmed", "quarantined"), ("unconfirmed", "closed"),
    ("quarantined", "received"), ("quarantined", "closed"),
}  # fmt: skip


def test_every_pair_of_states(cast, at):
    try_every_move(enquiries.sent(cast, at), states, ALLOWED)


def test_every_state_has_words_for_everybody():
    assert has_words_for_everybody(states)
