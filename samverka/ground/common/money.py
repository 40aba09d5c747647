"""Money: whole numbers of the smallest unit (öre, cent) with a currency beside them.

Whole numbers add up exactly on every database; SQLite would add decimals as floating point.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_currency, get_currency_precision
from django.utils.translation import gettext as _

_SEPARATORS = dict.fromkeys(map(ord, " \u00a0\u202f'’"), None)
_AMOUNT = re.compile(r"^(?P<sign>[-−]?)(?P<whole>\d+)(?:[.,](?P<part>\d+))?$")
_GROUPED = re.compile(r"^[-−]?\d{1,3}(?:[.,]\d{3})+$")
_MARK = re.compile(
    r"^(?P<minus>[-−]?)\s*(?P<before>[^\d\s,.−-]*)\s*(?P<number>[-−]?[\d\s\u00a0\u202f'’.,]*\d)\s*(?P<after>\D*)$"
)
_SIGNS = {"kr": "SEK", "kronor": "SEK", "kr.": "SEK", ":-": "SEK", "€": "EUR", "$": "USD", "£": "GBP"}


def as_decimal(amount: int, currency: str) -> Decimal:
    """Return `amount` (smallest units) as a decimal number of `currency`."""
    return Decimal(amount).scaleb(-get_currency_precision(currency))


def from_decimal(number: Decimal, currency: str) -> int:
    """Return a decimal number of `currency` in smallest units. Raises `ValueError` when it has too many decimals."""
    scaled = number.scaleb(get_currency_precision(currency))
    if scaled != scaled.to_integral_value():
        raise ValueError(_("Write the amount with at most %(n)s decimals.") % {"n": get_currency_precision(currency)})
    return int(scaled)


@lru_cache(maxsize=2_000)  # A list writes the same amounts again and again, and each takes a while.
def format_money(amount: int, currency: str, language: str) -> str:
    """Return the amount as people write it in `language`: “1 234 567 kr”; decimals only where there are any."""
    number = as_decimal(amount, currency)
    pattern = {"sv": "#,##0.##\u00a0¤", "en": "¤¤\u00a0#,##0.##"}.get(language, "#,##0.##\u00a0¤¤")
    if number != number.to_integral_value():
        pattern = pattern.replace(".##", ".00")
    return str(format_currency(number, currency, format=pattern, locale=language, currency_digits=False))


def parse_money(text: str, currency: str = "SEK") -> int:
    """Return what a person typed as smallest units of `currency`.

    Reads “1 234,50”, “1,234.50”, “1.234.567”, “2 550 000 kr”. Raises `ValueError` with a sentence for the person.
    """
    found = _MARK.match(text.strip())
    if not found:
        raise ValueError(_("Write the amount in digits, for example 12 500 or 12 500,50."))
    for mark in (found["before"].strip().lower(), found["after"].strip().lower()):
        written = _SIGNS.get(mark, mark.upper())
        if written and written != currency:
            raise ValueError(
                _("Write the amount in %(currency)s; you wrote “%(text)s”.") % {"currency": currency, "text": text}
            )
    number = found["number"].translate(_SEPARATORS)
    if "," in number and "." in number:
        # The mark that comes last divides off the decimals; the other one only groups.
        number = number.replace(min(",.", key=number.rfind), "")
    elif _GROUPED.match(number):
        number = re.sub(r"[.,]", "", number)
    amount = _AMOUNT.match(number)
    if not amount:
        raise ValueError(_("Write the amount in digits, for example 12 500 or 12 500,50."))
    sign = "-" if bool(amount["sign"]) != bool(found["minus"]) else ""
    return from_decimal(Decimal(f"{sign}{amount['whole']}.{amount['part'] or '0'}"), currency)


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Share `total` by `weights` so that the parts always add up to it (largest remainder).

    Negative totals are shared as positive ones are. Raises `ValueError` when no weight is above zero.
    """
    whole = sum(weights)
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("weights must not be negative, and one must be above zero")
    sign, size = (-1, -total) if total < 0 else (1, total)
    parts = [size * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(size * weights[i] % whole), i))
    for i in by_remainder[: size - sum(parts)]:
        parts[i] += 1
    return [sign * part for part in parts]
