"""What a file would do: the lines that people read, and the same as values that can be carried out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from samverka.ground.programme.models import Country, Programme
from samverka.stages.organisations.known_names import KnownName
from samverka.stages.organisations.models import Organisation
from samverka.stages.projects.models import Case


class Verb(StrEnum):
    """What would happen to the case of a row, to an organisation in it, or to the file."""

    CREATE = "create"
    MERGE = "merge"
    CHANGE = "change"
    KEEP = "keep"
    REFUSE = "refuse"
    NOTE = "note"


@dataclass(frozen=True)
class Line:
    """One line of the plan; `row` is the line of the file, 0 for the file as a whole."""

    verb: Verb
    row: int
    id: str
    text: str

    def __str__(self) -> str:
        where = f"row {self.row} {self.id}".strip() if self.row else "file"
        return f"{self.verb:<6}  {where}: {self.text}"


@dataclass(eq=False)
class NewOrganisation:
    """An organisation that would be made."""

    country: Country
    type: str
    name_sv: str
    name_en: str
    short_sv: str
    short_en: str
    names: list[KnownName] = field(default_factory=list)


@dataclass
class Party:
    """A party of a planned case."""

    organisation: Organisation | NewOrganisation
    is_home: bool

    @property
    def short_names(self) -> tuple[str, str]:
        """Return what the place is called in Swedish and in English."""
        one = self.organisation
        return one.short_sv or one.name_sv, one.short_en or one.name_en


@dataclass
class PlannedCase:
    """A case as the file wants it. `case` is the one that is there already, if any."""

    row: int
    reference: str
    fields: dict[str, Any]
    parties: list[Party]
    terms: dict[str, list[Any]]
    network: str
    amount: int | None
    commitment: str
    case: Case | None = None
    changes: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """Everything that one file would do to one programme."""

    programme: Programme
    lines: list[Line] = field(default_factory=list)
    cases: list[PlannedCase] = field(default_factory=list)

    def say(self, verb: Verb, row: int, row_id: str, text: str) -> None:
        """Add a line."""
        self.lines.append(Line(verb, row, row_id, text))

    @property
    def refusals(self) -> list[Line]:
        """Return the lines that stop the whole file."""
        return [line for line in self.lines if line.verb == Verb.REFUSE]

    @property
    def counts(self) -> Counter[str]:
        """Return how many lines of each kind there are."""
        return Counter(line.verb.value for line in self.lines)

    @property
    def summary(self) -> str:
        """Return in one line what would happen to the cases, to the organisations and to the names in the file.

        Cases and organisations are counted once each; a name is counted in every row in which it is merged.
        """
        refused = len({line.row for line in self.refusals})
        done = Counter(
            Verb.CREATE if one.case is None else Verb.CHANGE if one.changes else Verb.KEEP for one in self.cases
        )
        done[Verb.REFUSE] = refused
        cases = ", ".join(f"{done[verb]} {verb}" for verb in (Verb.CREATE, Verb.CHANGE, Verb.KEEP, Verb.REFUSE))
        organisations = f"{len(list(self.new_organisations()))} {Verb.CREATE}"
        return f"Cases: {cases}. Organisations: {organisations}. Names: {self.counts[Verb.MERGE]} {Verb.MERGE}."

    def new_organisations(self) -> Iterator[NewOrganisation]:
        """Yield each organisation that would be made, once, in the order of the file."""
        seen: set[int] = set()
        for planned in self.cases:
            for party in planned.parties:
                if isinstance(party.organisation, NewOrganisation) and id(party.organisation) not in seen:
                    seen.add(id(party.organisation))
                    yield party.organisation
