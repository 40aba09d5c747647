"""The applications room: the list, one application as it was sent in, asking for completion, its files."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.applications.forms import Filters, ReturnForm
from samverka.faces.office.applications.tables import application_badge, application_table
from samverka.faces.office.frame import OfficePage
from samverka.ground.common.dates import end_of_day
from samverka.ground.documents.models import Document
from samverka.stages.agreements.models import Agreement
from samverka.stages.applications.actions import return_application
from samverka.stages.applications.models import Application, ApplicationQuerySet
from samverka.stages.applications.permissions import can_return_application, can_see_application, can_see_applications
from samverka.stages.applications.queries import submitted_content
from samverka.stages.applications.states import State
from samverka.stages.assessments.permissions import can_check_eligibility, can_see_scores
from samverka.stages.calls.models import Call
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.permissions import can_prepare_decision
from samverka.stages.projects.models import Case
from samverka.ui.pages import ActionPage, ListPage, RecordPage
from samverka.ui.pages.sending import FilePage
from samverka.ui.reading import budget_in_short, fingerprint, history_of, parts_of, title_of

# What can follow, in its order: the page, its words, and what must have happened for it to be offered.
# What can follow: the name of its page, its label, when it is offered, and to whom if not to everybody in the office.
FOLLOWING: list[tuple[str, Any, str, Any]] = [
    ("eligibility", _("Check whether it may be assessed"), "is_open", can_check_eligibility),
    ("assessors", _("Assessors and scores"), "is_open", can_see_scores),
    ("decision-prepare", _("Prepare the decision"), "is_undecided", can_prepare_decision),
    ("decision", _("Decision"), "has_decision", None),
    ("agreement", _("Agreement"), "has_agreement", None),
    ("case", _("Case"), "has_case", None),
    ("application-return", _("Ask for completion"), "is_undecided", can_return_application),
]


class ApplicationList(OfficePage, ListPage):
    allowed = can_see_applications
    heading = _("Applications")
    lead = _("What organisations have sent in. Drafts are their own until then.")
    empty_text = _("There is no such application.")

    def filters(self) -> Filters:
        """Return what the list is narrowed by; read once for each page."""
        if not hasattr(self, "_filters"):
            sent_in = Application.objects.filter(call=OuterRef("pk"), first_submitted_at__isnull=False)
            calls = Call.objects.visible_to(self.request.user).filter(Exists(sent_in))
            self._filters = Filters(self.request.GET, calls=calls.only("slug", "title_sv", "title_en"))
        return self._filters

    def rows(self) -> QuerySet[Application]:
        asked = self.filters().asked()
        rows = _sent_in(self.request.user).for_rows().order_by("-submitted_at", "pk")
        if "q" in asked:
            rows = rows.found_by(asked["q"])
        if "call" in asked:
            rows = rows.filter(call__slug=asked["call"])
        wanted: dict[str, dict[str, Any]] = {
            State.SUBMITTED: {"state": State.SUBMITTED, "settled_at": None},
            "returned": {"state": State.DRAFT},
            "decided": {"state": State.SUBMITTED, "settled_at__isnull": False},
            State.WITHDRAWN: {"state": State.WITHDRAWN},
        }
        return rows.filter(**wanted.get(asked.get("state", ""), {}))

    def table(self, rows: Any) -> Any:
        return application_table(rows)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "filters": self.filters()}


class OneApplication(OfficePage):
    """A page about one application that has been sent in."""

    records = Application.objects
    record: Application

    def get_records(self) -> QuerySet[Application]:
        decisions = Decision.objects.filter(application=OuterRef("pk"))
        return (
            Application.objects.filter(first_submitted_at__isnull=False)
            .with_parties()
            .annotate(
                has_decision=Exists(decisions),
                has_agreement=Exists(Agreement.objects.filter(decision__application=OuterRef("pk"))),
                has_case=Exists(Case.objects.filter(agreement__decision__application=OuterRef("pk"))),
            )
        )

    def cancel_url(self) -> str:
        """Go back to the application."""
        return reverse("office:application", args=[self.record.reference])

    def done_url(self, result: Any) -> str:
        """Go back to the application."""
        return self.cancel_url()

    def context(self) -> dict[str, Any]:
        zone = self.record.call.programme.time_zone
        crumbs = [(_("Applications"), reverse("office:applications"))]
        return {**super().context(), "application": self.record, "zone": zone, "breadcrumbs": crumbs}


class ApplicationRecord(OneApplication, RecordPage):
    allowed = can_see_application
    template_name = "office/applications/application.html"

    def context(self) -> dict[str, Any]:
        submission = submitted_content(self.record)
        if submission is None:
            raise Http404
        content = submission.content
        signatures = [one for one in self.record.signatures.all() if one.content_hash == submission.content_hash]
        return {
            **super().context(),
            "heading": title_of(content),
            "badge": application_badge(self.record),
            "submission": submission,
            "fingerprint": fingerprint(submission.content_hash),
            "signatures": signatures,
            "parts": parts_of(content, self.file_address),
            "short_budget": budget_in_short(content),
            "actions": self.actions(),
            "timeline": history_of(self.record, with_writing=False),
        }

    def file_address(self, fingerprint: str) -> str:
        """Return the address of a file of the application."""
        return reverse("office:application-attachment", args=[self.record.reference, fingerprint])

    def actions(self) -> list[dict[str, Any]]:
        """Return the next steps that are possible now, in the order in which they come."""
        application: Any = self.record
        is_open = application.state == State.SUBMITTED and not application.settled_at
        happened = {
            "is_open": is_open,
            "is_undecided": is_open and not application.has_decision,
            "has_decision": application.has_decision,
            "has_agreement": application.has_agreement,
            "has_case": application.has_case,
        }
        possible = [
            (name, label)
            for name, label, condition, allowed in FOLLOWING
            if happened[condition] and (allowed is None or allowed(self.request.user, application))
        ]
        return [
            {"label": label, "url": reverse(f"office:{name}", args=[application.reference]), "is_primary": place == 0}
            for place, (name, label) in enumerate(possible)
        ]


class ReturnApplication(OneApplication, ActionPage):
    allowed = can_return_application
    not_allowed = _("Only programme officers and the head of programme ask for completion.")
    form_class = ReturnForm
    heading = _("Ask for completion")
    submit_label = _("Send it back for completion")
    done = _("The parties have been asked to complete the application.")
    consequences = [
        _("The parties can change the application again, and all must sign it anew."),
        _("Everybody in the organisations gets a letter with your text and the last day."),
        _("The version they sent in stays readable here."),
    ]

    def act(self, form: ReturnForm) -> Application:
        due_at = end_of_day(form.cleaned_data["due_on"], self.record.call.programme.time_zone)
        reason = form.cleaned_data["reason"]
        return return_application(self.record, reason=reason, due_at=due_at, by=self.request.user, at=self.at)


class AttachmentFile(OneApplication, FilePage):
    allowed = can_see_application

    def get_document(self) -> Document:
        """Return the file with this fingerprint, of any version that was sent in."""
        wanted = self.kwargs["fingerprint"]
        versions = self.record.submissions.values_list("content", flat=True)
        known = {one["sha256"] for content in versions for one in content["attachments"]}
        found = Document.objects.filter(sha256=wanted).first() if wanted in known else None
        if found is None:
            raise Http404
        return found


def _sent_in(user: Any) -> ApplicationQuerySet:
    return Application.objects.visible_to(user).filter(first_submitted_at__isnull=False)
