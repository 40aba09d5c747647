"""Single values of a file: several texts in one cell, amounts, years, days known in part."""

import re
from datetime import date

from django.utils.translation import gettext as _

from samverka.ground.common.money import parse_money

CURRENCY = "SEK"  # The column is called amount_sek.
# What people write in a cell when they do not know.
UNKNOWN = {"", "unknown", "okänd", "okänt", "n/a", "tbd", "placeholder"}
_AROUND = " .…?-–—()[]<>"  # A cell of nothing but these says no more than an empty one.
_PARTIAL_DAY = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")


def known(value: str) -> str:
    """Return the text of a cell on one line; a word that only says that it is not known becomes the empty text."""
    one_line = " ".join(value.split())
    return "" if one_line.strip(_AROUND).casefold() in UNKNOWN else one_line


def several(value: str) -> list[str]:
    """Return the texts of a cell, which are separated by semicolons, each once."""
    parts = (part.strip() for part in value.split(";"))
    return list(dict.fromkeys(part for part in parts if part))


def text(value: str, longest: int, what: str, problems: list[str]) -> str:
    """Return the text, or a problem when it is too long to keep whole."""
    if len(value) > longest:
        problems.append(_("%(what)s is longer than %(n)s letters. Shorten it.") % {"what": what, "n": longest})
        return ""
    return value


def amount(value: str, problems: list[str]) -> int | None:
    """Return an exact amount in öre. “Nearly 10 million” is not exact, so it is refused and not guessed."""
    if not value:
        return None
    try:
        found = parse_money(value, CURRENCY)
    except ValueError:
        problems.append(
            _("“%(value)s” is not an exact amount. Write digits only, or leave it empty.") % {"value": value}
        )
        return None
    if found <= 0:
        problems.append(_("The amount must be above zero, or empty where it is not known."))
        return None
    return found


def year(value: str, problems: list[str]) -> int | None:
    """Return a year of this programme's lifetime."""
    if not value:
        return None
    if re.fullmatch(r"\d{4}", value, re.ASCII) and 1950 <= int(value) <= 2099:
        return int(value)
    problems.append(_("“%(value)s” is not a year between 1950 and 2099.") % {"value": value})
    return None


def partial_day(value: str, problems: list[str]) -> str:
    """Return a day, a month or a year as it is written: 2016-12-05, 2016-12 or 2016."""
    if not value:
        return ""
    try:
        if _PARTIAL_DAY.match(value):
            date.fromisoformat(f"{value}-01-01"[:10])
            return value
    except ValueError:
        pass
    problems.append(_("“%(value)s” is not a day. Write 2016-12-05, 2016-12 or 2016.") % {"value": value})
    return ""
