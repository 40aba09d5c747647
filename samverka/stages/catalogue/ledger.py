"""What the cases of an edition add up to, by their places: money and its ways, partnerships, facts that are known.

The cases of which only the sums are shown stand in it too, at the places behind the last one that lists show.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import compress
from math import gcd

from pyroaring import BitMap

# The facets under which postings are kept that nobody can choose on a page. The value of money is “SEK 2021”, and
# each of its places has an amount; a way is named “programme country payee”, and has a number for its value.
MONEY, WAY, KNOWN, PROGRAMME, MADE_UP = "money", "way", "known", "programme", "made up"
LEDGER = (MONEY, WAY, KNOWN, PROGRAMME, MADE_UP)
# Fewer amounts are added one by one.
FEW = 200


class Money:
    """The amounts of one currency, one for each place that has any, in the order of the places."""

    def __init__(self, places: BitMap, amounts: "array[int]") -> None:
        self.places, self._amounts = places, amounts

    @classmethod
    def of(cls, amounts: dict[int, int]) -> "Money":
        """Return the amounts of {place: amount}."""
        return cls(BitMap(amounts), array("q", (amounts[place] for place in sorted(amounts))))

    def __iter__(self) -> Iterator[tuple[int, int]]:
        """Yield (place, amount)."""
        return zip(self.places, self._amounts, strict=True)

    def stored(self) -> bytes:
        """Return the amounts as they are kept beside the places."""
        return self._amounts.tobytes()

    def at(self, place: int) -> int:
        """Return the amount of a place that has one."""
        return self._amounts[self.places.rank(place) - 1]

    def sum_of(self, places: BitMap) -> int:
        """Return the sum of the amounts at `places`, exact however large it is."""
        if places.intersection_cardinality(self.places) <= FEW:
            return sum(map(self.at, places & self.places))
        unit, slices = self._slices
        return unit * sum(weight * places.intersection_cardinality(having) for weight, having in slices)

    @cached_property
    def _slices(self) -> tuple[int, list[tuple[int, BitMap]]]:
        """Return the largest unit of which all amounts are multiples, and for each binary digit where it is set.

        So a sum takes as many looks as amounts have digits, however many cases it is of (O'Neil and Quass, “Improved
        query performance with variant indexes”, 1997: bit-sliced indexes). Amounts below nothing stand apart.
        """
        unit = gcd(*self._amounts) or 1
        slices = []
        for sign in (1, -1):
            places = array("I", (place for place, amount in self if sign * amount > 0))
            units = [sign * amount // unit for amount in self._amounts if sign * amount > 0]
            for digit in range(max(units, default=0).bit_length()):
                is_set = (1 << digit).__and__
                slices.append((sign << digit, BitMap(array("I", compress(places, map(is_set, units))))))
        return unit, slices


class Ledger:
    """The ledger of one edition: read from its postings, and from the partnerships by place, 0 where none is told."""

    def __init__(self, shown: int, partnerships: "array[int]") -> None:
        self._partnerships = partnerships
        self.counted = BitMap(range(len(partnerships)))
        self.hidden = BitMap(range(shown, len(partnerships)))
        self.made_up = BitMap()
        self.known: dict[str, BitMap] = {}
        self.programmes: dict[str, BitMap] = {}
        self.ways: list[tuple[str, str, str, BitMap]] = []
        self._by_year: dict[tuple[str, str], Money] = {}

    def read(self, facet: str, value: str, name: str, places: BitMap, amounts: bytes) -> None:
        """Take one posting."""
        if facet == MONEY:
            currency, _space, year = value.partition(" ")
            self._by_year[currency, year] = Money(places, array("q", amounts))
        elif facet == WAY:
            programme, country, payee = name.split(" ")
            self.ways.append((programme, payee, country, places))
        elif facet == KNOWN:
            self.known[value] = places
        elif facet == PROGRAMME:
            self.programmes[value] = places
        else:
            self.made_up = places

    def partnerships_of(self, places: BitMap) -> int:
        """Return in how many partnerships, as far as they are told, these cases are."""
        return len({self._partnerships[place] for place in places} - {0})

    def programmes_of(self, places: BitMap) -> list[str]:
        """Return the slugs of the programmes to which these cases belong."""
        return [slug for slug, own in self.programmes.items() if own.intersect(places)]

    def money_of(self, years: Iterable[str]) -> list[tuple[str, Money]]:
        """Return (currency, amounts) of what was decided on in `years`, all where none are given.

        A currency can come several times, and a case in several of them.
        """
        wanted = tuple(years)
        if not wanted:
            return list(self._of_all_years.items())
        return [(currency, money) for (currency, year), money in self._by_year.items() if year in wanted]

    @cached_property
    def _of_all_years(self) -> dict[str, Money]:
        sums: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for (currency, _year), money in self._by_year.items():
            for place, amount in money:
                sums[currency][place] += amount
        return {currency: Money.of(amounts) for currency, amounts in sums.items()}
