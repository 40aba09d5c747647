from samverka.stages.reports import states
from tests.factories import reports
from tests.moving import has_words_for_everybody, try_every_move

ALLOWED = {("open", "submitted"), ("submitted", "open"), ("submitted", "accepted")}


def test_every_pair_of_states(cast, at):
    try_every_move(reports.begun_report(cast, at), states, ALLOWED)


def test_every_state_has_words_for_everybody():
    assert has_words_for_everybody(states)
