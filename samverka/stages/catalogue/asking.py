"""What a visitor asks the catalogue for. It all stands in the address, so that a link is the view."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from samverka.stages.catalogue.facets import FACETS

LONGEST_TEXT = 100
MOST_VALUES = 50
NEWEST = "newest"
SORTS = {NEWEST: _("Newest first"), "title": _("By title"), "amount": _("Largest grant first")}


@dataclass(frozen=True)
class View:
    """Words to find, the values chosen in each facet, and the order. A case must have one of each facet's values."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = NEWEST

    @classmethod
    def asked(cls, params: MultiValueDict[str, str]) -> "View":
        """Read the address. What nobody can have chosen on a page (other names, too many values) is left out."""
        chosen = {}
        for facet in FACETS:
            values = [value.replace("\x00", "").strip() for value in params.getlist(facet.code)]
            if wanted := tuple(dict.fromkeys(filter(None, values)))[:MOST_VALUES]:
                chosen[facet.code] = wanted
        text = " ".join(params.get("q", "").replace("\x00", "").split())[:LONGEST_TEXT]
        sort = params.get("sort", NEWEST)
        return cls(text, chosen, sort if sort in SORTS else NEWEST)

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
            return replace(self, text="")
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
        pairs += [("sort", self.sort)] if self.sort != NEWEST else []
        pairs += [(name, str(value)) for name, value in more.items() if value]
        return f"?{urlencode(pairs)}" if pairs else ""
