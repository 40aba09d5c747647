"""The figures by year at work, year of decision, country, project area and goal."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.faces.website.figures import words
from samverka.faces.website.figures.asking import ANY, Asked
from samverka.faces.website.figures.figure import (
    Chart,
    Figure,
    Name,
    Number,
    Word,
    count,
    count_mark,
    money,
    money_mark,
)
from samverka.ground.common.folding import fold
from samverka.stages.catalogue.facets import NOT_STATED
from samverka.stages.catalogue.figures import Figures, Pair, Totals
from samverka.ui.charts import Line, Mark, bars, columns
from samverka.ui.showing import Column

# So many bars are drawn; the table has all lines.
MOST_BARS = 12


@dataclass(frozen=True)
class Group:
    """By what the cases are grouped, in words, and what is drawn beside the number of cases."""

    code: str
    heading: Any
    label: Any
    many: Any
    note: Any
    is_time: bool = False
    draws_partnerships: bool = False
    draws_money: bool = True


GROUPED = [
    # A case has one sum of money for all its years, so a drawing of money year by year would be misread.
    Group(
        "year",
        gettext_lazy("By year at work"),
        gettext_lazy("Year"),
        gettext_lazy("years"),
        gettext_lazy(
            "A case counts in each year from its first to its last, with all that was granted to it, so the lines add "
            "up to more than all."
        ),
        is_time=True,
        draws_partnerships=True,
        draws_money=False,
    ),
    Group(
        "decided",
        gettext_lazy("By year of decision"),
        gettext_lazy("Year"),
        gettext_lazy("years"),
        gettext_lazy("A case with decisions in several years counts in each; each amount counts in its own year only."),
        is_time=True,
    ),
    Group(
        "country",
        gettext_lazy("By country"),
        gettext_lazy("Country"),
        gettext_lazy("countries"),
        gettext_lazy("A case in several countries counts whole in each, so the lines can add up to more than all."),
        draws_partnerships=True,
    ),
    Group(
        "area",
        gettext_lazy("By project area"),
        gettext_lazy("Project area"),
        gettext_lazy("project areas"),
        gettext_lazy("A case in several project areas counts whole in each, so the lines can add up to more than all."),
    ),
    Group(
        "goal",
        gettext_lazy("By global goal"),
        gettext_lazy("Global goal"),
        gettext_lazy("goals"),
        gettext_lazy("A case with several goals counts whole in each, so the lines can add up to more than all."),
    ),
]

Pairs = Sequence[tuple[str, Pair]]


def group_figure(group: Group, figures: Figures, asked: Asked) -> Figure:
    """Return the figure of one group. Its last line counts each case once."""
    pairs = _in_order(group, figures.by[group.code], asked)
    currencies = sorted(figures.total.all.granted)
    lines: list[list[Name | Number | Word]] = [
        [Name(asked.named(group.code, key), code=key), *_numbers(pair, currencies, asked, {group.code: key})]
        for key, pair in pairs
    ]
    if figures.hidden.all.cases:
        hidden = Name(_("Counted, but not shown"), code="hidden")
        lines.append([hidden, *_numbers(figures.hidden, currencies, asked, None)])
    return Figure(
        code=group.code,
        heading=str(group.heading),
        points=words.points_of(group, pairs, figures, asked),
        note=str(group.note),
        grain=words.grain_of(group.label),
        charts=_charts(group, pairs, currencies, asked),
        columns=[
            Column(group.label),
            *_columns("", currencies),
            *(_columns(asked.home_name, currencies) if asked.home else ()),
        ],
        names=[group.code, "name", *_names("", currencies), *(_names("home_", currencies) if asked.home else ())],
        lines=lines,
        foot=[Name(_("All cases, each once"), code="total"), *_numbers(figures.total, currencies, asked, {})],
    )


def _in_order(group: Group, by: Mapping[str, Pair], asked: Asked) -> Pairs:
    """Return the lines: years and goals by number, others with the most cases first; what is not stated last."""

    def order(one: tuple[str, Pair]) -> Any:
        key, pair = one
        if group.is_time or group.code == "goal":
            return int(key), ""
        return -pair.all.cases, fold(asked.named(group.code, key))

    stated = sorted((one for one in by.items() if one[0] != NOT_STATED), key=order)
    return stated + [one for one in by.items() if one[0] == NOT_STATED]


# --- The table -------------------------------------------------------------------------------------------------------


def _columns(whose: str, currencies: Sequence[str]) -> Iterator[Column]:
    granted = [_("Granted, %(currency)s") % {"currency": one} for one in currencies]
    for label in (_("Cases"), *granted, _("Cases with a known amount"), _("Partnerships")):
        yield Column(f"{label}, {whose}" if whose else label, kind="number")


def _names(before: str, currencies: Sequence[str]) -> Iterator[str]:
    for name in ("cases", *(f"granted_{one}" for one in currencies), "cases_with_amount", "partnerships"):
        yield f"{before}{name}"


def _numbers(
    pair: Pair, currencies: Sequence[str], asked: Asked, at: dict[str, str] | None
) -> list[Name | Number | Word]:
    """Return the cells of a line; `at` is what its rows are found by, nothing where they are not shown."""
    cells = _side(pair.all, currencies, asked, at, "")
    return cells + (_side(pair.home, currencies, asked, at, asked.home) if asked.home else [])


def _side(
    totals: Totals, currencies: Sequence[str], asked: Asked, at: dict[str, str] | None, home: str
) -> list[Name | Number | Word]:
    def url(find: Callable[..., str], **more: str) -> Callable[[], str] | None:
        return None if at is None else lambda: find(home, **at, **more)

    return [
        count(totals.cases, url(asked.cases)),
        *(money(totals.granted.get(one), one, url(asked.rows, currency=one)) for one in currencies),
        count(totals.with_amount, url(asked.rows, currency=ANY)),
        count(totals.partnerships, url(asked.partnerships)),
    ]


# --- The charts ------------------------------------------------------------------------------------------------------


def _charts(group: Group, pairs: Pairs, currencies: Sequence[str], asked: Asked) -> list[Chart]:
    """Return charts of cases, partnerships and each currency; of what is not stated only the table tells."""
    stated = [one for one in pairs if one[0] != NOT_STATED]
    measures: list[tuple[str, Callable[[Totals], Mark]]] = [(_("Cases"), lambda totals: count_mark(totals.cases))]
    if group.draws_partnerships:
        measures.append((_("Partnerships"), lambda totals: count_mark(totals.partnerships)))
    for currency in currencies if group.draws_money else ():
        name = _("Granted, %(currency)s") % {"currency": currency}
        measures.append((name, lambda totals, of=currency: money_mark(totals.granted.get(of), of)))  # type: ignore[misc]
    return [_chart(group, name, stated, mark, asked) for name, mark in measures if stated]


def _chart(group: Group, name: str, pairs: Pairs, mark: Callable[[Totals], Mark], asked: Asked) -> Chart:
    names = (_("All"), asked.home_name) if asked.home else ("",)
    lines = []
    for key, pair in _every_year(pairs) if group.is_time else pairs:
        sides = (pair.all, pair.home) if asked.home else (pair.all,)
        lines.append(Line(key if group.is_time else asked.named(group.code, key), [mark(one) for one in sides]))
    if group.is_time:
        return Chart(name, columns(name, lines, names))
    having = [line for line in lines if any(one.value for one in line.marks)]
    drawn = sorted(having, key=lambda line: -line.marks[0].value)[:MOST_BARS]
    note = _("%(number)s of %(all)s %(kind)s; the rest are in the table.")
    facts = {"number": len(drawn), "all": len(lines), "kind": group.many}
    return Chart(name, bars(name, drawn, names), note % facts if len(drawn) < len(lines) else "")


def _every_year(pairs: Pairs) -> Pairs:
    """Return the years without gaps, so that time runs evenly."""
    known = dict(pairs)
    return [(str(year), known.get(str(year), Pair())) for year in range(int(pairs[0][0]), int(pairs[-1][0]) + 1)]
