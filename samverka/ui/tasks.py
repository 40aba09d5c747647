"""What waits for a person: the rows of a home, sorted by when they are due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

DAYS_THAT_ARE_SOON = 7


@dataclass
class Task:
    """One thing to do: what, where, for which case, by when if there is a day."""

    title: Any
    url: str
    case: Any = ""
    due_on: date | None = None
    urgency: str = ""


def by_due_day(tasks: Iterable[Task], today: date) -> list[Task]:
    """Return the tasks with the nearest day first and those without a day last, marked late or soon."""
    found = sorted(tasks, key=lambda task: (task.due_on is None, task.due_on or today))
    for task in found:
        if task.due_on is not None:
            days = (task.due_on - today).days
            task.urgency = "late" if days < 0 else "soon" if days <= DAYS_THAT_ARE_SOON else ""
    return found
