from samverka.stages.calls import states
from tests.factories import calls
from tests.moving import has_words_for_everybody, try_every_move

ALLOWED = {("draft", "open"), ("open", "cancelled")}


def test_every_pair_of_states(cast, at):
    try_every_move(calls.drafted_call(cast, at), states, ALLOWED)


def test_every_state_has_words_for_everybody():
    assert has_words_for_everybody(states)
