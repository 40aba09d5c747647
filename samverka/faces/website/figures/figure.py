"""A figure: its main point in words, charts, and a table that is also a file. All show the same numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.safestring import SafeString

from samverka.ground.common.bilingual import current_language
from samverka.ground.common.money import as_decimal, format_money
from samverka.ui.charts import Mark
from samverka.ui.showing import Cell, Column, Table


@dataclass
class Name(Cell):
    """A cell with a name; in the file its code stands before it."""

    code: str = ""

    @property
    def in_file(self) -> list[str]:
        """Return what the file says: code and name."""
        return [self.code, _harmless(str(self.value))]


@dataclass
class Number(Cell):
    """A cell with a number as people write it; in the file it stands without spaces and currency."""

    plain: int | Decimal | None = None

    @property
    def in_file(self) -> list[str]:
        """Return what the file says: the number, or nothing where it is not known."""
        return ["" if self.plain is None else str(self.plain)]


@dataclass
class Word(Cell):
    """A cell with a word that is the same in the file."""

    @property
    def in_file(self) -> list[str]:
        """Return what the file says."""
        return [str(self.value)]


def _harmless(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@") else value


Line = Sequence[Name | Number | Word]


@dataclass
class Chart:
    """One drawing of a figure, under a heading of its own; `note` says what only the table has."""

    heading: str
    image: SafeString
    note: str = ""


@dataclass
class Figure:
    """What page and file show of one question. `names` are those of the columns in the file, in every language."""

    code: str
    heading: str
    points: Sequence[str]
    note: str
    grain: str
    charts: Sequence[Chart]
    columns: Sequence[Column]
    names: Sequence[str]
    lines: Sequence[Line]
    foot: Line = ()

    @property
    def table(self) -> Table:
        """Return the table of the page."""
        return Table(self.heading, list(self.columns), [list(line) for line in self.lines], foot=list(self.foot))

    def file_rows(self) -> list[list[str]]:
        """Return the rows of the file, its head first; amounts are exact, in whole units of their currency."""
        lines = [*self.lines, *([self.foot] if self.foot else [])]
        return [list(self.names), *([value for cell in line for value in cell.in_file] for line in lines)]


def count_text(number: int) -> str:
    """Return a count as people write it in the language of the page."""
    return number_format(number, use_l10n=True, force_grouping=True)


def money_text(amount: int, currency: str) -> str:
    """Return an amount in smallest units as people write it in the language of the page."""
    return format_money(amount, currency, current_language())


def count(number: int, url: Callable[[], str] | None = None) -> Number:
    """Return a cell with a count; where there is something behind it, a link to it."""
    return Number(count_text(number), url() if url and number else "", plain=number)


def amount_text(amount: int, currency: str) -> str:
    """Return an amount in smallest units as a number, for where its currency stands above or beside it."""
    number = as_decimal(amount, currency)
    places = None if number != number.to_integral_value() else 0
    return number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True)


def money(amount: int | None, currency: str, url: Callable[[], str] | None = None) -> Number:
    """Return a cell with an amount in smallest units, whose column names the currency; a dash where none is known."""
    if amount is None:
        return Number("–")
    return Number(amount_text(amount, currency), url() if url else "", plain=as_decimal(amount, currency))


def count_mark(number: int) -> Mark:
    """Return a count for a chart."""
    return Mark(number, count_text(number))


def money_mark(amount: int | None, currency: str) -> Mark:
    """Return an amount for a chart whose heading names the currency; a dash where none is known."""
    if amount is None:
        return Mark(0, "–")
    return Mark(amount, amount_text(amount, currency), money_text(amount, currency))
