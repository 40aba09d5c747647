"""The contact form, its receipt, and the page behind the link that confirms. No cache keeps them."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from samverka.faces.website.contact.forms import ContactForm
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.one_reader import OfOneReader
from samverka.ground.common.dates import today
from samverka.ground.common.refusals import Refused
from samverka.ground.guard.slips import Slip
from samverka.stages.enquiries.actions import confirm_enquiry, send_enquiry
from samverka.stages.enquiries.models import ASIDE, WAITING, Enquiry, Kind
from samverka.stages.enquiries.queries import programme_that_is_written_to
from samverka.stages.enquiries.rules import answer_day, problems_before_confirming, problems_before_sending
from samverka.stages.enquiries.states import FOR_APPLICANT, NEXT, State
from samverka.ui.guard import origin_of, why_not_taken


@method_decorator(csrf_exempt, name="dispatch")  # No cookie to compare with: see `ground/guard`.
class Contact(OfOneReader):
    """Other ways to reach the office, and the form. What was typed stays whenever it is not taken."""

    http_method_names = [*WebsitePage.http_method_names, "post"]
    template_name = "website/contact/contact.html"
    heading = gettext_lazy("Contact")
    lead = gettext_lazy("Ask the programme office, or tell it something. You get an answer from a person.")
    is_found = True

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("kind", "")
        return self.draw(form=ContactForm.handed_out(self.at, kind=asked if asked in Kind.values else ""))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ContactForm(request.POST)
        slip, origin = form.came_with, origin_of(request, self.at)
        if form.is_valid() and (sentence := why_not_taken(request, slip, self.at)):
            form.add_error(None, sentence)
        if slip is None or not form.is_valid():
            if slip is None or slip.is_spent(self.at):
                form.renew_slip(self.at)
            return self.draw(422, form=form)
        try:
            enquiry = self.keep(form.cleaned_data, slip, origin)
        except Refused as refused:
            form.add_error(None, str(refused))
            form.renew_slip(self.at)
            return self.draw(429 if problems_before_sending(origin, at=self.at) else 422, form=form)
        return redirect("website:contact-receipt", enquiry.key)

    def keep(self, given: dict[str, str], slip: Slip, origin: str) -> Enquiry:
        """Make the one call into the stage. A site without a programme has nobody who could answer: 404."""
        programme = programme_that_is_written_to(at=self.at)
        if programme is None:
            raise Http404
        facts = {name: given[name] for name in ("kind", "subject", "text", "name", "email")}
        language = get_language() or settings.LANGUAGE_CODE
        return send_enquiry(
            programme, slip=slip, proof=given["proof"], by=None, at=self.at, language=language, origin=origin, **facts
        )

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "office": programme_that_is_written_to(at=self.at),
            "due_on": answer_day(today(self.at)),
            "kept_days": settings.ENQUIRY_KEPT_DAYS,
        }


class OneEnquiry(OfOneReader):
    """A page about one message, for whoever knows its address."""

    def read(self, **wanted: UUID) -> None:
        """Read the message, or answer that there is no such page."""
        self.record = get_object_or_404(Enquiry.objects.select_related("programme__owner"), **wanted)

    def context(self) -> dict[str, Any]:
        heading = _("Your message %(number)s") % {"number": self.record.reference}
        return {**super().context(), "heading": heading}


class Receipt(OneEnquiry):
    """What was sent, and what became of it. Only who sent the form, or has the letter, knows the address."""

    template_name = "website/contact/receipt.html"

    def get(self, request: HttpRequest, key: UUID) -> HttpResponse:
        self.read(key=key)
        return self.draw()

    def context(self) -> dict[str, Any]:
        state = State(self.record.state)
        return {
            **super().context(),
            "state": FOR_APPLICANT[state],
            "next": NEXT[state],
            "is_waiting": state in WAITING,
            "is_aside": state in ASIDE,
        }


@method_decorator(
    csrf_exempt, name="dispatch"
)  # Whoever has the link may press the button: it is the only proof asked.
class Confirm(OneEnquiry):
    """The page behind the link in the letter. Programs that look at links in letters press no buttons."""

    http_method_names = [*WebsitePage.http_method_names, "post"]
    template_name = "website/contact/confirm.html"

    def get(self, request: HttpRequest, key: UUID) -> HttpResponse:
        self.read(confirm_key=key)
        return self.draw(problems=problems_before_confirming(self.record, at=self.at))

    def post(self, request: HttpRequest, key: UUID) -> HttpResponse:
        self.read(confirm_key=key)
        try:
            confirm_enquiry(self.record, by=None, at=self.at)
        except Refused as refused:
            return self.draw(422, problems=refused.problems)
        return redirect("website:contact-receipt", self.record.key)
