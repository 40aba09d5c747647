"""Adding up a budget, and measuring it against the caps and guide amounts of a rule set."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from samverka.ground.common.bilingual import current_language
from samverka.ground.common.money import format_money
from samverka.ground.common.refusals import Problem
from samverka.ground.programme.models import Limit
from samverka.stages.applications.models import Application, Section
from samverka.stages.applications.rules.parties import name_of

# --- Adding up -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Totals:
    """A budget added up, in smallest units: in all, by year, by code of category, and by both."""

    whole: int
    by_year: Mapping[int, int]
    by_category: Mapping[str, int]
    by_both: Mapping[tuple[int, str], int]

    def of(self, year: int | None, category: str) -> int:
        """Return the sum of a year (`None`: all years) and a category (empty: all categories)."""
        if year is None:
            return self.by_category.get(category, 0) if category else self.whole
        return self.by_both.get((year, category), 0) if category else self.by_year.get(year, 0)


def totals_of(lines: Iterable[Mapping[str, Any]]) -> Totals:
    """Add up budget lines as they stand in the content of an application; a line without a category has the code ""."""
    by_both: Counter[tuple[int, str]] = Counter()
    by_year: Counter[int] = Counter()
    by_category: Counter[str] = Counter()
    for line in lines:
        code = line["category"]["code"] if line["category"] else ""
        by_both[line["year"], code] += line["amount"]
        by_year[line["year"]] += line["amount"]
        by_category[code] += line["amount"]
    return Totals(sum(by_year.values()), dict(sorted(by_year.items())), dict(by_category), dict(by_both))


# --- Which limits apply ----------------------------------------------------------------------------------------------


def limits_in_force(limits: Iterable[Limit], *, regions: set[str], parties: int) -> list[Limit]:
    """Return the limits that apply to a case with so many parties and partners in these regions.

    For each thing that is limited (the case or a year, a category or all, maximum or guide) the most specific limit
    counts: one for a region before one for all, then one for more parties before one for fewer. Where partners are in
    several regions, the highest of the amounts for these regions applies.
    """
    groups: dict[tuple[str, str, int | None], list[Limit]] = {}
    for limit in limits:
        if limit.parties_from <= parties and limit.region_group in {"", *regions}:
            groups.setdefault((limit.scope, limit.kind, limit.category_id), []).append(limit)
    found = [_highest(group, regions or {""}) for group in groups.values()]
    return sorted(found, key=lambda limit: (limit.kind != Limit.Kind.MAXIMUM, limit.category_id or 0, limit.scope))


def _highest(group: list[Limit], regions: set[str]) -> Limit:
    """Return, of the most specific limit for each region, the one with the highest amount."""
    chosen = []
    for region in sorted(regions):
        fitting = [limit for limit in group if limit.region_group in {"", region}]
        if fitting:
            chosen.append(max(fitting, key=lambda limit: (bool(limit.region_group), limit.parties_from, limit.amount)))
    return max(chosen, key=lambda limit: limit.amount)


def regions_of(application: Application) -> set[str]:
    """Return the regions of the partners outside the programme's home country."""
    home = application.call.programme.home_country_id
    abroad = [one for one in application.organisations if one.country_id != home]
    return {str(one.country.region_group) for one in abroad}


# --- Measuring -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measure:
    """How much of a limit is used; `year` is empty for one on the whole case."""

    limit: Limit
    year: int | None
    used: int

    @property
    def is_over(self) -> bool:
        """Tell whether the budget is above the limit."""
        return self.used > self.limit.amount

    @property
    def label(self) -> str:
        """Return what is measured, such as “Year 2, travel (maximum)”."""
        what = _("Year %(year)s") % {"year": self.year} if self.year else _("The whole case")
        if self.limit.category:
            what = f"{what}, {self.limit.category.name}"
        return _("%(what)s (maximum)") % {"what": what} if self.is_maximum else _("%(what)s (guide)") % {"what": what}

    @property
    def is_maximum(self) -> bool:
        """Tell whether the limit stops a submission; a guide amount only warns."""
        return self.limit.kind == Limit.Kind.MAXIMUM


def measures(application: Application) -> list[Measure]:
    """Return each limit that applies, for each year with costs where it is a yearly one."""
    totals = totals_of(application.content["budget"])
    limits = application.call.rule_set.limits_read
    parties = len(application.organisations)
    found = []
    for limit in limits_in_force(limits, regions=regions_of(application), parties=parties):
        code = limit.category.code if limit.category else ""
        years: list[int | None] = [None] if limit.scope == Limit.Scope.CASE else [*(totals.by_year or {1: 0})]
        found += [Measure(limit, year, totals.of(year, code)) for year in years]
    return found


def problems_with_limits(application: Application) -> Iterator[Problem]:
    """Yield what is above a maximum (stops) or above a guide amount (warns), with the rule and its source."""
    currency = application.call.programme.currency
    for measure in measures(application):
        if not measure.is_over:
            continue
        words = {
            "label": measure.label,
            "used": format_money(measure.used, currency, current_language()),
            "cap": format_money(measure.limit.amount, currency, current_language()),
            "over": format_money(measure.used - measure.limit.amount, currency, current_language()),
        }
        if measure.is_maximum:
            sentence = _("%(label)s: %(used)s of at most %(cap)s. Take away %(over)s.")
        else:
            sentence = _("%(label)s: %(used)s is %(over)s above the guide amount of %(cap)s. Say why in the budget.")
        source = name_of(application.call.rule_set, measure.limit.source)
        yield Problem(sentence % words, Section.BUDGET, is_warning=not measure.is_maximum, source=source)
