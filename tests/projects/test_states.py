import itertools

import pytest

from samverka.ground.common.moves import move
from samverka.ground.common.refusals import Refused
from samverka.stages.projects.models import Case
from samverka.stages.projects.states import FOR_APPLICANT, NEXT, State


@pytest.mark.parametrize(("old", "new"), list(itertools.product(State.values, repeat=2)))
def test_every_pair_of_states(cast, at, old, new):
    case = Case.objects.create(
        programme=cast.programme, reference="X-1", state=old, title_sv="Ä", title_en="A", changed_at=at
    )
    if (old, new) == ("running", "completed"):
        move(case, new)
        assert Case.objects.get().state == new
    else:
        with pytest.raises(Refused):
            move(case, new)


def test_every_state_has_words_for_all():
    assert set(FOR_APPLICANT) == set(NEXT) == set(State)
