from samverka.stages.assessments import states
from tests.factories import assessments
from tests.moving import has_words_for_everybody, try_every_move

ALLOWED = {
    *(("asked", "reading"), ("asked", "conflicted"), ("reading", "submitted"), ("reading", "conflicted")),
    ("submitted", "reading"),
}


def test_every_pair_of_states(cast, at):
    try_every_move(assessments.asked(cast, at), states, ALLOWED)


def test_every_state_has_words_for_everybody():
    assert has_words_for_everybody(states)


def test_applicants_read_the_same_whatever_the_assessor_does():
    assert len({str(words) for words in states.FOR_APPLICANT.values()}) == 1
