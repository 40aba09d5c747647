"""What leaves and how it goes: one mail, the digest as it would be now, stopping, erasing."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from samverka.faces.office.frame import OfficePage
from samverka.faces.office.newsletter.forms import AddressForm, DigestForm, ReasonForm
from samverka.faces.office.newsletter.tables import badge_of, readers_text
from samverka.ground.common.bilingual import current_language
from samverka.newsroom.subscriptions.actions import erase_subscriber, stop_issue
from samverka.newsroom.subscriptions.composing import Mail, digest_previewed
from samverka.newsroom.subscriptions.models import Choice, Frequency, Issue, Kind
from samverka.newsroom.subscriptions.permissions import (
    can_erase_subscriber,
    can_see_issue,
    can_see_newsletters,
    can_stop_issue,
)
from samverka.newsroom.subscriptions.queries import progress_of, waiting_for
from samverka.newsroom.subscriptions.rules import problems_before_stopping, slot_after, slot_before
from samverka.newsroom.subscriptions.states import IssueState
from samverka.ui.pages import ActionPage, Page, RecordPage
from samverka.ui.showing import timeline_of

MOST_SHOWN = 50


class OfIssue(OfficePage):
    """A page about one mail to many."""

    records = Issue.objects
    by = {"pk": "pk"}

    def get_records(self) -> QuerySet[Issue]:
        return Issue.objects.select_related("choice", "newsletter")

    def done_url(self, result: Any) -> str:
        return reverse("office:issue", args=[self.record.pk])

    def cancel_url(self) -> str:
        return reverse("office:issue", args=[self.record.pk])

    def context(self) -> dict[str, Any]:
        crumbs: list[tuple[Any, str]] = [(_("Newsletter"), reverse("office:newsletters"))]
        if self.record.newsletter:
            crumbs.append((str(self.record.newsletter), reverse("office:newsletter", args=[self.record.newsletter_id])))
        if self.request.path != self.cancel_url():
            crumbs.append((str(self.record), self.cancel_url()))
        return {**super().context(), "breadcrumbs": crumbs}


class IssueRecord(OfIssue, RecordPage):
    allowed = can_see_issue
    template_name = "office/newsletter/issue.html"

    def context(self) -> dict[str, Any]:
        issue = self.record
        is_sending = issue.state == IssueState.SENDING
        stop = {"label": _("Stop the sending"), "url": reverse("office:issue-stop", args=[issue.pk])}
        bounced = issue.deliveries.exclude(bounced_at=None).order_by("-bounced_at", "-pk")
        return {
            **super().context(),
            "badge": badge_of(issue),
            "readers": readers_text(issue),
            "progress": progress_of([issue])[issue.pk],
            "waiting": waiting_for(issue) if is_sending else 0,
            "mail": Mail(issue.subject, issue.text, issue.html) if issue.text else None,
            "left_out": issue.pieces.exclude(left_out="").select_related("article", "call"),
            "bounced": bounced[:MOST_SHOWN],
            "actions": [{**stop, "is_dangerous": True}] if is_sending else [],
            "timeline": timeline_of(issue),
        }


class StopIssue(OfIssue, ActionPage):
    allowed = can_stop_issue
    form_class = ReasonForm
    action = stop_issue
    problems = problems_before_stopping
    is_dangerous = True
    heading = _("Stop the sending")
    submit_label = _("Stop it")
    done = _("The sending has stopped.")
    consequences = [
        _("Nobody else gets this mail. Those who have got it have it."),
        _("It cannot be taken up again; what was in a digest does not come in the next one."),
    ]


class DigestPreview(OfficePage, Page):
    """The digest as it would be for those who want to hear of everything, with what is public at this moment."""

    allowed = can_see_newsletters
    template_name = "office/newsletter/digest.html"
    heading = _("The next digest")
    lead = _("What those who want to hear of everything would get if it left now. It changes until it leaves.")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.draw()

    def context(self) -> dict[str, Any]:
        first = {"language": current_language(), "frequency": Frequency.WEEKLY}
        asked = DigestForm(self.request.GET or first)
        chosen: dict[str, Any] = asked.cleaned_data if asked.is_valid() else first
        everything = Choice(kinds=[kind for kind in Kind.values if kind != Kind.LETTER], **chosen)
        with override(chosen["language"]):
            mail, reasons = digest_previewed(everything, slot_before(chosen["frequency"], self.at), self.at)
        return {
            **super().context(),
            "breadcrumbs": [(_("Newsletter"), reverse("office:newsletters"))],
            "filters": DigestForm(chosen),
            "mail": mail,
            "language": chosen["language"],
            "reasons": reasons,
            "leaves_at": slot_after(chosen["frequency"], self.at),
        }


class EraseSubscriber(OfficePage, ActionPage):
    allowed = can_erase_subscriber
    form_class = AddressForm
    is_dangerous = True
    heading = _("Erase a subscriber")
    lead = _("For somebody who asks for it and does not use the link in the mails.")
    submit_label = _("Erase the address")
    done = _("If the address was here, it is erased now. No more mails go to it.")
    consequences = [
        _("The address and what was chosen for it are erased at once."),
        _("You are not told whether it was here, and it does not stand in the record of changes."),
    ]

    def act(self, form: AddressForm) -> None:
        erase_subscriber(by=self.request.user, at=self.at, **form.cleaned_data)

    def done_url(self, result: Any) -> str:
        return reverse("office:newsletters")

    def cancel_url(self) -> str:
        return reverse("office:newsletters")
