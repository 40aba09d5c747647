"""Writing a comment: here and not on the public page, which is the same for everybody and sets no cookie."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.comments.forms import CommentForm
from samverka.faces.portal.frame import PortalPage
from samverka.newsroom.comments.actions import write_comment
from samverka.newsroom.comments.models import Comment, Commenter
from samverka.newsroom.comments.permissions import can_comment
from samverka.newsroom.comments.queries import rules_in_force
from samverka.newsroom.comments.rules import closes_at, problems_before_commenting
from samverka.newsroom.comments.states import State
from samverka.newsroom.models import BlogPost
from samverka.ui.pages import FormPage

# Where what somebody wrote waits in the session while that person logs in.
UNSENT = "unsent_comment"
FIELDS = ("name", "text", "key")


class WriteComment(PortalPage, FormPage):
    """A box with the rules beside it. What was typed stays, also where the log-in has run out."""

    allowed = can_comment
    template_name = "portal/comments/write.html"
    form_class = CommentForm
    heading = _("Write a comment")
    submit_label = _("Send the comment")

    @cached_property
    def article(self) -> BlogPost:
        """Return the post, if the public reads it."""
        posts = BlogPost.objects.public(self.at).select_related("locale")
        found: BlogPost = get_object_or_404(posts, pk=self.kwargs["pk"])
        return found

    @cached_property
    def parent(self) -> Comment | None:
        """Return the comment that is answered; a strange number in the address is no answer to anything."""
        number = self.request.GET.get("answers", "")
        if not (number.isascii() and number.isdigit() and len(number) < 10):
            return None
        return Comment.objects.filter(pk=int(number), article=self.article.pk).select_related("author").first()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask a stranger to log in, and keep meanwhile what that person wrote."""
        if request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)
        asked = {"next": request.get_full_path(), "language": self.article.language}
        if request.method == "POST":
            request.session[UNSENT] = {
                "address": request.get_full_path(),
                **{name: request.POST.get(name, "") for name in FIELDS},
            }
            messages.warning(request, _("You are not logged in any more. Your comment is kept: log in, and send it."))
        return redirect(f"{reverse('account_request_login_code')}?{urlencode(asked)}")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the box; what waited for the log-in stands in it, to be looked through and sent."""
        return self.draw(form=self.get_form())

    def initial(self) -> dict[str, Any]:
        author = Commenter.objects.filter(user=self.request.user).first()
        known = {"name": author.name} if author and author.name else {}
        unsent = self.request.session.get(UNSENT, {})
        if unsent.get("address") != self.request.get_full_path():
            return known
        return {**known, **{name: unsent[name] for name in FIELDS if unsent.get(name)}}

    def draw(self, status: int = 200, **more: Any) -> HttpResponse:
        """Show the page; one on which nothing can be sent any more says so, with what was typed."""
        problems = problems_before_commenting(self.article, self.parent, at=self.at)
        return super().draw(status, problems=problems, **more)

    def act(self, form: CommentForm) -> Comment:
        comment = write_comment(self.article, parent=self.parent, by=self.request.user, at=self.at, **form.cleaned_data)
        self.request.session.pop(UNSENT, None)
        return comment

    def get_done(self, result: Comment) -> Any:
        if result.state == State.PUBLISHED:
            return _("Your comment is public.")
        return _("Your comment has come in. An editor reads it before it is public, and you get a letter.")

    def get_keep(self) -> str:
        return f"comment {self.article.pk} {self.parent.pk if self.parent else ''}"

    def done_url(self, result: Comment) -> str:
        return reverse("portal:comment", args=[result.pk])

    def cancel_url(self) -> str:
        return f"{self.article.get_url()}#comments"

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "article": self.article,
            "parent": self.parent,
            "closes_at": closes_at(self.article),
            "rules": rules_in_force(),
        }
