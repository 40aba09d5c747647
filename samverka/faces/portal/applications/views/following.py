"""Following an application: the list, the application itself, all of its text, its receipt, its files."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.applications.shown import (
    address,
    application_table,
    checklist,
    next_step,
    signatures_of,
    state_badge,
    steps_of,
)
from samverka.faces.portal.applications.views.one import OneApplication
from samverka.faces.portal.frame import PortalPage, is_anybody
from samverka.ground.documents.models import Document
from samverka.stages.applications.models import Application, Submission
from samverka.stages.applications.permissions import (
    can_read_application,
    can_start_application,
    can_withdraw_application,
)
from samverka.stages.applications.queries import budget_totals, of_the_portal, submitted_content
from samverka.stages.applications.rules import measures, problems_before_submitting, problems_before_withdrawing
from samverka.stages.applications.states import State
from samverka.stages.calls.models import Call
from samverka.ui.pages import ListPage, RecordPage
from samverka.ui.pages.sending import FilePage
from samverka.ui.reading import budget_in_short, fingerprint, history_of, parts_of


class ApplicationList(PortalPage, ListPage):
    allowed = is_anybody
    heading = _("Applications")
    template_name = "portal/applications/applications.html"
    empty_text = _("Your organisation has no application yet.")

    def rows(self) -> QuerySet[Application]:
        return of_the_portal(self.request.user).with_parties()

    def table(self, rows: Any) -> Any:
        return application_table(rows)

    def context(self) -> dict[str, Any]:
        open_calls = Call.objects.open_at(self.at).select_related("programme").order_by("closes_at")
        calls = list(open_calls[:20]) if can_start_application(self.request.user) else []
        return {**super().context(), "open_calls": calls}


class ApplicationRecord(OneApplication, RecordPage):
    allowed = can_read_application
    template_name = "portal/applications/application.html"

    def context(self) -> dict[str, Any]:
        application, user = self.record, self.request.user
        is_draft = application.state == State.DRAFT
        problems = problems_before_submitting(application, at=self.at) if is_draft else []
        return {
            **super().context(),
            "breadcrumbs": [(_("Applications"), reverse("portal:applications"))],
            "badge": state_badge(application),
            "next": next_step(application, user, self.at),
            "steps": steps_of(application, user),
            "checklist": checklist(application, [one for one in problems if one.where != "signatures"], user),
            "signatures": signatures_of(application),
            "total": budget_totals(application).whole,
            "timeline": history_of(application),
            "actions": self.actions(),
            "decision_url": _address_if_known("portal:decision", application) if application.settled_at else "",
        }

    def actions(self) -> list[dict[str, Any]]:
        """Return what can be done beside the next step."""
        application = self.record
        offered = [{"label": _("Read the whole application"), "url": address("application-read", application)}]
        if application.first_submitted_at:
            offered.append({"label": _("Receipt"), "url": address("application-receipt", application)})
        if can_withdraw_application(self.request.user, application) and not problems_before_withdrawing(
            application, at=self.at
        ):
            offered.append({"label": _("Withdraw"), "url": address("application-withdraw", application)})
        return offered


class ReadApplication(OneApplication, RecordPage):
    allowed = can_read_application
    template_name = "portal/applications/read.html"

    def context(self) -> dict[str, Any]:
        application = self.record
        return {
            **super().context(),
            "parts": parts_of(application.content, self.file_address),
            "short_budget": budget_in_short(application.content),
            "measures": measures(application),
        }


class Receipt(OneApplication, RecordPage):
    allowed = can_read_application
    template_name = "portal/applications/receipt.html"
    heading = _("Receipt")
    submission: Submission

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the receipt of the version sent in last; without one there is only the application."""
        found = submitted_content(self.record)
        if found is None:
            return redirect(address("application", self.record))
        self.submission = found
        return super().get(request, *args, **kwargs)

    def context(self) -> dict[str, Any]:
        submission = self.submission
        signed = [one for one in self.record.signatures.all() if one.content_hash == submission.content_hash]
        return {
            **super().context(),
            "submission": submission,
            "fingerprint": fingerprint(submission.content_hash),
            "signatures": signed,
            "parts": parts_of(submission.content, self.file_address),
            "short_budget": budget_in_short(submission.content),
        }


class AttachmentFile(OneApplication, FilePage):
    allowed = can_read_application

    def get_document(self) -> Document:
        """Return the file with this fingerprint, of the draft or of a version sent in earlier."""
        wanted = self.kwargs["fingerprint"]
        known = [self.record.content, *self.record.submissions.values_list("content", flat=True)]
        if not any(one["sha256"] == wanted for content in known for one in content["attachments"]):
            raise Http404
        found = Document.objects.filter(sha256=wanted).first()
        if found is None:
            raise Http404
        return found


def _address_if_known(name: str, application: Application) -> str:
    try:
        return reverse(name, args=[application.reference])
    except NoReverseMatch:
        return ""
