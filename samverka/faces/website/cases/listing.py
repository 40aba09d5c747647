"""The catalogue: all public cases, narrowed by words and choices that all stand in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.rows import case_rows
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.asking import NEWEST, SORTS, View
from samverka.stages.catalogue.facets import FACETS
from samverka.stages.catalogue.finding import in_words, quoted
from samverka.stages.catalogue.index import Catalogue, Found, Value
from samverka.stages.projects.models import Case
from samverka.ui.pages import ListPage

# A list of thousands helps nobody: these are offered, and a sentence says how to reach the others.
MOST_OFFERED = 60


class Rows(Sequence[int]):
    """The numbers of the cases found, read a page at a time."""

    def __init__(self, catalogue: Catalogue, found: Found) -> None:
        self.catalogue, self.found = catalogue, found

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, part: Any) -> Any:
        """Return the numbers of a slice."""
        return self.catalogue.page(self.found, part.start, part.stop - part.start)


@dataclass
class Offer:
    """One facet beside the list: the values that can be chosen, with how many cases each would find."""

    code: str
    label: Any
    values: list[tuple[Value, int, bool]]
    left_out: int
    is_open: bool


class CaseList(WebsitePage, ListPage):
    """The cases that have all that is asked for."""

    template_name = "website/cases/list.html"
    heading = _("Cases")
    lead = _("What partners in different countries have done together, and are doing now.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read what the address asks for, and find it."""
        super().setup(request, *args, **kwargs)
        self.view = View.asked(request.GET)
        self.catalogue = current_catalogue(self.at)
        self.found = self.catalogue.find(self.view)

    def rows(self) -> Any:
        return Rows(self.catalogue, self.found)

    def context(self) -> dict[str, Any]:
        here = super().context()
        numbers = list(here["page_obj"].object_list)
        return {
            **here,
            "description": in_words(self.catalogue, self.view) if self.view.is_narrowed else self.lead,
            "rows": case_rows(Case.objects.public(self.at).filter(pk__in=numbers), numbers),
            "view": self.view,
            "sorts": [(code, label, code == self.view.sort) for code, label in SORTS.items()],
            "is_sorted": self.view.sort != NEWEST,
            "offers": [self.offer(code) for code in self.catalogue.values],
            "chips": self.chips(),
            "meant": list(self.found.meant.items()),
            "ways_out": [] if self.found else self.ways_out(),
        }

    def offer(self, code: str) -> Offer:
        """Return the values of a facet: what is chosen, and what most cases have."""
        chosen = self.view.chosen.get(code, ())
        counted = self.catalogue.counts(self.found, code)
        shown = [(value, count) for value, count in counted[:MOST_OFFERED]]
        shown += [(value, count) for value, count in counted[MOST_OFFERED:] if value.code in chosen]
        return Offer(
            code,
            next(facet.label for facet in FACETS if facet.code == code),
            [(value, count, value.code in chosen) for value, count in shown],
            len(counted) - len(shown),
            bool(chosen),
        )

    def chips(self) -> list[tuple[str, str]]:
        """Return (text, address without it) of all that is asked for."""
        return [(name, self.address(self.view.without(code, value))) for code, value, name in self.parts()]

    def ways_out(self) -> list[tuple[str, str, int]]:
        """Return (what to drop, address, how many cases it then finds) for each single thing that can be dropped."""
        ways = [(name, self.view.without(code, value)) for code, value, name in self.parts()]
        counted = [(name, self.address(view), len(self.catalogue.find(view))) for name, view in ways]
        return [way for way in counted if way[2]]

    def parts(self) -> list[tuple[str, str, str]]:
        """Return (facet, value, name) of all that is asked for; the words are the facet `q`."""
        words = [("q", "", quoted(self.view.text))] if self.view.text else []
        return words + [(code, value, self.catalogue.named(code, value)) for code, value in self.view.parts()]

    def address(self, view: View) -> str:
        """Return the address of a view on this page."""
        return view.query() or self.request.path
