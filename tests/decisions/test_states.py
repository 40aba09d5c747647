from samverka.stages.assessments import states as assessments
from samverka.stages.decisions import states
from tests.factories import decisions
from tests.moving import has_words_for_everybody, try_every_move

ALLOWED = {("prepared", "checked"), ("checked", "prepared"), ("checked", "announced")}


def test_every_pair_of_states(cast, at):
    try_every_move(decisions.prepared(cast, at), states, ALLOWED)


def test_every_state_has_words_for_everybody():
    assert has_words_for_everybody(states)


def test_applicants_cannot_tell_a_prepared_decision_from_an_application_being_assessed():
    shown = states.FOR_APPLICANT
    assert shown["prepared"] == shown["checked"] == assessments.FOR_APPLICANT["asked"]
