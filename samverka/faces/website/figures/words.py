"""What the figures say in plain words: the main point of each, what counts, what one line of a file is."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.faces.website.figures.asking import Asked
from samverka.faces.website.figures.figure import count_text, money_text
from samverka.faces.website.made_up import about_made_up
from samverka.stages.catalogue.facets import NOT_STATED
from samverka.stages.catalogue.figures import Figures, Pair, Totals

# So many are named when they share the first place.
MOST_NAMED = 3


def joined(names: Sequence[str]) -> str:
    """Return the names as people list them: “Kenya, Uganda and Zambia”."""
    return get_text_list(list(names), _("and"))


def cases_text(number: int) -> str:
    """Return “1 case” or “12 cases”."""
    return ngettext("%(number)s case", "%(number)s cases", number) % {"number": count_text(number)}


def points_of(group: Any, pairs: Sequence[tuple[str, Pair]], figures: Figures, asked: Asked) -> list[str]:
    """Return the main points of a group: which line has most cases, which most money, and what is not known.

    What is made up has no part in who has most.
    """
    total, real = figures.total.all, figures.total.real
    if not total.cases:
        return [_("No public case fits these choices.")]
    stated = [(asked.named(group.code, key), pair.real) for key, pair in pairs if key != NOT_STATED]
    missing = next((pair.all.cases for key, pair in pairs if key == NOT_STATED), 0)
    most_money = _most_money(stated, real) if group.draws_money else ()
    return [*_most_cases(stated, real), *most_money, *_missing(group.code, missing, total)]


def _most_cases(stated: Sequence[tuple[str, Totals]], total: Totals) -> Iterator[str]:
    most = max((totals.cases for _name, totals in stated), default=0)
    first = [name for name, totals in stated if totals.cases == most]
    facts = {"number": count_text(most), "all": cases_text(total.cases)}
    if not most or len(first) > MOST_NAMED:
        return
    if len(first) == 1:
        yield _("Most cases: %(name)s, %(number)s of %(all)s.") % {**facts, "name": first[0]}
    else:
        yield _("Most cases: %(names)s, %(number)s each of %(all)s.") % {**facts, "names": joined(first)}


def _most_money(stated: Sequence[tuple[str, Totals]], total: Totals) -> Iterator[str]:
    for currency in sorted(total.granted):
        most = max((totals.granted.get(currency, 0) for _name, totals in stated), default=0)
        first = [name for name, totals in stated if totals.granted.get(currency) == most]
        if most > 0 and len(first) <= MOST_NAMED:
            sums = {"amount": money_text(most, currency), "all": money_text(total.granted[currency], currency)}
            if len(first) == 1:
                yield _("Most money: %(name)s, %(amount)s of %(all)s.") % {**sums, "name": first[0]}
            else:
                yield _("Most money: %(names)s, %(amount)s each of %(all)s.") % {**sums, "names": joined(first)}


def _missing(code: str, missing: int, total: Totals) -> Iterator[str]:
    if not missing:
        return
    unknown = {
        "year": _("The year at work is not known for %(number)s of %(all)s; they are in the table only."),
        "decided": _("The year of decision is not known for %(number)s of %(all)s; they are in the table only."),
        "country": _("The country is not known or not shown for %(number)s of %(all)s; they are in the table only."),
        "area": _("The project area is not known for %(number)s of %(all)s; they are in the table only."),
        "goal": _("The goals are not known for %(number)s of %(all)s; they are in the table only."),
    }
    yield unknown[code] % {"number": count_text(missing), "all": cases_text(total.cases)}


def about_the_sums(figures: Figures) -> list[str]:
    """Return what must be known to read the sums right: unknown amounts, cases not shown, cases made up."""
    total, hidden, said = figures.total.all, figures.hidden.all, []
    if total.cases:
        facts = {"number": count_text(total.with_amount), "all": cases_text(total.cases)}
        said.append(_("An amount is known for %(number)s of %(all)s; the others add nothing to the sums.") % facts)
    if hidden.cases:
        text = ngettext(
            "%(number)s case is counted here but not shown.",
            "%(number)s cases are counted here but not shown.",
            hidden.cases,
        )
        said.append(text % {"number": count_text(hidden.cases)})
    if made_up := about_made_up(figures.total):
        left_out = _("The sentences about who has most leave them out.")
        said.append(f"{made_up} {left_out}")
    return said


def grain_of(label: Any) -> str:
    """Return what one line of a file is."""
    return _("One line for each value of “%(label)s”; the line “total” counts each case once.") % {"label": label}
