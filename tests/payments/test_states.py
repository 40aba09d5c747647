from samverka.stages.payments import states
from tests.factories import payments
from tests.moving import has_words_for_everybody, try_every_move

ALLOWED = {("entered", "confirmed"), ("entered", "cancelled")}


def test_every_pair_of_states(cast, at):
    try_every_move(payments.entered(cast, at), states, ALLOWED)


def test_every_state_has_words_for_everybody():
    assert has_words_for_everybody(states)
