"""What is still to be written, section by section."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.ground.common.bilingual import current_language
from samverka.ground.common.dates import a_year_later, accounting_years
from samverka.ground.common.refusals import Problem, stopping
from samverka.stages.applications.models import PARTS, Application, Section
from samverka.stages.applications.rules.budgets import problems_with_limits
from samverka.stages.applications.rules.parties import name_of


def problems_with_content(application: Application) -> list[Problem]:
    """Return what is missing or wrong in the sections; `where` is the section. Guide amounts give warnings."""
    return [
        *_problems_with_summary(application),
        *_problems_with_period(application),
        *_problems_with_focus(application),
        *_problems_with_activities(application),
        *_problems_with_team(application),
        *_problems_with_budget(application),
    ]


def section_states(application: Application) -> dict[str, str]:
    """Return for each section whether it is "done", "started" or "empty"."""
    unfinished = {problem.where for problem in stopping(problems_with_content(application))}
    return {
        section: "empty" if _is_empty(application, section) else "started" if section in unfinished else "done"
        for section in Section.values
    }


def _is_empty(application: Application, section: str) -> bool:
    return not any(application.content.get(part) for part in PARTS[section])


def _problems_with_summary(application: Application) -> Iterator[Problem]:
    wanted = {
        "title": _("Give the application a title."),
        "summary_en": _("Write the summary in English."),
        "summary_sv": _("Write the summary in Swedish."),
    }
    for field, sentence in wanted.items():
        if not getattr(application, field).strip():
            yield Problem(sentence, Section.SUMMARY)


def _problems_with_period(application: Application) -> Iterator[Problem]:
    starts_on, ends_on, rules = application.starts_on, application.ends_on, application.call.rule_set
    if not starts_on or not ends_on:
        yield Problem(_("Say on which day it begins and on which day it ends."), Section.SUMMARY)
        return
    if ends_on <= starts_on:
        yield Problem(_("It ends before it begins. Change one of the two days."), Section.SUMMARY)
        return
    longest = starts_on
    for _year in range(rules.max_years):
        longest = a_year_later(longest)
    if ends_on > longest - timedelta(days=1):
        sentence = ngettext(
            "It may last %(years)s year at most. Choose an earlier last day.",
            "It may last %(years)s years at most. Choose an earlier last day.",
            rules.max_years,
        )
        yield Problem(sentence % {"years": rules.max_years}, Section.SUMMARY, source=name_of(rules))


def _problems_with_focus(application: Application) -> Iterator[Problem]:
    if not application.content["core_areas"]:
        yield Problem(_("Choose at least one core area."), Section.FOCUS)


def _problems_with_activities(application: Application) -> Iterator[Problem]:
    rows = application.content["activities"]
    if not rows:
        yield Problem(_("Write at least one activity."), Section.ACTIVITIES)
    for number, row in enumerate(rows, start=1):
        if not row["title"]:
            yield Problem(_("Say what activity %(number)s is.") % {"number": number}, Section.ACTIVITIES)
        if row["starts_on"] and row["ends_on"] and row["ends_on"] < row["starts_on"]:
            sentence = _("Activity %(number)s ends before it begins. Change one of the two days.")
            yield Problem(sentence % {"number": number}, Section.ACTIVITIES)


def _problems_with_team(application: Application) -> Iterator[Problem]:
    rows, rules = application.content["team"], application.call.rule_set
    for number, row in enumerate(rows, start=1):
        if not (row["name"] and row["role"] and row["organisation"]):
            sentence = _("Give name, role and organisation of person %(number)s in the team.")
            yield Problem(sentence % {"number": number}, Section.TEAM)
    for organisation in application.content["organisations"]:
        whole = [row for row in rows if row["organisation"] == organisation["slug"] and row["name"]]
        if len(whole) < rules.min_team_each:
            sentence = ngettext(
                "%(organisation)s needs at least %(n)s person in the team.",
                "%(organisation)s needs at least %(n)s people in the team.",
                rules.min_team_each,
            )
            words = {"organisation": _name(organisation), "n": rules.min_team_each}
            yield Problem(sentence % words, Section.TEAM, source=name_of(rules))


def _problems_with_budget(application: Application) -> Iterator[Problem]:
    rows = application.content["budget"]
    if not any(row["amount"] > 0 for row in rows):
        yield Problem(_("Write what it will cost."), Section.BUDGET)
    for number, row in enumerate(rows, start=1):
        if not (row["description"] and row["category"]):
            sentence = _("Give description and cost category of cost %(number)s.")
            yield Problem(sentence % {"number": number}, Section.BUDGET)
    yield from _problems_with_years(application, rows)
    yield from problems_with_limits(application)


def _problems_with_years(application: Application, rows: list[dict[str, Any]]) -> Iterator[Problem]:
    """Yield the years that have costs but lie after the period."""
    if not application.starts_on or not application.ends_on:
        return
    years = len(list(accounting_years(application.starts_on, application.ends_on)))
    for year in sorted({row["year"] for row in rows if row["year"] > years}) if years else []:
        sentence = ngettext(
            "There are costs in year %(year)s, but the period has %(years)s year. Move them or change the period.",
            "There are costs in year %(year)s, but the period has %(years)s years. Move them or change the period.",
            years,
        )
        yield Problem(sentence % {"year": year, "years": years}, Section.BUDGET)


def _name(term: dict[str, str]) -> str:
    return term[f"name_{current_language()}"] or term["name_en"] or term["name_sv"]
