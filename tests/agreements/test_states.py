import itertools

import pytest

from samverka.ground.common.moves import move
from samverka.ground.common.refusals import Refused
from samverka.stages.agreements.models import Agreement
from samverka.stages.agreements.states import FOR_APPLICANT, NEXT, State
from tests.factories import agreements

ALLOWED = {("draft", "offered"), ("offered", "draft"), ("offered", "signed")}


@pytest.mark.parametrize(("old", "new"), list(itertools.product(State.values, repeat=2)))
def test_every_pair_of_states(cast, at, old, new):
    agreement = agreements.drafted(cast, at)
    Agreement.objects.filter(pk=agreement.pk).update(state=old)
    agreement.refresh_from_db()

    if (old, new) in ALLOWED:
        move(agreement, new)
        agreement.refresh_from_db()
        assert agreement.state == new
    else:
        with pytest.raises(Refused):
            move(agreement, new)


def test_every_state_has_words_for_all():
    assert set(FOR_APPLICANT) == set(NEXT) == set(State)
