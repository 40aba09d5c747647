"""The two ways in which Samverka says no, and the sentences that say why."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One reason why something cannot be done yet, in words for the person concerned.

    `text` says what is wrong and what to do. `where` names the section or field it belongs to. A warning is shown
    but does not stop anybody (a guide amount). `source` names the rule with its dates, where there is one.
    """

    text: Any
    where: str = ""
    is_warning: bool = False
    source: str = ""

    def __str__(self) -> str:
        return str(self.text)


class NotAllowed(Exception):
    """The person may see the record but not do this to it."""


class Refused(Exception):
    """It is not the time for it, or something is missing: `problems` says what."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(str(problem) for problem in self.problems))


class LostRace(Refused):
    """Somebody else changed the record first."""


def require(allowed: bool, reason: Any = "") -> None:
    """Raise `NotAllowed` unless `allowed`."""
    if not allowed:
        raise NotAllowed(reason)


def stopping(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop the person: all but the warnings."""
    return [problem for problem in problems if not problem.is_warning]


def refuse_if(problems: Iterable[Problem]) -> None:
    """Raise `Refused` with every problem that is more than a warning."""
    found = stopping(problems)
    if found:
        raise Refused(found)
