"""A list out of the catalogue, narrowed by words and choices that all stand in the address: cases, partnerships."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.rows import ListRow
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.asking import View
from samverka.stages.catalogue.facets import FACET, NOT_STATED
from samverka.stages.catalogue.finding import in_words, quoted
from samverka.stages.catalogue.index import Catalogue, Found, Value
from samverka.ui.pages import ListPage

# A list of thousands helps nobody: these are offered, and a sentence says how to reach the others.
MOST_OFFERED = 40
# So many values that nobody knows are named of a facet; an address can hold any number of them.
MOST_UNKNOWN = 3
# So many choices are tried out, alone and in pairs, when together they find nothing.
MOST_TRIED = 8


class Rows(Sequence[int]):
    """The numbers of the records found, read a page at a time."""

    def __init__(self, catalogue: Catalogue, found: Found) -> None:
        self.catalogue, self.found = catalogue, found

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, part: Any) -> Any:
        """Return the numbers of a slice."""
        return self.catalogue.page(self.found, part.start, part.stop - part.start)


@dataclass
class Offer:
    """One facet beside the list: the values that can be chosen, with how many records each would find."""

    code: str
    label: Any
    values: list[tuple[Value, int, bool]]
    left_out: int
    is_open: bool


@dataclass(frozen=True)
class Part:
    """One thing that is asked for: a value of a facet; the words are the facet `q`. `name` says what it is."""

    code: str
    value: str
    name: str


class CatalogueList(WebsitePage, ListPage):
    """The records of one kind that have all that is asked for."""

    template_name = "website/catalogue.html"
    rows_each = 20
    # The kind of the edition; the addresses of the files of a view begin with it.
    kind: str
    find_label: Any
    nothing: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read what the address asks for, and find it."""
        super().setup(request, *args, **kwargs)
        self.catalogue = current_catalogue(self.at, self.kind)
        self.view = without_most_unknown(View.asked(request.GET), self.catalogue)
        self.found = self.catalogue.find(self.view)

    def rows(self) -> Any:
        return Rows(self.catalogue, self.found)

    def rows_of(self, numbers: list[int]) -> list[ListRow]:
        """Return the rows of the records with these numbers, in this order."""
        raise NotImplementedError

    def counted(self, number: int) -> str:
        """Return how many records that is, in words."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        here = super().context()
        return {
            **here,
            "description": in_words(self.catalogue, self.view) if self.view.is_narrowed else self.lead,
            "rows": self.rows_of(list(here["page_obj"].object_list)),
            "number": self.counted(len(self.found)),
            "view": self.view,
            "sorts": self.sorts(),
            "offers": [self.offer(code) for code in self.catalogue.values],
            "chips": [(part.name, self.address(self.view.without(part.code, part.value))) for part in self.parts()],
            "meant": list(self.found.meant.items()),
            "ways_out": [] if self.found else self.ways_out(),
            "files": {form: f"{reverse(f'website:{self.kind}-{form}')}{self.view.query()}" for form in FORMS},
            "find_label": self.find_label,
            "nothing": self.nothing,
            "changed_at": self.catalogue.made_at,
        }

    def sorts(self) -> list[tuple[str, Any, bool]]:
        """Return (value, label, whether it is in force) of the orders; the one that comes by itself has no value."""
        usual = replace(self.view, sort="").order
        return [
            ("" if code == usual else code, label, code == self.view.order) for code, label in self.view.sorts.items()
        ]

    def offer(self, code: str) -> Offer:
        """Return the values of a facet: what is chosen, and what most records have."""
        chosen = self.view.chosen.get(code, ())
        counted = self.catalogue.counts(self.found, code)
        shown = [(value, count) for value, count in counted[:MOST_OFFERED]]
        shown += [(value, count) for value, count in counted[MOST_OFFERED:] if value.code in chosen]
        values = [(value, count, value.code in chosen) for value, count in shown]
        return Offer(code, FACET[code].label, values, len(counted) - len(shown), bool(chosen))

    def parts(self) -> list[Part]:
        """Return all that is asked for, each named with its facet."""
        words = [Part("q", "", quoted(self.view.text))] if self.view.text else []
        return words + [Part(code, value, self.named(code, value)) for code, value in self.view.parts()]

    def named(self, code: str, value: str) -> str:
        """Return what a choice is called: “Country: Kenya”. A value that nothing has is said to be unknown."""
        name = self.catalogue.named(code, value)
        if value not in self.catalogue.values[code] and value != NOT_STATED:
            name = _("%(value)s (unknown here)") % {"value": quoted(value)}
        return _("%(facet)s: %(value)s") % {"facet": FACET[code].label, "value": name}

    def ways_out(self) -> list[tuple[str, str, str]]:
        """Return (what to drop, address, what it then finds) of the fewest things that must be dropped.

        One, else two, else all but one.
        """
        parts = self.parts()[:MOST_TRIED]
        several = [combinations(parts, 1), combinations(parts, 2)] if len(self.parts()) <= MOST_TRIED else []
        for dropped in (*several, *([_others(parts)] if len(parts) > 3 else [])):
            ways = [way for some in dropped if (way := self.way_out(some))]
            if ways:
                return ways
        return []

    def way_out(self, dropped: Sequence[Part]) -> tuple[str, str, str] | None:
        """Return the way out by dropping these; nothing where it finds nothing, or all there is."""
        view = self.view
        for part in dropped:
            view = view.without(part.code, part.value)
        count = len(self.catalogue.find(view)) if view.is_narrowed or len(dropped) == 1 else 0
        names = _(" and ").join(part.name for part in dropped)
        return (names, self.address(view), self.counted(count)) if count else None

    def address(self, view: View) -> str:
        """Return the address of a view on this page."""
        return view.query() or self.request.path


FORMS = ("csv", "xlsx", "json", "atom")


def _others(parts: Sequence[Part]) -> list[list[Part]]:
    """Return for each part all the others."""
    return [[one for one in parts if one != kept] for kept in parts]


def without_most_unknown(view: View, catalogue: Catalogue) -> View:
    """Return the view with the first few of the values that no record has. They find nothing, however many they are."""
    chosen = {}
    for code, values in view.chosen.items():
        unknown = [value for value in values if value not in catalogue.values[code]][MOST_UNKNOWN:]
        chosen[code] = tuple(value for value in values if value not in unknown)
    return replace(view, chosen=chosen)
