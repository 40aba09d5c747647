"""What is written made fit for a file: texts without characters that XML forbids, moments, amounts, addresses."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from samverka.ground.common.bilingual import LANGUAGES, localised
from samverka.ground.common.money import as_decimal

FIRST_LANGUAGE = "en"

# Everything outside the Char production of XML 1.0, and the C1 controls, which it only discourages.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_ALLOWED = re.compile(r"[^A-Za-z0-9.-]")
_SPACES = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\s*\n\s*")


def clean(text: str) -> str:
    """Return `text` without forbidden characters, its paragraphs separated by one line break."""
    return _BLANK_LINES.sub("\n", _FORBIDDEN.sub("", text)).strip()


def one_line(text: str) -> str:
    """Return `text` without forbidden characters, on one line."""
    return _SPACES.sub(" ", _FORBIDDEN.sub("", text)).strip()


def allowed(text: str) -> str:
    """Return `text` as part of an identifier: letters, digits, `.`, `-` and, for any other character, its number.

    Two different texts stay different, so two cases can never get the same identifier.
    """
    return _NOT_ALLOWED.sub(lambda found: f"_{ord(found[0]):x}_", text)


def shortened(text: str, length: int) -> str:
    """Return `text` cut at a word so that it has at most `length` characters."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[length // 2 :] else cut).rstrip() + "…"


def in_languages(record: Any, field: str, tidy: Callable[[str], str] = one_line) -> dict[str, str]:
    """Return the texts of `field` that differ, by language, English first; a language without a text is left out."""
    texts = {code: tidy(getattr(record, f"{field}_{code}")) for code in sorted(LANGUAGES)}
    return without_repeats(texts)


def told_in_languages(tell: Callable[[str], str]) -> dict[str, str]:
    """Return what `tell(language)` says in each language, English first."""
    texts = {}
    for code in sorted(LANGUAGES):
        with translation.override(code):
            texts[code] = one_line(tell(code))
    return without_repeats(texts)


def without_repeats(texts: dict[str, str]) -> dict[str, str]:
    """Return `texts` without the empty ones and without those that repeat the first."""
    first = next((text for text in texts.values() if text), "")
    kept: dict[str, str] = {}
    for code, text in texts.items():
        if text and (text != first or not kept):
            kept[code] = text
    return kept


def in_english(record: Any, field: str) -> str:
    """Return `field` in English, or in the other language where there is no English."""
    return one_line(localised(record, field, FIRST_LANGUAGE).text)


def stamp(moment: datetime) -> str:
    """Return a moment as both standards want it: UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def number(amount: int, currency: str) -> int | float:
    """Return an amount in smallest units as the number that a file holds."""
    value = as_decimal(amount, currency)
    return int(value) if value == value.to_integral_value() else float(value)


def figures(amount: int, currency: str) -> str:
    """Return an amount in smallest units in digits, with a point and no exponent."""
    value = as_decimal(amount, currency)
    return f"{int(value)}" if value == value.to_integral_value() else f"{value:f}"


def address(name: str, *arguments: Any, language: str = FIRST_LANGUAGE) -> str:
    """Return the full address of a page in `language`."""
    with translation.override(language):
        return f"{settings.SITE_ADDRESS}{reverse(name, args=arguments)}"
