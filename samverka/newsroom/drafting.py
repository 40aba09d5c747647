"""The words of news about grants: a title, a lead and a text, in the language in force. The facts are references."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samverka.ground.common.money import format_money
from samverka.newsroom.facts import Award
from samverka.stages.decisions.models import Decision
from samverka.ui.templatetags.ui import day_text

Grants = list[tuple[Decision, Award]]

LONGEST_TITLE = 255
LONGEST_LEAD = 500


@dataclass(frozen=True)
class Words:
    """What is drafted in one language; `body` is as the text of an article takes it."""

    title: str
    lead: str
    body: list[tuple[str, Any]]


def words_about(grants: Grants) -> Words:
    """Return the news about these grants, of which there is at least one."""
    title, lead = _about_one(*grants[0]) if len(grants) == 1 else _about_several(grants)
    awards = [{"case": None, "decision": decision, "recipient": award.recipient} for decision, award in grants]
    return Words(
        Truncator(title).chars(LONGEST_TITLE),
        Truncator(lead).chars(LONGEST_LEAD),
        [
            ("text", format_html("<p>{}</p>", _when(grants[0][0]))),
            ("heading", ngettext("What was granted", "What they get", len(grants))),
            ("awards", {"awards": awards}),
        ],
    )


def total_of(grants: Grants) -> tuple[int, str]:
    """Return the sum of the grants in the smallest unit, and its currency: that of the programme, the same for all."""
    return sum(decision.amount for decision, _award in grants), grants[0][0].currency


def _about_one(decision: Decision, award: Award) -> tuple[str, str]:
    facts = {
        "owner": decision.application.call.programme.owner.name,
        "recipient": award.recipient.short_name if award.recipient else "",
        "partners": listed(one.short_name for one in award.partners),
        "countries": listed(countries_abroad([award])),
        "amount": _money(decision.amount, decision.currency),
        "title": award.title,
        "years": _years([award]),
    }
    title = _("%(recipient)s gets %(amount)s to work with %(partners)s") % facts
    lead = _("%(owner)s has decided to grant %(amount)s to “%(title)s”.") % facts
    if facts["countries"]:
        more = _("%(recipient)s and %(partners)s (%(countries)s) work together in %(years)s.")
    else:
        more = _("%(recipient)s and %(partners)s work together in %(years)s.")
    return title, f"{lead} {more % facts}" if facts["years"] else lead


def _about_several(grants: Grants) -> tuple[str, str]:
    application, awards = grants[0][0].application, [award for _decision, award in grants]
    facts = {
        "owner": application.call.programme.owner.name,
        "call": application.call.title,
        "number": len(grants),
        "amount": _money(*total_of(grants)),
        "countries": listed(countries_abroad(awards)),
        "years": _years(awards),
    }
    title = _("%(number)s partnerships get %(amount)s together") % facts
    lead = _("%(owner)s has decided on the call “%(call)s”: %(number)s partnerships get %(amount)s together.") % facts
    if facts["countries"]:
        more = _("The partners abroad are in %(countries)s. The work is done in %(years)s.")
    else:
        more = _("The work is done in %(years)s.")
    return title, f"{lead} {more % facts}" if facts["years"] else lead


def _when(decision: Decision) -> str:
    facts = {"day": day_text(decision.announced_at), "call": decision.application.call.title}
    return _("The decision was announced to the parties on %(day)s. The call was “%(call)s”.") % facts


def countries_abroad(awards: Iterable[Award]) -> list[str]:
    """Return the countries other than the recipient's, each once, in the order in which they come."""
    names = {
        one.country.name: None
        for award in awards
        for one in award.partners
        if award.recipient and one.country_id != award.recipient.country_id
    }
    return list(names)


def listed(names: Iterable[str]) -> str:
    """Return names as people say them: “a, b and c”."""
    *before, last = list(names) or [""]
    return _("%(names)s and %(last)s") % {"names": ", ".join(before), "last": last} if before else last


def _years(awards: Iterable[Award]) -> str:
    years = [year for award in awards for year in award.years if year]
    if not years:
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"


def _money(amount: int, currency: str) -> str:
    return format_money(amount, currency, get_language() or "en")
