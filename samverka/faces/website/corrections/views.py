"""The error form and its receipt. Both belong to one reader, so no cache keeps them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from samverka.faces.website.corrections.asked import AskedPage, asked_page, asked_version, public_page
from samverka.faces.website.corrections.forms import ErrorForm
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.one_reader import OfOneReader
from samverka.ground.common.dates import today
from samverka.ground.common.refusals import Refused
from samverka.ground.guard.slips import SOONEST, Slip
from samverka.stages.corrections.actions import report_error
from samverka.stages.corrections.models import Correction, ErrorReport
from samverka.stages.corrections.queries import programme_that_answers
from samverka.stages.corrections.rules import answer_day
from samverka.stages.corrections.states import FOR_APPLICANT, State, what_comes_next
from samverka.ui.guard import origin_of, why_not_taken


@method_decorator(csrf_exempt, name="dispatch")  # No cookie to compare with: see `ground/guard`.
class ReportError(OfOneReader):
    """Two fields, no account, no script. What was typed stays whenever it is not taken."""

    http_method_names = [*WebsitePage.http_method_names, "post"]
    template_name = "website/corrections/form.html"
    heading = gettext_lazy("Report an error")
    lead = gettext_lazy("Tell us what is wrong. Somebody reads it, and the page is put right if you are.")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(ErrorForm.handed_out(self.at))

    def post(self, request: HttpRequest) -> HttpResponse:
        page, form = asked_page(request), ErrorForm(request.POST)
        slip = form.came_with
        if form.is_valid() and (sentence := why_not_taken(request, slip, self.at, soonest=SOONEST)):
            form.add_error(None, sentence)
        if slip is None or not form.is_valid():
            return self.show(form, slip, status=422)
        try:
            report = self.keep(page, form.cleaned_data, slip)
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.show(form, slip, status=429)
        return redirect("website:error-receipt", report.key)

    def keep(self, page: AskedPage, given: dict[str, str], slip: Slip) -> ErrorReport:
        """Make the one call into the stage. A site without a programme has nobody who could answer: 404."""
        programme = programme_that_answers(page.record, at=self.at)
        if programme is None:
            raise Http404
        return report_error(
            programme,
            key=slip.key_for(page.path, given["text"], given["email"]),
            subject=page.record,
            by=None,
            at=self.at,
            page=page.path,
            text=given["text"],
            email=given["email"],
            language=get_language(),
            version_at=asked_version(self.request) or slip.handed_out_at,
            origin=origin_of(self.request, self.at),
        )

    def show(self, form: ErrorForm, slip: Slip | None = None, status: int = 200) -> HttpResponse:
        """Show the form with what was typed. It keeps its slip while that counts: a repeat is still known as one."""
        if form.is_bound and (slip is None or slip.is_spent(self.at)):
            form.renew_slip(self.at)
        return self.draw(status, form=form)

    def context(self) -> dict[str, Any]:
        page = asked_page(self.request)
        office = programme_that_answers(page.record, at=self.at)
        return {
            **super().context(),
            "page": page,
            "version_at": asked_version(self.request),
            "office": office,
            "due_on": answer_day(today(self.at)),
        }


class Receipt(OfOneReader):
    """What was reported, and what became of it. Only who sent the form, or has the letter, knows the address."""

    template_name = "website/corrections/receipt.html"

    def get(self, request: HttpRequest, key: Any) -> HttpResponse:
        self.record = get_object_or_404(ErrorReport.objects.select_related("programme__owner"), key=key)
        return self.draw()

    def context(self) -> dict[str, Any]:
        report = self.record
        state = State(report.state)
        correction = Correction.objects.public().filter(report=report).first()
        page = public_page(report.page)
        return {
            **super().context(),
            "heading": _("Your report %(number)s") % {"number": report.pk},
            "state": FOR_APPLICANT[state],
            "next": what_comes_next(state, is_in_log=correction is not None),
            "is_waiting": state in (State.OPEN, State.QUARANTINED),
            "correction": correction,
            "page": page,
            "version_at": report.version_at,
            "is_aside": state == State.QUARANTINED,
        }
