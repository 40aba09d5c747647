from itertools import product

import pytest

from samverka.ground.common.moves import move
from samverka.ground.common.refusals import Refused
from samverka.stages.assessments.models import Assignment
from samverka.stages.assessments.states import FOR_APPLICANT, MOVES, NEXT, State
from tests.factories import assessments


def test_only_the_moves_of_the_table_are_allowed(cast, at):
    assignment = assessments.asked(cast, at)
    for start, end in product(State, State):
        Assignment.objects.filter(pk=assignment.pk).update(state=start)
        assignment.refresh_from_db()
        if end in MOVES.get(start, set()):
            move(assignment, end)
            assert Assignment.objects.get(pk=assignment.pk).state == end
        else:
            with pytest.raises(Refused):
                move(assignment, end)
            assert Assignment.objects.get(pk=assignment.pk).state == start


def test_every_state_has_its_words():
    assert set(FOR_APPLICANT) == set(NEXT) == set(State)


def test_applicants_read_the_same_whatever_the_assessor_does():
    assert len({str(words) for words in FOR_APPLICANT.values()}) == 1
