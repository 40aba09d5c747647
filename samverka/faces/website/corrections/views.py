"""The error form and its receipt. Both belong to one reader, so no cache keeps them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from samverka.faces.website.corrections.asked import AskedPage, asked_page, asked_version, public_page
from samverka.faces.website.corrections.forms import ErrorForm
from samverka.faces.website.corrections.origins import origin_of
from samverka.faces.website.corrections.slips import Slip, complaint, is_from_elsewhere, new_slip, opened
from samverka.faces.website.frame import WebsitePage
from samverka.ground.common.dates import today
from samverka.ground.common.refusals import Refused
from samverka.stages.corrections.actions import report_error
from samverka.stages.corrections.models import Correction, ErrorReport
from samverka.stages.corrections.queries import programme_that_answers
from samverka.stages.corrections.rules import answer_day
from samverka.stages.corrections.states import FOR_APPLICANT, State, what_comes_next


class OfOneReader(WebsitePage):
    """A public page with something that is one reader's: never kept on the way, never found by search engines."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().dispatch(request, *args, **kwargs)
        del answer["ETag"], answer["Cache-Control"]
        answer["X-Robots-Tag"] = "noindex"
        add_never_cache_headers(answer)
        return answer


@method_decorator(csrf_exempt, name="dispatch")  # No cookie to compare with; `slips.py` says what stands in its place.
class ReportError(OfOneReader):
    """Two fields, no account, no script. What was typed stays whenever it is not taken."""

    http_method_names = [*WebsitePage.http_method_names, "post"]
    template_name = "website/corrections/form.html"
    heading = gettext_lazy("Report an error")
    lead = gettext_lazy("Tell us what is wrong. Somebody reads it, and the page is put right if you are.")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(ErrorForm(initial={"slip": new_slip(self.at).sealed()}))

    def post(self, request: HttpRequest) -> HttpResponse:
        page, form, slip = asked_page(request), ErrorForm(request.POST), opened(request.POST.get("slip", ""))
        if form.is_valid() and (sentence := self.complaint(slip)):
            form.add_error(None, sentence)
        if slip is None or not form.is_valid():
            return self.show(form, slip, status=422)
        try:
            report = self.keep(page, form.cleaned_data, slip)
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.show(form, slip, status=429)
        return redirect("website:error-receipt", report.key)

    def complaint(self, slip: Slip | None) -> str:
        """Return why the form is not taken, whatever it says; empty when it is."""
        if is_from_elsewhere(self.request):
            return _("This form was sent from another site. Look through what it says, and send it from here.")
        return complaint(slip, self.at)

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
            form.data = {**form.data, "slip": new_slip(self.at).sealed()}
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
