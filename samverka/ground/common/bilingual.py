"""Text kept in two columns, `<field>_sv` and `<field>_en`, shown in the reader's language."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

LANGUAGES = ("sv", "en")


@dataclass(frozen=True)
class LocalText:
    """A text with the language it is really in; `is_fallback` when that is not the one asked for."""

    text: str
    language: str
    is_fallback: bool

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def current_language() -> str:
    """Return the language of the page being made, as `sv` or `en`."""
    language = (get_language() or "en")[:2]
    return language if language in LANGUAGES else "en"


def localised(record: Any, field: str, language: str = "") -> LocalText:
    """Return `field` of `record` in `language` (default: the page's), or in the other language, marked as such."""
    wanted = language or current_language()
    other = next(one for one in LANGUAGES if one != wanted)
    text = getattr(record, f"{field}_{wanted}")
    if text:
        return LocalText(text, wanted, is_fallback=False)
    return LocalText(getattr(record, f"{field}_{other}"), other, is_fallback=bool(getattr(record, f"{field}_{other}")))


class Named:
    """Something with `name_sv` and `name_en`; `name` is the one for the page being made."""

    @property
    def name(self) -> str:
        """Return the name in the language of the page being made."""
        return localised(self, "name").text

    def __str__(self) -> str:
        return self.name


class Titled:
    """Something with `title_sv` and `title_en`; `title` is the one for the page being made."""

    @property
    def title(self) -> str:
        """Return the title in the language of the page being made."""
        return localised(self, "title").text

    def __str__(self) -> str:
        return self.title
