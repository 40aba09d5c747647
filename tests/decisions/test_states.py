from itertools import product

import pytest

from samverka.ground.common.moves import move
from samverka.ground.common.refusals import Refused
from samverka.stages.assessments import states as assessments
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.states import FOR_APPLICANT, MOVES, NEXT, State
from tests.factories import decisions


def test_only_the_moves_of_the_table_are_allowed(cast, at):
    decision = decisions.prepared(cast, at)
    for start, end in product(State, State):
        Decision.objects.filter(pk=decision.pk).update(state=start)
        decision.refresh_from_db()
        if end in MOVES.get(start, set()):
            move(decision, end)
            assert Decision.objects.get(pk=decision.pk).state == end
        else:
            with pytest.raises(Refused):
                move(decision, end)
            assert Decision.objects.get(pk=decision.pk).state == start


def test_every_state_has_its_words():
    assert set(FOR_APPLICANT) == set(NEXT) == set(State)


def test_applicants_cannot_tell_a_prepared_decision_from_an_application_being_assessed():
    assert FOR_APPLICANT[State.PREPARED] == FOR_APPLICANT[State.CHECKED] == assessments.FOR_APPLICANT["asked"]
