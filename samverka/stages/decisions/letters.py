"""What the letter about a decision says, as plain values: the PDF, the mail and the page are made from them."""

from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samverka.ground.common.bilingual import localised
from samverka.ground.common.dates import today
from samverka.ground.common.money import format_money
from samverka.ground.common.snapshots import content_hash, frozen
from samverka.ground.documents.pdf import make_pdf
from samverka.stages.decisions.budgets import requested_amount
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.queries import approved_lines
from samverka.stages.organisations.models import Organisation

TEMPLATE = Path(__file__).with_name("letter.typ")


def language_for(decision: Decision, organisation: Organisation) -> str:
    """Return the language of the letter to `organisation`: Swedish at home, English elsewhere."""
    home = decision.application.call.programme.home_country_id
    return "sv" if organisation.country_id == home else "en"


def letter_content(decision: Decision, organisation: Organisation, language: str, *, by: Any, at: Any) -> Any:
    """Return all that stands in the letter to `organisation`, in `language`, when `by` announces it at `at`."""
    application = decision.application
    owner = application.call.programme.owner
    day = today(at)
    with translation.override(language):
        return frozen(
            {
                "language": language,
                "day": day,
                "day_written": _day(day),
                "owner": owner.name,
                "owner_email": owner.email,
                "programme": application.call.programme.name,
                "reference": application.reference,
                "to": organisation.name,
                "title": _("Decision on %(reference)s") % {"reference": application.reference},
                "opening": opening_of(decision),
                "facts": facts_of(decision),
                "sections": sections_of(decision),
                "reports": _reports(decision),
                "budget": _budget(decision),
                "closing": _("%(name)s, for %(owner)s") % {"name": by.name, "owner": owner.name},
                "words": {
                    "to": _("To"),
                    "reference": _("Reference"),
                    "reports": _("Days of the reports"),
                    "budget": _("Budget as approved"),
                    "hash": _("Fingerprint of this letter"),
                    "page": _("Page"),
                },
            }
        )


def letter_pdf(content: dict[str, Any]) -> bytes:
    """Return the letter as a PDF that carries the hash of its content."""
    return make_pdf(TEMPLATE, {**content, "hash": content_hash(content)})


# --- The parts, in the language in force -----------------------------------------------------------------------------


def opening_of(decision: Decision) -> str:
    """Return the sentence that says what was decided."""
    owner = decision.application.call.programme.owner.name
    facts = {"owner": owner, "title": decision.application.title, "amount": _money(decision, decision.amount)}
    if decision.is_grant:
        return _("%(owner)s has decided to grant %(amount)s to “%(title)s”.") % facts
    return _("%(owner)s has decided not to give a grant to “%(title)s”.") % facts


def facts_of(decision: Decision) -> list[list[str]]:
    """Return the facts of the decision as pairs of label and text."""
    application = decision.application
    facts = [
        [_("Title"), application.title],
        [_("Parties"), ", ".join(organisation.name for organisation in application.organisations)],
        [_("Call"), application.call.title],
        [_("Case type"), application.call.rule_set.case_type.name],
        [_("Amount asked for"), _money(decision, requested_amount(decision.submission))],
    ]
    if decision.is_grant:
        facts.append([_("Amount granted"), _money(decision, decision.amount)])
        facts.append([_("Period"), f"{_day(application.starts_on)} – {_day(application.ends_on)}"])
    return facts


def sections_of(decision: Decision) -> list[dict[str, str]]:
    """Return the longer texts of the decision: reasons, conditions, how to ask for a review."""
    rules = decision.application.call.rule_set
    sections = [
        (_("Reasons"), decision.reasons),
        (_("Conditions"), decision.conditions if decision.is_grant else ""),
        (_("If you want the decision to be reviewed"), localised(rules, "appeal_text").text),
    ]
    return [{"heading": heading, "text": text.strip()} for heading, text in sections if text.strip()]


def report_lines(decision: Decision) -> list[str]:
    """Return one line for each report: which year it is about and when it is due."""
    words = _("Year %(year)s (%(starts)s – %(ends)s): report due by %(due)s")
    return [
        words % {"year": row.year, "starts": _day(row.starts_on), "ends": _day(row.ends_on), "due": _day(row.due_on)}
        for row in decision.report_dates.all()
    ]


def _reports(decision: Decision) -> dict[str, Any]:
    rows = [
        [str(row.year), f"{_day(row.starts_on)} – {_day(row.ends_on)}", _day(row.due_on)]
        for row in decision.report_dates.all()
    ]
    return {"head": [_("Year"), _("Period"), _("Report due by")], "rows": rows}


def _budget(decision: Decision) -> dict[str, Any]:
    lines = approved_lines(decision)
    rows = [
        [str(line.year), localised(line, "category").text, line.description, _money(decision, line.amount)]
        for line in lines
    ]
    total = [_("Total"), "", "", _money(decision, sum(line.amount for line in lines))]
    return {"head": [_("Year"), _("Category"), _("Description"), _("Amount")], "rows": rows, "total": total}


def _money(decision: Decision, amount: int) -> str:
    return format_money(amount, decision.currency, translation.get_language() or "en")


def _day(day: Any) -> str:
    return date_format(day, "j F Y") if day else ""
