"""What an agreement says: the facts of the decision and the standing clauses, in one language, ready to be frozen."""

from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samverka.ground.common.bilingual import localised
from samverka.ground.common.dates import today
from samverka.ground.common.money import format_money
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.queries import approved_lines


def content_of(decision: Decision, *, language: str) -> dict[str, Any]:
    """Return the whole content of the agreement on `decision`: every word of its PDF, and the figures as numbers."""
    application = decision.application
    programme = application.call.programme
    with translation.override(language):
        return {
            "language": language,
            "reference": application.reference,
            "title": _("Agreement on a grant"),
            "case_title": application.title,
            "programme": programme.name,
            "parties": _parties(decision),
            "starts_on": application.starts_on,
            "ends_on": application.ends_on,
            "period": _("%(first)s to %(last)s")
            % {"first": _day(application.starts_on), "last": _day(application.ends_on)},
            "amount": decision.amount,
            "currency": decision.currency,
            "amount_text": format_money(decision.amount, decision.currency, language),
            "years": _years(decision, language),
            "lines": _lines(decision, language),
            "conditions": localised(decision, "conditions", language).text,
            "clauses": _clauses(),
            "decided_on": today(decision.announced_at) if decision.announced_at else None,
            "rests_on": {"number": decision.submission.number, "hash": decision.submission.content_hash},
            "words": _words(decision),
        }


def _parties(decision: Decision) -> list[dict[str, Any]]:
    """Return the owner and the organisations, with what each is in the agreement."""
    application = decision.application
    owner = application.call.programme.owner
    rows = [{"name": owner.name, "country": "", "identifier": owner.identifier, "part": _("gives the grant")}]
    for position, organisation in enumerate(application.organisations):
        part = _("receives the grant, and answers for it") if position == 0 else _("partner")
        rows.append(
            {
                "name": organisation.name,
                "country": organisation.country.name,
                "identifier": organisation.identifier,
                "part": part,
            }
        )
    return rows


def _years(decision: Decision, language: str) -> list[dict[str, Any]]:
    """Return the accounting years with their report dates and what is granted for each."""
    totals: dict[int, int] = {}
    for line in approved_lines(decision):
        totals[line.year] = totals.get(line.year, 0) + line.amount
    return [
        {
            "number": row.year,
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "due_on": row.due_on,
            "period": _("%(first)s to %(last)s") % {"first": _day(row.starts_on), "last": _day(row.ends_on)},
            "due_text": _day(row.due_on),
            "amount": totals.get(row.year, 0),
            "amount_text": format_money(totals.get(row.year, 0), decision.currency, language),
        }
        for row in decision.report_dates.all()
    ]


def _lines(decision: Decision, language: str) -> list[dict[str, Any]]:
    return [
        {
            "year": line.year,
            "category_code": line.category_code,
            "category_sv": line.category_sv,
            "category_en": line.category_en,
            "category": line.category_sv if language == "sv" else line.category_en,
            "description": line.description,
            "amount": line.amount,
            "amount_text": format_money(line.amount, decision.currency, language),
        }
        for line in approved_lines(decision)
    ]


def _clauses() -> list[dict[str, str]]:
    """Return the standing clauses; amounts and days stand in the tables, so that none is written here."""
    return [
        {
            "heading": _("What the grant is for"),
            "text": _(
                "The grant is for the case as it was applied for and decided. It may be used for the budget lines "
                "in this agreement only. A change of plan, of period or of budget needs the owner's consent beforehand."
            ),
        },
        {
            "heading": pgettext("agreement", "Reports"),  # The editor's tool has a word of its own for its reports.
            "text": _(
                "The parties report each accounting year together, by the day that stands in this agreement: what was "
                "done, what came of it, and what it cost, line by line as in the approved budget."
            ),
        },
        {
            "heading": _("Payment"),
            "text": _(
                "The grant is paid in arrears. When the owner has accepted a report, the costs in it are paid to the "
                "party that receives the grant, up to the amount granted."
            ),
        },
        {
            "heading": _("Accounts and control"),
            "text": _(
                "Each party keeps vouchers for the costs, apart from its other accounts, and lets the owner and its "
                "auditors see them. Money that was not used for the case is paid back."
            ),
        },
        {
            "heading": _("Openness"),
            "text": _(
                "The title, summary, parties, period and amounts of the case are published as open data. Personal "
                "particulars are not published."
            ),
        },
        {
            "heading": _("Entry into force"),
            "text": _("The agreement is in force when the owner and every party have signed it, in whatever order."),
        },
    ]


def _words(decision: Decision) -> dict[str, str]:
    """Return the headings and labels of the printed agreement."""
    return {
        "reference": _("Reference"),
        "programme": _("Programme"),
        "case": _("The case"),
        "case_title": _("Title"),
        "period": _("Period"),
        "amount": _("Grant"),
        "parties": _("The parties"),
        "name": _("Name"),
        "country": _("Country"),
        "identifier": _("Identifier"),
        "part": _("Part"),
        "years": _("Accounting years and reports"),
        "year": _("Year"),
        "due": _("Report due"),
        "budget": _("Approved budget"),
        "category": _("Cost category"),
        "line": _("Budget line"),
        "sum": _("Sum"),
        "conditions": _("Conditions"),
        "terms": _("Terms"),
        "page": _("Page"),
        "rests_on": _("This agreement rests on version %(number)s of the application, with the fingerprint %(hash)s.")
        % {"number": decision.submission.number, "hash": decision.submission.content_hash},
        "signing": _(
            "The agreement is signed electronically in the programme's system, where the names of those who signed and "
            "the moments are kept together with the fingerprint of this content: "
        ),
    }


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
