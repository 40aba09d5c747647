"""The one way in which a record changes its state."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.refusals import LostRace, Problem, Refused

Moves = dict[Any, set[Any]]


def move(record: models.Model, to: Any, **changes: Any) -> None:
    """Move `record` to the state `to` and write `changes` beside it, in one UPDATE.

    The model names its table of allowed moves `MOVES`. The UPDATE asks for the old state, so of two people who act
    at the same moment one is told so, on every database. Raises `Refused` when the table does not allow the move and
    `LostRace` when the record is no longer in the state that was read.
    """
    moves: Moves = type(record).MOVES  # type: ignore[attr-defined]
    old = record.state  # type: ignore[attr-defined]
    if to not in moves.get(old, set()):
        raise Refused([Problem(_("This has already been done, or cannot be done at this stage. Load the page again."))])
    rows = type(record)._base_manager.filter(pk=record.pk, state=old)
    if not rows.update(state=to, **changes):
        raise LostRace(
            [Problem(_("Somebody else changed this just before you. Nothing of yours was saved; load the page again."))]
        )
    for name, value in {"state": to, **changes}.items():
        setattr(record, name, value)
