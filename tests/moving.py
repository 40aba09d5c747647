"""Trying every pair of states on a record: the moves that are named are made, every other one is refused."""

import itertools

import pytest

from samverka.ground.common.moves import move
from samverka.ground.common.refusals import Refused


def try_every_move(record, states, allowed):
    """Move `record` from each state to each; `allowed` holds the pairs (from, to) that the programme knows."""
    rows = type(record).objects.filter(pk=record.pk)
    for old, new in itertools.product(states.State.values, repeat=2):
        rows.update(state=old)
        record.refresh_from_db()
        if (old, new) in allowed:
            move(record, new)
        else:
            with pytest.raises(Refused):
                move(record, new)
        assert rows.get().state == (new if (old, new) in allowed else old), (old, new)


def has_words_for_everybody(states):
    """Tell whether each state says what it is for the applicant, and what comes next."""
    return set(states.FOR_APPLICANT) == set(states.NEXT) == set(states.State)
