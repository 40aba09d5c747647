"""A view of the catalogue for those who take its rows elsewhere: files, feeds, figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from samverka.stages.catalogue.actions import CASES, current_catalogue
from samverka.stages.catalogue.asking import SORTS, View
from samverka.stages.catalogue.facets import FACETS
from samverka.stages.catalogue.index import Catalogue, Found


@dataclass(frozen=True)
class Matching:
    """The records of a view. Only their places are held, however many they are."""

    catalogue: Catalogue
    found: Found

    def __len__(self) -> int:
        return len(self.found)

    def numbers(self, first: int, each: int) -> Iterator[list[int]]:
        """Yield the numbers (primary keys) of the records in the order of the view: `first`, then `each` at a time.

        Read the rows through `objects.public()`: a case can have been withdrawn since the catalogue was built.
        """
        return self.catalogue.all_numbers(self.found, each, first)


def matching(params: MultiValueDict[str, str], kind: str = CASES, *, at: datetime) -> Matching:
    """Return the records of a view."""
    catalogue = current_catalogue(at, kind)
    return Matching(catalogue, catalogue.find(View.asked(params)))


def view_in_words(params: MultiValueDict[str, str], kind: str = CASES, *, at: datetime) -> str:
    """Return what the view asks for, in the language of the page: “water; Country: Kenya or Botswana”."""
    return in_words(current_catalogue(at, kind), View.asked(params))


def quoted(text: str) -> str:
    """Return what was written, in the quotation marks of the language of the page."""
    return _("“%(words)s”") % {"words": text}


def in_words(catalogue: Catalogue, view: View) -> str:
    """Return what the view asks for, in the language of the page; the order too, where it is not the usual one."""
    parts = [quoted(view.text)] if view.text else []
    for facet in FACETS:
        if values := view.chosen.get(facet.code):
            names = _(" or ").join(catalogue.named(facet.code, value) for value in values)
            parts.append(f"{facet.label}: {names}")
    if view.sort:
        parts.append(str(SORTS[view.sort]))
    return "; ".join(parts) or (_("All cases") if catalogue.kind == CASES else _("All partnerships"))
