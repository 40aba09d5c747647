"""The rules for comments, and the form by which a reader reports one: no account, no cookie, no script."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from samverka.faces.website.comments.forms import ReportForm
from samverka.faces.website.corrections.origins import origin_of
from samverka.faces.website.corrections.slips import complaint, is_from_elsewhere, new_slip, opened
from samverka.faces.website.corrections.views import OfOneReader
from samverka.faces.website.frame import WebsitePage
from samverka.ground.common.refusals import Refused
from samverka.newsroom.comments.actions import report_comment
from samverka.newsroom.comments.models import Comment
from samverka.newsroom.comments.queries import rules_in_force


class CommentRules(WebsitePage):
    """What may be written under a blog post, and what happens to what may not."""

    template_name = "website/comments/rules.html"
    heading = _("Rules for comments")
    lead = _("What you can write under our blog posts, and what happens to what breaks a rule.")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.draw()

    def context(self) -> dict[str, Any]:
        return {**super().context(), "rules": rules_in_force()}


@method_decorator(
    csrf_exempt, name="dispatch"
)  # No cookie to compare with; `corrections/slips.py` says what stands there.
class ReportComment(OfOneReader):
    """Two fields. What was typed stays whenever it is not taken."""

    http_method_names = [*WebsitePage.http_method_names, "post"]
    template_name = "website/comments/report.html"
    records = Comment.objects
    by = {"pk": "pk"}
    heading = _("Report a comment")
    lead = _("Tell us which rule it breaks. It stays where it is until an editor has looked at it.")

    def get_records(self) -> QuerySet[Comment]:
        return Comment.objects.select_related("article__locale", "author")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.draw(form=ReportForm(initial={"slip": new_slip(self.at).sealed()}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form, slip = ReportForm(request.POST), opened(request.POST.get("slip", ""))
        if form.is_valid() and (sentence := self.complaint(slip)):
            form.add_error(None, sentence)
        if slip is None or not form.is_valid():
            if slip is None or slip.is_spent(self.at):
                form.data = {**form.data, "slip": new_slip(self.at).sealed()}
            return self.draw(422, form=form)
        given = form.cleaned_data
        key = slip.key_for(str(pk), given["rule"].code, given["words"])
        origin = origin_of(request, self.at)
        try:
            report_comment(self.record, key=key, rule=given["rule"], words=given["words"], origin=origin, at=self.at)
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.draw(429, form=form)
        return redirect("website:comment-reported")

    def complaint(self, slip: Any) -> str:
        """Return why the form is not taken, whatever it says; empty when it is."""
        if is_from_elsewhere(self.request):
            return str(_("This form was sent from another site. Look through what it says, and send it from here."))
        return complaint(slip, self.at)


class Reported(OfOneReader):
    """The answer to a report. It is the same for everybody, for nothing is known of who reports."""

    template_name = "website/comments/reported.html"
    heading = _("Thank you: your report has come in")
    lead = _("An editor looks at the comment. If it breaks a rule it is removed, and a line says for which.")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.draw()
