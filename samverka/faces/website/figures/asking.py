"""What figures are asked for, and the addresses of the rows behind them. It all stands in the address."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from samverka.faces.website.finding import Choice
from samverka.ground.common.folding import fold
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.asking import View
from samverka.stages.catalogue.facets import NOT_STATED
from samverka.stages.catalogue.figures import GROUPS, Chosen
from samverka.stages.catalogue.finding import in_words
from samverka.stages.catalogue.index import Catalogue

# Asks for the cases with an amount, whatever its currency.
ANY = "any"


@dataclass(frozen=True)
class Asked:
    """The choices that narrow all figures (`view`), and the home organisation set beside them, by its slug."""

    view: View
    home: str
    first: str
    last: str
    catalogue: Catalogue

    @classmethod
    def from_address(cls, params: QueryDict, at: datetime) -> "Asked":
        """Read the address. `from` and `until` are years of decision; an unknown `home` is left out."""
        catalogue = current_catalogue(at)
        chosen = {code: values for code, values in View.asked(params).chosen.items() if code in GROUPS}
        first, last = _year(params.get("from", "")), _year(params.get("until", ""))
        if first and last and first > last:
            first, last = last, first
        if first or last:
            known = [year for year in catalogue.values["decided"] if year != NOT_STATED]
            within = sorted(year for year in known if (first or "0000") <= year <= (last or "9999"))
            chosen["decided"] = tuple(within) or (first or last,)
        home = params.get("home", "")
        return cls(View(chosen=chosen), home if home in catalogue.values["home"] else "", first, last, catalogue)

    @property
    def chosen(self) -> Chosen:
        """Return {facet: values} of what narrows the figures."""
        return self.view.chosen

    @property
    def years(self) -> tuple[str, ...]:
        """Return the years of decision asked for; none means all."""
        return tuple(self.chosen.get("decided", ()))

    @cached_property
    def home_name(self) -> str:
        """Return the name of the organisation set beside all; empty where there is none."""
        return self.named("home", self.home) if self.home else ""

    def named(self, code: str, value: str) -> str:
        """Return the name of a value of a facet in the language of the page."""
        if value == NOT_STATED:
            return _("Not stated or not shown") if code == "country" else _("Not stated")
        return self.catalogue.named(code, value)

    @property
    def in_words(self) -> str:
        """Return what is asked for, as a sentence for people: “Country: Kenya”; “All cases” where nothing is."""
        return in_words(self.catalogue, self.view)

    @property
    def is_known(self) -> bool:
        """Tell whether somebody can have chosen this on the page: each value is one that some public case has."""
        return all(value in self.catalogue.values[code] for code, value in self.view.parts())

    # --- Addresses ---------------------------------------------------------------------------------------------------

    @property
    def query(self) -> str:
        """Return the address of the same choices, from its question mark."""
        return self._query(self.view, home=self.home)

    def cases(self, home: str = "", **values: str) -> str:
        """Return the address of the cases behind a number, in the catalogue."""
        return self._root("website:cases") + self._query(self._with(values), home=home)

    def rows(self, home: str = "", **values: str) -> str:
        """Return the address of the cases behind a sum, with their amounts; takes what `CasesBehind` takes."""
        return self._behind("website:figure-rows", home, values)

    def partnerships(self, home: str = "", **values: str) -> str:
        """Return the address of the partnerships behind a number."""
        return self._behind("website:figure-partnerships", home, values)

    def _behind(self, name: str, home: str, values: dict[str, str]) -> str:
        facets = {code: value for code, value in values.items() if code in GROUPS}
        others = {code: value for code, value in values.items() if code not in GROUPS}
        return self._root(name) + self._query(self._with(facets), home=home, **others)

    def _root(self, name: str) -> str:
        """Return the address of a page without choices, looked up once: there are hundreds of numbers on a page."""
        if name not in self._roots:
            self._roots[name] = reverse(name)
        return self._roots[name]

    @cached_property
    def _roots(self) -> dict[str, str]:
        return {}

    def _with(self, values: dict[str, str]) -> View:
        return replace(self.view, chosen={**self.chosen, **{code: (value,) for code, value in values.items()}})

    @staticmethod
    def _query(view: View, **more: str) -> str:
        start, extra = view.query(), urlencode({name: value for name, value in more.items() if value})
        return f"{start}{'&' if start else '?'}{extra}" if extra else start

    # --- The form ----------------------------------------------------------------------------------------------------

    def choices(self) -> list[Choice]:
        """Return the lists to choose from: what some public case has."""
        years = [(year, year) for year in sorted(self.catalogue.values["decided"], reverse=True) if year != NOT_STATED]
        only = {code: values[0] for code, values in self.chosen.items() if len(values) == 1}
        return [
            Choice("year", _("Year at work"), _("All years"), self._options("year"), only.get("year")),
            Choice("from", _("From year of decision"), _("The first"), years, self.first),
            Choice("until", _("Until"), _("The last"), years, self.last),
            Choice("country", _("Country"), _("All countries"), self._options("country"), only.get("country")),
            Choice("area", _("Project area"), _("All areas"), self._options("area"), only.get("area")),
            Choice("goal", _("Global goal"), _("All goals"), self._options("goal"), only.get("goal")),
            Choice("home", _("Compare with"), _("Nothing"), self._options("home"), self.home),
        ]

    def _options(self, code: str) -> list[tuple[Any, str]]:
        named = [(value, self.named(code, value)) for value in self.catalogue.values[code]]
        stated = [one for one in named if one[0] != NOT_STATED]
        if code in ("goal", "year"):
            stated.sort(key=lambda one: int(one[0]), reverse=code == "year")
        else:
            stated.sort(key=lambda one: fold(one[1]))
        missing = [one for one in named if one[0] == NOT_STATED and code != "home"]
        return stated + missing


def _year(text: str) -> str:
    return text if len(text) == 4 and text.isascii() and text.isdigit() else ""
