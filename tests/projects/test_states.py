from samverka.stages.projects import states
from tests.factories import projects
from tests.moving import has_words_for_everybody, try_every_move

ALLOWED = {("running", "completed")}


def test_every_pair_of_states(cast, at):
    try_every_move(projects.running_case(cast, at), states, ALLOWED)


def test_every_state_has_words_for_everybody():
    assert has_words_for_everybody(states)
