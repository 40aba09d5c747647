from samverka.stages.agreements import states
from tests.factories import agreements
from tests.moving import has_words_for_everybody, try_every_move

ALLOWED = {("draft", "offered"), ("offered", "draft"), ("offered", "signed")}


def test_every_pair_of_states(cast, at):
    try_every_move(agreements.drafted(cast, at), states, ALLOWED)


def test_every_state_has_words_for_everybody():
    assert has_words_for_everybody(states)
