"""The kinds of term that have pages: one row for each, with where its words stand and which cases have them.

The code of a kind is that of its facet in the catalogue, so a page counts exactly what the catalogue finds.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from samverka.ground.programme.models import CoreArea, Country, Goal, ProjectArea, Topic
from samverka.stages.networks.models import Network


@dataclass(frozen=True)
class Kind:
    """A kind of term. `records` holds its words under `key`; without records the code is the word, as of a year.

    A word of a fixed list has its page before any case has it; another one appears with its first public case.
    """

    code: str
    one: Any
    many: Any
    lead: Any
    records: Any = None
    key: str = "code"
    is_fixed: bool = False

    @property
    def list_name(self) -> str:
        """Return the name of the address of all words of this kind."""
        return f"website:{self.code}-terms"

    @property
    def page_name(self) -> str:
        """Return the name of the address of one word."""
        return f"website:{self.code}-term"


@dataclass
class Word:
    """A word with how many cases have it. `language` is set when its name is not in the page's."""

    code: str
    name: str
    url: str = ""
    count: int = 0
    language: str = ""

    @property
    def title(self) -> str:
        """Return what the word is called in a list for machines."""
        return self.name


def title_of(kind: str, code: str, name: str) -> str:
    """Return what a word is called; goals are known by their numbers."""
    return f"{code}. {name}" if kind == "goal" else name


KINDS = [
    Kind(
        "country",
        _("Country"),
        _("Countries"),
        _("Where the partners abroad are."),
        Country,
    ),
    Kind(
        "goal",
        _("Global goal"),
        _("Global goals"),
        _("The 17 goals of the United Nations for sustainable development, and the cases that work for each."),
        Goal,
        is_fixed=True,
    ),
    Kind(
        "area",
        _("Project area"),
        _("Project areas"),
        _("The fields of municipal work that cases are about."),
        ProjectArea,
        is_fixed=True,
    ),
    Kind(
        "topic",
        _("Topic"),
        _("Topics"),
        _("Subjects that run across the project areas."),
        Topic,
        is_fixed=True,
    ),
    Kind(
        "core_area",
        _("Core area"),
        _("Core areas"),
        _("Four marks of local democracy. A case works for at least one of them."),
        CoreArea,
        is_fixed=True,
    ),
    Kind(
        "network",
        _("Network"),
        _("Networks"),
        _("Groups of partnerships that learn together about one theme."),
        Network,
        key="slug",
    ),
    Kind("year", _("Year"), _("Years"), _("What was going on, year by year.")),
]
KIND = {kind.code: kind for kind in KINDS}
