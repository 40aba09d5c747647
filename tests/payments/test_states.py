import itertools

import pytest

from samverka.ground.common.moves import move
from samverka.ground.common.refusals import Refused
from samverka.stages.payments.models import Payment
from samverka.stages.payments.states import FOR_APPLICANT, NEXT, State
from tests.factories import payments

ALLOWED = {("entered", "confirmed"), ("entered", "cancelled")}


def test_every_pair_of_states(cast, at):
    payment = payments.entered(cast, at)
    for old, new in itertools.product(State.values, repeat=2):
        Payment.objects.filter(pk=payment.pk).update(state=old)
        payment.refresh_from_db()
        if (old, new) in ALLOWED:
            move(payment, new)
            assert Payment.objects.get().state == new
        else:
            with pytest.raises(Refused):
                move(payment, new)


def test_every_state_has_words_for_all():
    assert set(FOR_APPLICANT) == set(NEXT) == set(State)
