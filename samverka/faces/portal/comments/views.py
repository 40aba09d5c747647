"""One's own comments: what became of them, taking them back, appeals, the name shown, and erasing everything."""

from typing import Any

from django.contrib.auth import logout
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.comments.forms import AppealForm, NameForm
from samverka.faces.portal.frame import PortalPage, is_anybody
from samverka.newsroom.comments.actions import appeal_removal, change_name, erase_commenter, withdraw_comment
from samverka.newsroom.comments.models import Comment, Commenter, Removal
from samverka.newsroom.comments.permissions import can_appeal_removal, can_see_own_comment, can_withdraw_comment
from samverka.newsroom.comments.queries import accounts_for_comments_alone
from samverka.newsroom.comments.rules import problems_before_appealing, problems_before_withdrawing
from samverka.newsroom.comments.states import FOR_APPLICANT, State
from samverka.ui.pages import ActionPage, FormPage, ListPage, RecordPage
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import badge, day_tag

TONES = {State.WAITING: "info", State.PUBLISHED: "good", State.REMOVED: "bad", State.WITHDRAWN: "neutral"}
MOST_LETTERS = 80


class OwnComments(PortalPage, ListPage):
    allowed = is_anybody
    template_name = "portal/comments/comments.html"
    heading = _("My comments")
    empty_text = _("You have not commented on anything yet.")

    def rows(self) -> QuerySet[Comment]:
        own = Comment.objects.filter(author__user=self.request.user)
        return own.select_related("article").order_by("-written_at", "-pk")

    def table(self, rows: Any) -> Table:
        lines = [
            [
                cell(
                    Truncator(one.text).chars(MOST_LETTERS) or _("Erased"), url=reverse("portal:comment", args=[one.pk])
                ),
                cell(one.article.title),
                cell(badge(FOR_APPLICANT[State(one.state)], TONES[State(one.state)])),
                cell(day_tag(one.written_at)),
            ]
            for one in rows
        ]
        columns = [Column(_("Comment")), Column(_("Post")), Column(_("State")), Column(_("Written"))]
        return Table(_("My comments"), columns, lines)

    def context(self) -> dict[str, Any]:
        author = Commenter.objects.filter(user=self.request.user).first()
        return {**super().context(), "author": author}


class OneComment(PortalPage):
    """A page about one of one's own comments."""

    records = Comment.objects
    by = {"pk": "pk"}
    not_allowed = _("Only the author does this.")

    def get_records(self) -> QuerySet[Comment]:
        return Comment.objects.select_related("article__locale", "author")

    def own_url(self) -> str:
        """Return the address of the comment’s page."""
        return reverse("portal:comment", args=[self.record.pk])

    def done_url(self, result: Any) -> str:
        return self.own_url()

    def cancel_url(self) -> str:
        return self.own_url()

    def context(self) -> dict[str, Any]:
        return {**super().context(), "breadcrumbs": [(OwnComments.heading, reverse("portal:comments"))]}


class OwnComment(OneComment, RecordPage):
    allowed = can_see_own_comment
    template_name = "portal/comments/comment.html"
    heading = _("Your comment")

    def context(self) -> dict[str, Any]:
        comment = self.record
        state = State(comment.state)
        removal = comment.removals.select_related("rule").first() if state == State.REMOVED else None
        return {
            **super().context(),
            "badge": {"label": FOR_APPLICANT[state], "tone": TONES[state]},
            "article": comment.article,
            "address": comment.article.get_url(),
            "is_public": state == State.PUBLISHED,
            "removal": removal,
            "actions": self.actions(removal),
        }

    def actions(self, removal: Removal | None) -> list[dict[str, Any]]:
        """Return what the author can do with it now."""
        found = []
        if removal and not problems_before_appealing(removal, at=self.at):
            url = reverse("portal:comment-appeal", args=[removal.pk])
            found.append({"label": _("Appeal"), "url": url, "is_primary": True})
        if self.record.state != State.WITHDRAWN:
            found.append({"label": _("Take it back"), "url": reverse("portal:comment-withdraw", args=[self.record.pk])})
        return found


class WithdrawComment(OneComment, ActionPage):
    allowed = can_withdraw_comment
    action = withdraw_comment
    problems = problems_before_withdrawing
    is_dangerous = True
    heading = _("Take your comment back")
    submit_label = _("Take it back")
    done = _("Your comment is erased.")
    consequences = [
        _("Its words are erased at once. That cannot be undone."),
        _("Where readers have seen it, a line without your name says that its author took it back."),
    ]


class AppealRemoval(PortalPage, ActionPage):
    allowed = can_appeal_removal
    records = Removal.objects
    by = {"pk": "pk"}
    not_allowed = _("Only the author does this.")
    template_name = "portal/comments/appeal.html"
    form_class = AppealForm
    action = appeal_removal
    problems = problems_before_appealing
    heading = _("Appeal")
    submit_label = _("Send the appeal")
    done = _("Your appeal has come in. The decision is sent to you by letter.")
    consequences = [
        _("Another editor than the one who removed the comment decides, where there is one."),
        _("You can appeal once."),
    ]

    def get_records(self) -> QuerySet[Removal]:
        return Removal.objects.select_related("comment__article__locale", "comment__author", "rule")

    def done_url(self, result: Removal) -> str:
        return reverse("portal:comment", args=[result.comment_id])

    def cancel_url(self) -> str:
        return reverse("portal:comment", args=[self.record.comment_id])


class OwnName(PortalPage):
    """A page about oneself as somebody who comments; who never did has no such page."""

    records = Commenter.objects

    def find(self) -> Any:
        return get_object_or_404(Commenter.objects.select_related("user"), user=self.request.user)

    def done_url(self, result: Any) -> str:
        return reverse("portal:comments")

    def cancel_url(self) -> str:
        return reverse("portal:comments")


def is_own_name(user: Any, author: Commenter) -> bool:
    """People change what is their own."""
    return bool(author.user_id == user.pk)


class ChangeName(OwnName, FormPage):
    allowed = is_own_name
    form_class = NameForm
    heading = _("Name shown at your comments")
    done = _("Readers see the new name at all your comments.")

    def initial(self) -> dict[str, Any]:
        return {"name": self.record.name}

    def act(self, form: NameForm) -> Commenter:
        return change_name(self.record, by=self.request.user, at=self.at, **form.cleaned_data)


class EraseComments(OwnName, ActionPage):
    allowed = is_own_name
    is_dangerous = True
    heading = _("Erase all my comments")
    submit_label = _("Erase everything")
    done = _("Everything is erased.")

    def get_consequences(self) -> list[Any]:
        said = [_("All your comments, their name, and our letters about them are erased. That cannot be undone.")]
        if self.is_account_alone():
            return [*said, _("Your account and your e-mail address are erased with them, and you are logged out.")]
        return [*said, _("Your account stays, because you have other things to do here.")]

    def is_account_alone(self) -> bool:
        """Tell whether the account is for comments alone, and goes with them."""
        return bool(accounts_for_comments_alone().filter(pk=self.request.user.pk).exists())

    def act(self, form: Any) -> bool:
        is_alone = self.is_account_alone()
        erase_commenter(self.record, by=self.request.user, at=self.at)
        if is_alone:
            logout(self.request)
        return is_alone

    def done_url(self, result: bool) -> str:
        return reverse("account_login") if result else reverse("portal:comments")
