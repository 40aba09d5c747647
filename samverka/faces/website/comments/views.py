"""The rules for comments, where one stands, and the form by which a reader reports it: no account, cookie or script."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from samverka.faces.website.comments.forms import ReportForm
from samverka.faces.website.comments.shown import place_of
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.one_reader import OfOneReader
from samverka.ground.common.refusals import Refused
from samverka.ground.guard.slips import SOONEST
from samverka.newsroom.comments.actions import report_comment
from samverka.newsroom.comments.models import Comment
from samverka.newsroom.comments.queries import rules_in_force
from samverka.newsroom.models import Article
from samverka.ui.guard import origin_of, why_not_taken


class CommentRules(WebsitePage):
    """What may be written under a blog post, and what happens to what may not."""

    template_name = "website/comments/rules.html"
    heading = _("Rules for comments")
    lead = _("What you can write under our blog posts, and what happens to what breaks a rule.")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.draw()

    def context(self) -> dict[str, Any]:
        return {**super().context(), "rules": rules_in_force()}


class OneComment(WebsitePage):
    """The lasting address of a comment: leads to where it stands now, or to the line where it was."""

    records = Comment.objects
    by = {"pk": "pk"}

    def find(self) -> Comment:
        """Return a comment that readers see or have seen, under an article that is public."""
        known = Comment.objects.traced().filter(article__in=Article.objects.public(self.at))
        found: Comment = get_object_or_404(known.select_related("parent", "article__locale"), pk=self.kwargs["pk"])
        return found

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect(f"{self.record.article.get_url()}{place_of(self.record)}")


@method_decorator(csrf_exempt, name="dispatch")  # No cookie to compare with: see `ground/guard`.
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
        return self.draw(form=ReportForm.handed_out(self.at))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ReportForm(request.POST)
        slip = form.came_with
        if form.is_valid() and (sentence := why_not_taken(request, slip, self.at, soonest=SOONEST)):
            form.add_error(None, sentence)
        if slip is None or not form.is_valid():
            if slip is None or slip.is_spent(self.at):
                form.renew_slip(self.at)
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


class Reported(OfOneReader):
    """The answer to a report. It is the same for everybody, for nothing is known of who reports."""

    template_name = "website/comments/reported.html"
    heading = _("Thank you: your report has come in")
    lead = _("An editor looks at the comment. If it breaks a rule it is removed, and a line says for which.")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.draw()
