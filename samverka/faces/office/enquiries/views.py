"""The room of enquiries: what people write to the office, one message, and what is done about it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.enquiries.forms import ASIDE, AnswerForm, EnquiryFilter, ReasonForm
from samverka.faces.office.enquiries.tables import enquiry_badge, enquiry_table
from samverka.faces.office.frame import OfficePage
from samverka.ground.common.dates import today
from samverka.ground.common.refusals import Problem
from samverka.stages.enquiries.actions import (
    answer_enquiry,
    close_enquiry,
    close_quarantined,
    release_enquiry,
    take_enquiry,
)
from samverka.stages.enquiries.models import ASIDE as ASIDE_STATES
from samverka.stages.enquiries.models import HANDLERS, WAITING, Enquiry
from samverka.stages.enquiries.permissions import can_see_enquiries, can_see_enquiry, can_settle_enquiry
from samverka.stages.enquiries.rules import (
    problems_before_answering,
    problems_before_closing,
    problems_before_releasing,
    problems_before_taking,
)
from samverka.stages.enquiries.states import State
from samverka.ui.pages import ActionPage, ListPage, RecordPage
from samverka.ui.showing import timeline_of


class EnquiryList(OfficePage, ListPage):
    allowed = can_see_enquiries
    template_name = "office/enquiries/enquiries.html"
    heading = _("Enquiries")
    lead = _("What people write to the office. Those to be answered come first.")
    empty_text = _("No message fits.")

    def rows(self) -> QuerySet[Enquiry]:
        found = Enquiry.objects.visible_to(self.request.user).by_urgency().select_related("programme", "taken_by")
        asked = EnquiryFilter(self.request.GET)
        wanted = asked.cleaned_data if asked.is_valid() else {}
        if state := wanted.get("state"):
            found = found.filter(state__in=ASIDE_STATES if state == ASIDE else [state])
        return found.filter(kind=wanted["kind"]) if wanted.get("kind") else found

    def table(self, rows: Any) -> Any:
        return enquiry_table(rows, today(self.at), of_several=len(self.request.user.programmes_as(*HANDLERS)) > 1)

    def context(self) -> dict[str, Any]:
        aside = Enquiry.objects.visible_to(self.request.user).filter(state=State.QUARANTINED)
        return {**super().context(), "filters": EnquiryFilter(self.request.GET or None), "aside": aside.count()}


class OneEnquiry(OfficePage):
    """A page about one message."""

    records = Enquiry.objects
    by = {"pk": "pk"}
    not_allowed = _("Only programme officers, the head of programme and editors answer messages.")

    def get_records(self) -> QuerySet[Enquiry]:
        return Enquiry.objects.select_related("programme", "taken_by")

    def done_url(self, result: Any) -> str:
        return reverse("office:enquiry", args=[self.record.pk])

    def cancel_url(self) -> str:
        return reverse("office:enquiry", args=[self.record.pk])

    def context(self) -> dict[str, Any]:
        crumbs: list[tuple[Any, str]] = [(_("Enquiries"), reverse("office:enquiries"))]
        if self.request.path != self.cancel_url():
            crumbs.append((enquiry_name(self.record), self.cancel_url()))
        return {**super().context(), "breadcrumbs": crumbs}


def enquiry_name(enquiry: Enquiry) -> str:
    """Return what a message is called."""
    return gettext("Message %(number)s") % {"number": enquiry.reference}


class EnquiryRecord(OneEnquiry, RecordPage):
    allowed = can_see_enquiry
    template_name = "office/enquiries/enquiry.html"

    def context(self) -> dict[str, Any]:
        enquiry = self.record
        return {
            **super().context(),
            "heading": enquiry_name(enquiry),
            "badge": enquiry_badge(enquiry, today(self.at)),
            "lead": enquiry.subject,
            "is_aside": enquiry.state in ASIDE_STATES,
            "letters": enquiry.letters.order_by("pk"),
            "timeline": timeline_of(enquiry),
            "actions": self.actions(),
        }

    def actions(self) -> list[dict[str, Any]]:
        """Return what can be done with the message as it is now."""
        enquiry, user = self.record, self.request.user
        offered: list[tuple[str, Any]] = []
        if enquiry.state == State.RECEIVED:
            offered.append(("answer", _("Answer")))
        if enquiry.state in ASIDE_STATES:
            offered.append(("release", _("Take the message up")))
        if enquiry.state in WAITING:
            if enquiry.taken_by_id != user.pk:
                offered.append(("take", _("I answer this one")))
            offered.append(("close", _("Close without an answer")))
        return [
            {
                "label": label,
                "url": reverse(f"office:enquiry-{name}", args=[enquiry.pk]),
                "is_primary": name in ("answer", "release"),
            }
            for name, label in offered
            if can_settle_enquiry(user, enquiry)
        ]


class ActOnEnquiry(OneEnquiry, ActionPage):
    """One thing to do with a message, with the words of the sender in sight."""

    allowed = can_settle_enquiry
    template_name = "office/enquiries/act.html"


class TakeEnquiry(ActOnEnquiry):
    action = take_enquiry
    heading = _("Answer this message yourself")
    submit_label = _("I answer this one")
    done = _("Everybody can see now that you answer the message.")
    consequences = [_("Your name stands beside the message in everybody’s worklist, until somebody else takes it.")]

    def get_problems(self) -> list[Problem]:
        return problems_before_taking(self.record, self.request.user, at=self.at)


class AnswerEnquiry(ActOnEnquiry):
    form_class = AnswerForm
    action = answer_enquiry
    problems = problems_before_answering
    heading = _("Answer the message")
    submit_label = _("Send the answer")
    done = _("The message is answered.")

    def get_consequences(self) -> list[Any]:
        if self.record.email:
            return [_("The answer goes by letter to the address that the sender gave, and stands on the receipt.")]
        return [_("The sender gave no address: the answer stands on the receipt, and no letter is sent.")]


class ReleaseEnquiry(ActOnEnquiry):
    action = release_enquiry
    problems = problems_before_releasing
    heading = _("Take the message up")
    submit_label = _("Take the message up")
    done = _("The message is among those to be answered.")
    consequences = [_("The sender gets a receipt by letter, if an address was given. The day is counted anew.")]


class CloseEnquiry(ActOnEnquiry):
    form_class = ReasonForm
    action = close_enquiry
    problems = problems_before_closing
    is_dangerous = True
    heading = _("Close without an answer")
    submit_label = _("Close it")
    done = _("The message is closed.")
    consequences = [_("For what needs no answer, such as advertising. The sender gets no letter; the receipt says it.")]


class CloseQuarantined(OfficePage, ActionPage):
    allowed = can_see_enquiries
    form_class = ReasonForm
    is_dangerous = True
    heading = _("Close everything that is put aside")
    submit_label = _("Close them all")
    consequences = [_("For a flood of what needs no answer. The senders get no letter; their receipts say it.")]

    def waiting(self) -> QuerySet[Enquiry]:
        """Return what would be closed."""
        return Enquiry.objects.visible_to(self.request.user).filter(state=State.QUARANTINED)

    def get_consequences(self) -> list[Any]:
        number = self.waiting().count()
        sentence = ngettext("%(number)s message is closed.", "%(number)s messages are closed.", number)
        return [sentence % {"number": number}, *self.consequences]

    def get_problems(self) -> list[Problem]:
        return [] if self.waiting().exists() else [Problem(_("Nothing is put aside."))]

    def act(self, form: ReasonForm) -> int:
        return close_quarantined(by=self.request.user, at=self.at, **form.cleaned_data)

    def get_done(self, result: int) -> str:
        sentence = ngettext("%(number)s message was closed.", "%(number)s messages were closed.", result)
        return sentence % {"number": result}

    def done_url(self, result: int) -> str:
        return reverse("office:enquiries")

    def cancel_url(self) -> str:
        return reverse("office:enquiries")
