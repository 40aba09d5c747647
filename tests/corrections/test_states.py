from samverka.stages.corrections import states
from tests.factories import corrections
from tests.moving import has_words_for_everybody, try_every_move

ALLOWED = {
    ("open", "corrected"), ("open", "unchanged"), ("open", "dismissed"),
    ("quarantined", "open"), ("quarantined", "dismissed"),
}  # fmt: skip


def test_every_pair_of_states(cast, at):
    try_every_move(corrections.reported(cast, at), states, ALLOWED)


def test_every_state_has_words_for_everybody():
    assert has_words_for_everybody(states)
