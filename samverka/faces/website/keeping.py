"""Keeping in memory what is made from one edition of the catalogue, until the next edition comes."""

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

Thing = TypeVar("Thing")


class KeptForEdition(Generic[Thing]):
    """Things made from the edition used last, by key; when there are more than `most`, all are dropped."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._token: Any = None
        self._things: dict[Hashable, Thing] = {}

    def get(self, token: Any, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """Return what was made for `key` from the edition with this token, made now if it was not yet."""
        if token != self._token or len(self._things) > self.most:
            self._token, self._things = token, {}
        things = self._things  # Another thread may put a new one there meanwhile.
        if key not in things:
            things[key] = make()
        return things[key]
