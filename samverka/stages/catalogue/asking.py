"""What a visitor asks the catalogue for. It all stands in the address, so that a link is the view."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from samverka.stages.catalogue.facets import FACETS

LONGEST_TEXT = 100
# No code of a value is longer.
LONGEST_VALUE = 160
MOST_VALUES = 50
BEST, NEWEST = "best", "newest"
SORTS = {
    BEST: _("Best match first"),
    NEWEST: _("Newest first"),
    "title": _("By title"),
    "amount": _("Largest grant first"),
}


def written(text: str) -> str:
    """Return what was written on one line, without the signs that nobody sees."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


@dataclass(frozen=True)
class View:
    """Words to find, the values chosen in each facet, and the order. A record must have one of each facet's values.

    Without an order of its own a view with words shows the best match first, and another one the newest.
    """

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""

    @classmethod
    def asked(cls, params: MultiValueDict[str, str]) -> "View":
        """Read the address. What nobody can have chosen on a page (other names, too many values) is left out."""
        chosen = {}
        for facet in FACETS:
            values = [written(value)[:LONGEST_VALUE] for value in params.getlist(facet.code)]
            if wanted := tuple(dict.fromkeys(filter(None, values)))[:MOST_VALUES]:
                chosen[facet.code] = wanted
        text = written(params.get("q", ""))[:LONGEST_TEXT].strip()
        sort = params.get("sort", "")
        view = cls(text, chosen)
        return replace(view, sort=sort) if sort in view.sorts and sort != view.order else view

    @property
    def order(self) -> str:
        """Return the order that is in force."""
        return self.sort or (BEST if self.text else NEWEST)

    @property
    def sorts(self) -> dict[str, Any]:
        """Return the orders that can be chosen: nothing can match better where there are no words."""
        return {code: label for code, label in SORTS.items() if self.text or code != BEST}

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything is asked for."""
        return bool(self.text or self.chosen)

    def parts(self) -> Iterator[tuple[str, str]]:
        """Yield (facet, value) of all that is chosen."""
        for code, values in self.chosen.items():
            yield from ((code, value) for value in values)

    def without(self, code: str, value: str = "") -> "View":
        """Return the view without one value of a facet, or without the facet; `q` stands for the words."""
        if code == "q":
            return replace(self, text="", sort="" if self.sort == NEWEST else self.sort)
        kept = tuple(one for one in self.chosen.get(code, ()) if value and one != value)
        rest = {other: values for other, values in self.chosen.items() if other != code}
        return replace(self, chosen={**rest, **({code: kept} if kept else {})})

    def narrowed(self, code: str, value: str) -> "View":
        """Return the view with one more value of a facet."""
        values = dict.fromkeys([*self.chosen.get(code, ()), value])
        return replace(self, chosen={**self.chosen, code: tuple(values)})

    def query(self, **more: Any) -> str:
        """Return the address of the view, from its question mark; always the same for the same view."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(facet.code, value) for facet in FACETS for value in self.chosen.get(facet.code, ())]
        pairs += [("sort", self.sort)] if self.sort else []
        pairs += [(name, str(value)) for name, value in more.items() if value]
        return f"?{urlencode(pairs)}" if pairs else ""
