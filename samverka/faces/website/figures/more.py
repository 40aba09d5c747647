"""The figures of where the money goes, and of how complete our knowledge is."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache, partial

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.faces.website.figures.asking import Asked
from samverka.faces.website.figures.figure import (
    Chart,
    Figure,
    Name,
    Number,
    Word,
    count,
    count_text,
    money,
    money_text,
)
from samverka.faces.website.figures.words import cases_text
from samverka.ground.programme.models import Programme
from samverka.stages.catalogue.figures import KNOWN, SEVERAL, Completeness, Flow
from samverka.ui.charts import Line, Mark, Way, flow, shares
from samverka.ui.showing import Column

# So many payees and countries are drawn, the largest; the others together.
MOST_POSTS = 8


def flow_figure(ways: Sequence[Flow], asked: Asked) -> Figure:
    """Return where known amounts come from and go, one line for each way and currency. One query."""
    programmes = {one.slug: one for one in Programme.objects.select_related("owner")} if ways else {}
    lines: list[list[Name | Number | Word]] = []
    for way in ways:
        at = {"programme": way.programme, "payee": way.payee, "to": way.country, "currency": way.currency}
        behind = cache(partial(asked.rows, **at))  # Two cells of the line lead there.
        lines.append(
            [
                Name(payee_name(way.payee, asked), code=way.payee),
                Name(country_name(way.country, asked), code=way.country),
                money(way.amount, way.currency, behind),
                Word(way.currency),
                count(way.cases, behind),
                Name(programmes[way.programme].name, code=way.programme),
            ]
        )
    return Figure(
        code="flow",
        heading=_("Where the money comes from and goes"),
        points=_flow_points(ways, [way for way in ways if not programmes[way.programme].is_demonstration], asked),
        note=_(
            "An agreement says who is paid. Where we have none, the only home partner stands here, or “several”. "
            "Money for several countries is not divided among them, because nobody has said how."
        ),
        grain=_("One line for each programme, payee, country and currency."),
        charts=_flow_charts(ways, {slug: one.name for slug, one in programmes.items()}, asked),
        columns=[
            Column(_("Paid to")),
            Column(_("Country")),
            Column(_("Granted"), kind="number"),
            Column(_("Currency")),
            Column(_("Cases"), kind="number"),
            Column(_("From")),
        ],
        names=[
            *("payee", "payee_name", "country", "country_name", "granted", "currency", "cases"),
            *("programme", "programme_name"),
        ],
        lines=lines,
    )


def payee_name(payee: str, asked: Asked) -> str:
    """Return the name of a payee of `flows`."""
    return _("Several home partners") if payee == SEVERAL else asked.named("home", payee)


def country_name(country: str, asked: Asked) -> str:
    """Return the name of a country of `flows`."""
    return _("Several countries") if country == SEVERAL else asked.named("country", country)


def _by_currency(ways: Sequence[Flow]) -> dict[str, list[Flow]]:
    found: dict[str, list[Flow]] = defaultdict(list)
    for way in ways:
        found[way.currency].append(way)
    return found


def _flow_points(ways: Sequence[Flow], real: Sequence[Flow], asked: Asked) -> list[str]:
    if not ways:
        return [_("No amount is known for these cases.")]
    points = []
    for currency, those in _by_currency(real).items():
        to: dict[str, int] = defaultdict(int)
        for way in those:
            to[way.payee] += way.amount
        payee = max(to, key=lambda one: (to[one], one))
        facts = {
            "amount": money_text(sum(to.values()), currency),
            "payees": len(to),
            "name": payee_name(payee, asked),
            "most": money_text(to[payee], currency),
        }
        points.append(
            _("%(amount)s was granted to %(name)s.") % facts
            if len(to) == 1
            else _("%(amount)s was granted to %(payees)s payees; most, %(most)s, to %(name)s.") % facts
        )
    return points


def _flow_charts(ways: Sequence[Flow], programmes: dict[str, str], asked: Asked) -> list[Chart]:
    """Return a chart for each currency. Where reductions outweigh grants there is nothing to draw; the table has it."""
    charts = []
    for currency, those in _by_currency([way for way in ways if way.amount > 0]).items():
        payees = _largest(those, "payee") | {asked.home}
        countries = _largest(those, "country")
        drawn = [
            Way(
                (
                    programmes[way.programme],
                    payee_name(way.payee, asked) if way.payee in payees else _("Other payees"),
                    country_name(way.country, asked) if way.country in countries else _("Other countries"),
                ),
                way.amount,
                is_marked=bool(asked.home) and way.payee == asked.home,
            )
            for way in those
        ]
        name = _("Granted, %(currency)s") % {"currency": currency}
        heads = (_("From"), _("Paid to"), _("Country"))
        charts.append(Chart(name, flow(name, heads, drawn, lambda amount, of=currency: money_text(amount, of))))  # type: ignore[misc]
    return charts


def _largest(ways: Sequence[Flow], station: str) -> set[str]:
    """Return the payees or countries that are drawn by name: all, or the largest where there are many."""
    sums: dict[str, int] = defaultdict(int)
    for way in ways:
        sums[getattr(way, station)] += way.amount
    most = MOST_POSTS if len(sums) > MOST_POSTS + 1 else len(sums)
    return set(sorted(sums, key=lambda one: (-sums[one], one))[:most])


# --- Completeness ----------------------------------------------------------------------------------------------------

FACTS = {
    "amount": gettext_lazy("Amount granted"),
    "decided": gettext_lazy("Year of decision"),
    "decided_day": gettext_lazy("Day of decision"),
    "period": gettext_lazy("First and last year"),
    "country": gettext_lazy("Country"),
    "partners": gettext_lazy("Partners on both sides, with their kind"),
    "area": gettext_lazy("Project area"),
    "goal": gettext_lazy("Global goals"),
    "type": gettext_lazy("Kind of case"),
    "summary_sv": gettext_lazy("Summary in Swedish"),
    "summary_en": gettext_lazy("Summary in English"),
}


def completeness_figure(known: Completeness, asked: Asked) -> Figure:
    """Return of how many cases each fact is known."""
    columns = [_("Known"), _("Missing"), _("Share known")]
    mine = [f"{label}, {asked.home_name}" for label in columns] if asked.home else []
    names = ["known", "missing", "percent_known"]
    return Figure(
        code="completeness",
        heading=_("How complete our own data is"),
        points=_completeness_points(known, asked),
        note=_(
            "A fact that is hidden to protect somebody counts as missing. Help us: each case has a way to tell us more."
        ),
        grain=_("One line for each fact; the numbers are cases."),
        charts=[Chart(_("Share of the cases"), _shares(known, asked))] if known.cases else [],
        columns=[Column(_("Fact")), *(Column(label, kind="number") for label in [*columns, *mine])],
        names=["fact", "name", *names, *([f"home_{name}" for name in names] if asked.home else [])],
        lines=[_fact_line(fact, known, asked) for fact in KNOWN],
    )


def _fact_line(fact: str, known: Completeness, asked: Asked) -> list[Name | Number | Word]:
    sides = [(known.known[fact], known.cases, "")]
    sides += [(known.home_known[fact], known.home_cases, asked.home)] if asked.home else []
    cells: list[Name | Number | Word] = [Name(FACTS[fact], code=fact)]
    for having, of, home in sides:
        cells.append(count(having, partial(asked.rows, home, known=fact)))
        cells.append(count(of - having, partial(asked.rows, home, missing=fact)))
        cells.append(Number(percent_text(having, of), plain=percent_of(having, of)))
    return cells


def percent_of(part: int, whole: int) -> int | None:
    """Return the share in whole per cent, rounded down so that 100 means all; nothing of nothing."""
    return 100 * part // whole if whole else None


def percent_text(part: int, whole: int) -> str:
    """Return the share as people write it; one that is more than nothing is never written as nothing."""
    if not whole:
        return "–"
    text = _("under 1") if part and 100 * part < whole else str(percent_of(part, whole))
    return _("%(number)s %%") % {"number": text}


def _shares(known: Completeness, asked: Asked) -> SafeString:
    names = (_("All"), asked.home_name) if asked.home else ("",)
    wholes = (known.cases, known.home_cases) if asked.home else (known.cases,)
    lines = []
    for fact in KNOWN:
        parts = (known.known[fact], known.home_known[fact])[: len(wholes)]
        marks = [Mark(part, percent_text(part, whole)) for part, whole in zip(parts, wholes, strict=True)]
        lines.append((Line(str(FACTS[fact]), marks), wholes))
    return shares(_("How complete our own data is"), lines, names)


def _completeness_points(known: Completeness, asked: Asked) -> list[str]:
    if not known.cases:
        return [_("No public case fits these choices.")]
    best = max(KNOWN, key=lambda fact: known.known[fact])
    worst = min(KNOWN, key=lambda fact: known.known[fact])
    points = [
        _("Best known: %(best)s, in %(most)s of %(all)s. Least known: %(worst)s, in %(least)s.")
        % {
            "best": FACTS[best],
            "most": count_text(known.known[best]),
            "worst": FACTS[worst],
            "least": count_text(known.known[worst]),
            "all": cases_text(known.cases),
        }
    ]
    if known.made_up:
        points.append(_("Those that are made up for the demonstration are among them."))
    if not asked.chosen:
        facts = {"published": cases_text(known.cases), "counted": count_text(known.counted)}
        points.append(_("Of %(counted)s cases that the sums count, %(published)s can be read here.") % facts)
    return points
