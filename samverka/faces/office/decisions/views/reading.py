"""The list of decisions, one decision, and its letters."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.decisions import tables
from samverka.faces.office.decisions.forms import DecisionFilter
from samverka.faces.office.frame import OfficePage
from samverka.ground.documents.models import Document
from samverka.newsroom.actions import drafts_of
from samverka.newsroom.addresses import writing_address
from samverka.newsroom.models import Article
from samverka.newsroom.permissions import can_announce_to_newsroom, can_edit_news
from samverka.stages.agreements.permissions import can_draft_agreement
from samverka.stages.calls.models import Call
from samverka.stages.decisions.budgets import requested_amount, submitted_lines
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.permissions import (
    can_announce_decision,
    can_change_decision,
    can_check_decision,
    can_see_decision,
    can_see_decisions,
    can_send_back_decision,
)
from samverka.stages.decisions.queries import approved_lines, with_application
from samverka.stages.decisions.rules import problems_before_announcing, problems_before_checking
from samverka.stages.decisions.states import NEXT, State
from samverka.ui.pages import ListPage, RecordPage
from samverka.ui.pages.sending import FilePage
from samverka.ui.showing import timeline_of
from samverka.ui.templatetags.ui import moment_tag, money_tag


class DecisionList(OfficePage, ListPage):
    allowed = can_see_decisions
    heading = _("Decisions")
    empty_text = _("There is no decision here. Decisions are prepared from the ranking of a call.")

    def chosen(self) -> DecisionFilter:
        """Return the filter as it was sent."""
        user = self.request.user
        numbers = user.office_programmes
        calls = Call.objects.public().filter(programme__in=numbers)
        return DecisionFilter(self.request.GET or None, calls=calls)

    def rows(self) -> QuerySet[Decision]:
        numbers = self.request.user.office_programmes
        decisions = Decision.objects.filter(application__call__programme__in=numbers)
        chosen = self.chosen()
        if chosen.is_valid():
            wanted = chosen.cleaned_data
            decisions = decisions.of_call(wanted["call"]) if wanted["call"] else decisions
            decisions = decisions.filter(state=wanted["state"]) if wanted["state"] else decisions
        return decisions.defer("application__content").select_related("application__call", "prepared_by")

    def table(self, rows: Any) -> Any:
        return tables.decision_table(rows)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "filters": self.chosen()}


class OneDecision(OfficePage):
    """A page about one decision."""

    records = Decision.objects
    by = {"reference": "application__reference"}
    not_allowed = _("Only programme officers and the head of programme who belong to none of the parties do this.")

    def get_records(self) -> QuerySet[Decision]:
        return with_application(Decision.objects.select_related("checked_by", "announced_by"))

    def done_url(self, result: Any) -> str:
        return reverse("office:decision", args=[self.kwargs["reference"]])

    def cancel_url(self) -> str:
        return self.done_url(None)

    def context(self) -> dict[str, Any]:
        crumbs = [(_("Decisions"), reverse("office:decisions"))]
        if self.request.path != self.cancel_url():
            crumbs.append((self.kwargs["reference"], self.cancel_url()))
        return {**super().context(), "breadcrumbs": crumbs, "lead": self.record.application.title}


class DecisionRecord(OneDecision, RecordPage):
    allowed = can_see_decision
    not_allowed = _("You belong to one of the parties, so others in the office take this decision.")
    template_name = "office/decisions/decision.html"

    def get_records(self) -> QuerySet[Decision]:
        one = super().get_records().select_related("agreement", "announcement")
        return one.prefetch_related("letters__organisation", "letters__document")

    def context(self) -> dict[str, Any]:
        decision = self.record
        lines = approved_lines(decision)
        return {
            **super().context(),
            "heading": _("Decision on %(reference)s") % {"reference": decision.application.reference},
            "badge": tables.decision_badge(decision),
            "facts": self.facts(),
            "next": "" if self.is_over() else NEXT[State(decision.state)],
            "problems": self.problems(),
            "reports": tables.report_table(decision) if decision.is_grant else None,
            "budget": tables.budget_table(lines, submitted_lines(decision.submission), decision.currency)
            if lines
            else None,
            "drafts": self.drafts(),
            "timeline": timeline_of(decision),
            "actions": self.actions(),
        }

    def drafts(self) -> list[tuple[Article, str]]:
        """Return what was drafted for the newsroom, each with where it is written for those who get in there."""
        gets_in = can_edit_news(self.request.user)
        found = drafts_of(getattr(self.record, "announcement", None)) if self.record.state == State.ANNOUNCED else []
        return [(article, writing_address(article.pk) if gets_in else "") for article in found]

    def facts(self) -> list[tuple[Any, Any]]:
        """Return what was decided, and by whom."""
        decision = self.record
        asked = requested_amount(decision.submission)
        people = [
            (_("Prepared by"), decision.prepared_by, decision.prepared_at),
            (_("Checked by"), decision.checked_by, decision.checked_at),
            (_("Announced by"), decision.announced_by, decision.announced_at),
        ]
        return [
            (_("Outcome"), capfirst(decision.get_outcome_display())),
            (_("Amount granted"), money_tag(decision.amount, decision.currency) if decision.is_grant else ""),
            (_("Amount asked for"), money_tag(asked, decision.currency)),
            (_("Parties"), ", ".join(organisation.name for organisation in decision.application.organisations)),
            *(
                (label, format_html("{}, {}", person.name, moment_tag(moment)))
                for label, person, moment in people
                if person
            ),
        ]

    def problems(self) -> list[Any]:
        """Return what stands in the way of the next step."""
        if self.record.state == State.PREPARED:
            return problems_before_checking(self.record, at=self.at)
        return problems_before_announcing(self.record, at=self.at) if self.record.state == State.CHECKED else []

    def actions(self) -> list[dict[str, Any]]:
        """Return what this person can do with the decision as it is now."""
        offered = {
            State.PREPARED: [
                ("decision-check", _("Check it"), can_check_decision, True),
                ("decision-change", _("Change"), can_change_decision, False),
                ("decision-send-back", _("Send back"), can_check_decision, False),
            ],
            State.CHECKED: [
                ("decision-announce", _("Announce it"), can_announce_decision, True),
                ("decision-send-back", _("Send back"), can_send_back_decision, False),
            ],
        }.get(self.record.state, [])
        if self.record.state == State.ANNOUNCED and not self.is_over():
            offered = [("agreement-new", _("Draft the agreement"), can_draft_agreement, True)]
        if self.record.state == State.ANNOUNCED and self.record.is_grant:
            offered = [*offered, ("decision-newsroom", _("Announce to the newsroom"), can_announce_to_newsroom, False)]
        reference = self.kwargs["reference"]
        return [
            {"label": label, "url": reverse(f"office:{name}", args=[reference]), "is_primary": is_primary}
            for name, label, may, is_primary in offered
            if may(self.request.user, self.record)
        ]

    def is_over(self) -> bool:
        """Tell whether nothing follows from here: no grant was given, or the agreement has been drafted."""
        decision = self.record
        return decision.state == State.ANNOUNCED and (not decision.is_grant or hasattr(decision, "agreement"))


class LetterFile(OneDecision, FilePage):
    allowed = can_see_decision

    def get_document(self) -> Document:
        letter = self.record.letters.filter(organisation__slug=self.kwargs["organisation"]).first()
        if letter is None:
            raise Http404
        document: Document = letter.document
        return document
