"""The decisions room: what was decided on an application, and the letter to the own organisation."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.frame import PortalPage
from samverka.ground.common.bilingual import localised
from samverka.ground.documents.models import Document
from samverka.stages.decisions.budgets import Line
from samverka.stages.decisions.letters import facts_of, opening_of, sections_of
from samverka.stages.decisions.models import Decision, Letter
from samverka.stages.decisions.permissions import can_read_decision
from samverka.stages.decisions.queries import approved_lines, with_application
from samverka.stages.organisations.models import organisations_of
from samverka.ui.pages import RecordPage
from samverka.ui.pages.sending import FilePage
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import day_tag, money_tag


class OneDecision(PortalPage):
    """A page about an announced decision on an application of the person's own organisation."""

    allowed = can_read_decision
    not_allowed = _("This page is for the parties. The office has a page of its own for the decision.")
    records = Decision.objects
    by = {"reference": "application__reference"}

    def get_records(self) -> QuerySet[Decision]:
        announced = with_application(Decision.objects.announced())
        return announced.prefetch_related("letters__document", "letters__organisation")

    def own_letters(self) -> list[Letter]:
        """Return the letters to the organisations that the person belongs to, that to the applicant first."""
        own = organisations_of(self.request.user)
        order = [organisation.pk for organisation in self.record.application.organisations]
        letters = [letter for letter in self.record.letters.all() if letter.organisation_id in own]
        return sorted(letters, key=lambda letter: order.index(letter.organisation_id))


class DecisionRecord(OneDecision, RecordPage):
    template_name = "portal/decisions/decision.html"

    def context(self) -> dict[str, Any]:
        decision = self.record
        reference = self.kwargs["reference"]
        lines = approved_lines(decision)
        crumbs = [
            (_("Applications"), reverse("portal:applications")),
            (reference, reverse("portal:application", args=[reference])),
        ]
        return {
            **super().context(),
            "heading": _("Decision on %(reference)s") % {"reference": reference},
            "lead": opening_of(decision),
            "breadcrumbs": crumbs,
            "facts": [*facts_of(decision), (_("Decided on"), day_tag(decision.announced_at))],
            "sections": sections_of(decision),
            "reports": report_table(decision) if decision.is_grant else None,
            "budget": budget_table(lines, decision.currency) if lines else None,
            "letters": self.own_letters(),
            "letter_url": reverse("portal:letter", args=[reference]),
        }


class LetterFile(OneDecision, FilePage):
    def get_document(self) -> Document:
        """Return the letter to the own organisation; `?to=` names one of several."""
        wanted = self.request.GET.get("to", "")
        letters = [one for one in self.own_letters() if wanted in ("", one.organisation.slug)]
        if not letters:
            raise Http404
        document: Document = letters[0].document
        return document


def report_table(decision: Decision) -> Table:
    """Return when each report is due."""
    columns = [Column(_("Accounting year")), Column(_("First day")), Column(_("Last day")), Column(_("Report due by"))]
    rows = [
        [
            cell(_("Year %(year)s") % {"year": row.year}),
            cell(day_tag(row.starts_on)),
            cell(day_tag(row.ends_on)),
            cell(day_tag(row.due_on)),
        ]
        for row in decision.report_dates.all()
    ]
    return Table(_("Days of the reports"), columns, rows)


def budget_table(lines: list[Line], currency: str) -> Table:
    """Return the approved lines with their sum."""
    columns = [Column(_("Cost")), Column(_("Year")), Column(_("Category")), Column(_("Approved"), "number")]
    rows = [
        [
            cell(line.description),
            cell(line.year),
            cell(localised(line, "category").text),
            cell(money_tag(line.amount, currency)),
        ]
        for line in lines
    ]
    foot = [cell(_("Total")), cell(""), cell(""), cell(money_tag(sum(line.amount for line in lines), currency))]
    return Table(_("Budget as approved"), columns, rows, foot)
