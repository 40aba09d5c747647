"""Reads over reports: what an accepted year cost, what a report says as plain values, what waits for the office."""

from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Field, Prefetch, QuerySet
from django.utils.text import capfirst

from samverka.ground.audit.models import Event
from samverka.ground.common.bilingual import current_language
from samverka.stages.projects.models import CaseParty
from samverka.stages.reports.models import Report, ReportDocument, ReportVersion
from samverka.stages.reports.rules import NARRATIVE, RESULTS
from samverka.stages.reports.states import State


def accepted_cost(report: Report) -> int:
    """Return the costs that the office has accepted, 0 while it has not."""
    return report.total_cost if report.state == State.ACCEPTED else 0


def reports_to_review(user: Any) -> QuerySet[Report]:
    """Return the reports that `user` may see and that wait for the office, the oldest first."""
    waiting = Report.objects.visible_to(user).filter(state=State.SUBMITTED)
    return waiting.select_related("year__case").order_by("submitted_at")


def reason_of_last_return(report: Report) -> str:
    """Return what the office asked for when it returned the report last; nothing if it never did."""
    returned = Event.objects.about(report).filter(what="Report returned").first()
    return returned.details["reason"] if returned else ""


def with_contents(reports: "QuerySet[Report]") -> "QuerySet[Report]":
    """Return the reports with their costs, files and versions, in a fixed number of queries."""
    files = ReportDocument.objects.select_related("document")
    versions = ReportVersion.objects.select_related("submitted_by")
    return reports.prefetch_related("costs", Prefetch("documents", files), Prefetch("versions", versions))


def with_all_parts(reports: "QuerySet[Report]") -> "QuerySet[Report]":
    """Return the reports with all that their pages and rules read, also of the case, in a fixed number of queries."""
    parties = CaseParty.objects.select_related("organisation")
    return (
        with_contents(reports)
        .select_related("year__case__programme", "year__case__case_type")
        .prefetch_related("year__lines", "year__case__commitments", Prefetch("year__case__parties", parties))
    )


def content_of(report: Report) -> dict[str, Any]:
    """Return the report as plain values, ready to be frozen: texts, costs beside their budget lines, files."""
    year = report.year
    costs = {cost.line_id: cost for cost in report.costs.select_related("line")}
    return {
        "reference": year.case.reference,
        "year": year.number,
        "starts_on": year.starts_on,
        "ends_on": year.ends_on,
        "currency": year.case.currency,
        "narrative": {name: getattr(report, name) for name in NARRATIVE},
        "costs": [
            {
                "category_code": line.category_code,
                "category_sv": line.category_sv,
                "category_en": line.category_en,
                "description": line.description,
                "approved": line.amount,
                "cost": costs[line.pk].amount if line.pk in costs else None,
                "note": costs[line.pk].note if line.pk in costs else "",
            }
            for line in year.lines.all()
        ],
        "total": sum(cost.amount or 0 for cost in costs.values()),
        "approved": sum(line.amount for line in year.lines.all()),
        "agreement": year.case.agreement.content_hash if year.case.agreement else "",
        "documents": [
            {"name": row.document.name, "sha256": row.document.sha256}
            for row in report.documents.select_related("document")
        ],
    }


@dataclass(frozen=True)
class SentCost:
    """One line of a report as it was sent in, beside what was approved."""

    category: str
    description: str
    approved: int
    cost: int
    note: str

    @property
    def is_over(self) -> bool:
        """Tell whether it cost more than was approved."""
        return self.cost > self.approved


def narrative_in(content: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the texts of a frozen report with their headings, in the language of the page; empty ones left out."""
    texts = content["narrative"]
    return [(heading_of(name), texts[name]) for name in NARRATIVE if texts[name]]


def heading_of(name: str) -> str:
    """Return the heading of one text of the narrative, in the language of the page."""
    return capfirst(str(cast("Field[Any, Any]", Report._meta.get_field(name)).verbose_name))


def public_results(report: Report) -> list[tuple[str, str]]:
    """Return what everybody may read of an accepted report, each text with its heading in the language of the page."""
    is_cleared = report.state == State.ACCEPTED and report.public_language
    return results_in(report) if is_cleared else []


def results_in(report: Report) -> list[tuple[str, str]]:
    """Return the texts that can be cleared for everybody, with their headings in the language of the page."""
    return [(heading_of(name), getattr(report, name)) for name in RESULTS if getattr(report, name)]


def costs_in(content: dict[str, Any]) -> list[SentCost]:
    """Return the costs of a frozen report line by line, categories named in the language of the page."""
    language = current_language()
    return [
        SentCost(row[f"category_{language}"], row["description"], row["approved"], row["cost"] or 0, row["note"])
        for row in content["costs"]
    ]
