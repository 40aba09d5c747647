"""Amounts are added up exactly, however many there are and however large, and in whatever way they are added."""

import random
from array import array

import pytest
from pyroaring import BitMap

from samverka.stages.catalogue import ledger
from samverka.stages.catalogue.ledger import Money

KINDS = {
    "round": lambda chance: chance.randrange(1, 500) * 1_000_000,
    "odd": lambda chance: chance.randrange(1, 10**9),
    "reduced": lambda chance: chance.randrange(-(10**8), 10**8),
    "nothing": lambda _chance: 0,
    "vast": lambda chance: chance.choice([2**62, -(2**62), 2**53 + 1, 1]),
}


@pytest.mark.parametrize("few", [0, 10_000])
@pytest.mark.parametrize("kind", KINDS)
def test_a_sum_is_that_of_going_through_the_amounts(monkeypatch, kind, few):
    monkeypatch.setattr(ledger, "FEW", few)  # Few amounts are added in another way than many.
    chance = random.Random(3)
    amounts = {place: KINDS[kind](chance) for place in chance.sample(range(200_000), 1_500)}
    money = Money.of(amounts)
    assert dict(money) == amounts
    for many in (0, 1, 40, 1_500):
        wanted = BitMap([*chance.sample(sorted(amounts), many), 200_001, 200_002])
        expected = sum(amount for place, amount in amounts.items() if place in wanted)
        assert money.sum_of(wanted) == expected
    assert all(money.at(place) == amount for place, amount in amounts.items())


def test_amounts_are_kept_beside_their_places():
    money = Money.of({7: -5, 3: 2**40})
    assert (list(money.places), list(array("q", money.stored()))) == ([3, 7], [2**40, -5])
