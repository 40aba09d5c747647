"""The comments room: what waits for an editor, one comment with all that speaks for and against it, what is done."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.comments.forms import TO_LOOK_AT, AppealDecisionForm, CommentFilter, RemoveForm
from samverka.faces.office.comments.tables import comment_badge, comment_table, likeness_table, reasons_of
from samverka.faces.office.frame import OfficePage
from samverka.ground.common.refusals import Problem
from samverka.newsroom.comments.actions import decide_appeal, publish_comment, remove_comment
from samverka.newsroom.comments.models import Comment, Removal
from samverka.newsroom.comments.permissions import (
    can_decide_appeal,
    can_moderate_comment,
    can_moderate_comments,
    can_read_comment,
)
from samverka.newsroom.comments.queries import (
    comments_to_look_at,
    likenesses_of,
    others_could_decide,
    record_of,
)
from samverka.newsroom.comments.rules import (
    problems_before_deciding_appeal,
    problems_before_publishing,
    problems_before_removing,
)
from samverka.newsroom.comments.states import NEXT, State
from samverka.ui.pages import ActionPage, ListPage, RecordPage
from samverka.ui.showing import timeline_of


class CommentList(OfficePage, ListPage):
    allowed = can_moderate_comments
    heading = _("Comments")
    lead = _("What readers write under blog posts. Those to look at are new, reported by readers, or appealed about.")
    empty_text = _("Nothing to look at.")

    def rows(self) -> QuerySet[Comment]:
        asked = CommentFilter(self.request.GET)
        state = (asked.cleaned_data["state"] if asked.is_valid() else "") or TO_LOOK_AT
        if state == TO_LOOK_AT:
            # What has waited longest is read first.
            found = comments_to_look_at(self.request.user, self.at).order_by("written_at", "pk")
        else:
            found = Comment.objects.visible_to(self.request.user).order_by("-written_at", "-pk")
            found = found if state == "all" else found.filter(state=state)
        return found.select_related("author", "article")

    def table(self, rows: Any) -> Any:
        return comment_table(rows)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "filters": CommentFilter(self.request.GET or None)}


class OneComment(OfficePage):
    """A page about one comment."""

    records: ClassVar[Any] = Comment.objects
    by = {"pk": "pk"}
    not_allowed = _("Nobody judges what that person wrote. Leave it to another editor.")

    def get_records(self) -> QuerySet[Comment]:
        return Comment.objects.select_related("article__locale", "author__user", "parent__author")

    @property
    def comment(self) -> Comment:
        """Return the comment that the page is about."""
        record: Comment = self.record
        return record

    def own_url(self) -> str:
        """Return the address of the comment’s page."""
        return reverse("office:comment", args=[self.comment.pk])

    def done_url(self, result: Any) -> str:
        return reverse("office:comments")

    def cancel_url(self) -> str:
        return self.own_url()

    def context(self) -> dict[str, Any]:
        crumbs: list[tuple[Any, str]] = [(_("Comments"), reverse("office:comments"))]
        if self.request.path != self.own_url():
            crumbs.append((comment_name(self.comment), self.own_url()))
        return {**super().context(), "breadcrumbs": crumbs, "comment": self.comment}


def comment_name(comment: Comment) -> str:
    """Return what a comment is called."""
    return gettext("Comment %(number)s") % {"number": comment.pk}


class CommentRecord(OneComment, RecordPage):
    allowed = can_read_comment
    template_name = "office/comments/comment.html"

    def context(self) -> dict[str, Any]:
        comment = self.comment
        counted = record_of(comment.author)
        removals = list(comment.removals.select_related("rule", "removed_by", "decided_by"))
        return {
            **super().context(),
            "heading": comment_name(comment),
            "badge": comment_badge(comment),
            "lead": NEXT[State(comment.state)],
            "article_url": comment.article.get_url(),
            "reasons": reasons_of(comment),
            "likenesses": likeness_table(comment),
            "reports": comment.reports.select_related("rule"),
            "removals": removals,
            "account": [(State(state).label, number) for state, number in sorted(counted.items())],
            "account_since": comment.author.opened_at,
            "timeline": timeline_of(comment),
            "actions": self.actions(removals),
        }

    def actions(self, removals: list[Removal]) -> list[dict[str, Any]]:
        """Return what can be done with the comment as it is now."""
        comment, user = self.comment, self.request.user
        if not can_moderate_comment(user, comment):
            return []
        offered = []
        if not problems_before_publishing(comment, at=self.at):
            label = _("Publish") if comment.state == State.WAITING else _("Leave it where it is")
            offered.append({"label": label, "url": reverse("office:comment-publish", args=[comment.pk])})
        if not problems_before_removing(comment, at=self.at):
            offered.append({"label": _("Remove"), "url": reverse("office:comment-remove", args=[comment.pk])})
        for removal in removals:
            if removal.appealed_at and not removal.decided_at:
                url = reverse("office:comment-appeal", args=[removal.pk])
                offered.append({"label": _("Decide the appeal"), "url": url})
        for place, one in enumerate(offered):
            one["is_primary"] = place == 0
        return offered


class PublishComment(OneComment, ActionPage):
    allowed = can_moderate_comment
    template_name = "office/comments/act.html"
    action = publish_comment
    problems = problems_before_publishing
    heading = _("Let the comment stand")
    submit_label = _("Let it stand")
    done = _("The comment is public.")

    def get_consequences(self) -> list[Any]:
        if self.comment.state == State.WAITING:
            return [_("The comment is public at once, and its author gets a letter.")]
        return [_("The comment stays, and what readers have reported about it is settled.")]


class RemoveComment(OneComment, ActionPage):
    allowed = can_moderate_comment
    template_name = "office/comments/act.html"
    form_class = RemoveForm
    action = remove_comment
    problems = problems_before_removing
    is_dangerous = True
    heading = _("Remove the comment")
    submit_label = _("Remove it")

    def form_arguments(self) -> dict[str, Any]:
        alike = Comment.objects.filter(pk__in=[one.pk for one, _percent in likenesses_of(self.comment)])
        open_ones = alike.filter(state__in=[State.WAITING, State.PUBLISHED]).exclude(author__user=self.request.user)
        return {**super().form_arguments(), "alike": open_ones.select_related("author")}

    def get_consequences(self) -> list[Any]:
        letter = _("The author gets a letter with the rule, your words and the way to appeal.")
        if self.comment.was_public:
            return [_("A line with the rule stands in its place from now on."), letter]
        return [_("Readers have not seen it, and nothing stands in its place."), letter]

    def get_done(self, result: int) -> str:
        return ngettext("%(number)s comment is removed.", "%(number)s comments are removed.", result) % {
            "number": result
        }

    def act(self, form: Any) -> int:
        also = form.cleaned_data.get("also", [])
        remove_comment(self.comment, by=self.request.user, at=self.at, **form.cleaned_data)
        return 1 + len(also)


class DecideAppeal(OneComment, ActionPage):
    allowed = can_decide_appeal
    records = Removal.objects
    template_name = "office/comments/act.html"
    form_class = AppealDecisionForm
    action = decide_appeal
    heading = _("Decide the appeal")
    submit_label = _("Decide")
    done = _("The appeal is decided, and the author gets a letter.")
    consequences = [_("The author gets a letter with your decision and your reasons.")]

    def get_records(self) -> Any:
        return Removal.objects.select_related(
            "comment__article__locale", "comment__author__user", "comment__parent__author", "rule", "removed_by"
        )

    @property
    def comment(self) -> Comment:
        """Return the comment that was removed."""
        comment: Comment = self.record.comment
        return comment

    def get_problems(self) -> list[Problem]:
        user = self.request.user
        has_others = others_could_decide(user, self.at, self.record)
        return problems_before_deciding_appeal(self.record, by=user, has_others=has_others, at=self.at)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "removal": self.record}
