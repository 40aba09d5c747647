"""Reads across comments: what stands under a post, who could decide an appeal, whose accounts are for this alone."""

from datetime import datetime
from typing import Any

from django.db.models import Case, Count, DateTimeField, Exists, F, Min, OuterRef, Prefetch, Q, Subquery, When

from samverka.ground.accounts.models import Role, User
from samverka.ground.common.dates import today
from samverka.newsroom.comments.models import (
    Comment,
    CommentQuerySet,
    CommentReport,
    Likeness,
    Reminder,
    Removal,
    Rule,
)
from samverka.newsroom.comments.rules import REMINDED_EVERY
from samverka.newsroom.comments.states import State
from samverka.newsroom.models import Article
from samverka.newsroom.permissions import EDITORS


def threads_under(article: Article) -> CommentQuerySet:
    """Return the comments under an article that answer no other, as readers see or have seen them, the oldest first."""
    return Comment.objects.filter(article=article, parent=None).traced().order_by("written_at", "pk")


def numbers_under(article: Article) -> tuple[int, int]:
    """Return how many threads there are under an article, and how many comments can be read, in one query."""
    found = Comment.objects.filter(article=article).traced()
    threads, public = Count("pk", filter=Q(parent=None)), Count("pk", filter=Q(state=State.PUBLISHED))
    counted = found.aggregate(threads=threads, public=public)
    return counted["threads"], counted["public"]


def comments_under(article: Article, first: int, last: int) -> list[Comment]:
    """Return threads under an article, the first number counted and the last not, with their answers: two queries.

    They come in the order in which they were written; `shown_removals` of each is why it is gone, the newest first.
    """
    removals = Removal.objects.select_related("rule")
    chosen = threads_under(article)[first:last].values("pk")
    found = Comment.objects.filter(Q(pk__in=chosen) | Q(parent__in=chosen)).traced().select_related("author")
    return list(found.prefetch_related(Prefetch("removals", removals, to_attr="shown_removals")))


def threads_before(comment: Comment) -> int:
    """Return how many threads stand before the one in which a comment stands."""
    first = comment.parent or comment
    earlier = Q(written_at__lt=first.written_at) | Q(written_at=first.written_at, pk__lt=first.pk)
    return threads_under(comment.article).filter(earlier).count()


def rules_in_force() -> Any:
    """Return the rules that readers see."""
    return Rule.objects.filter(is_in_force=True)


def comments_to_look_at(user: User, at: datetime) -> CommentQuerySet:
    """Return what waits for `user`: not what that person wrote, nor appeals that somebody else has to decide."""
    waiting = Comment.objects.to_look_at().exclude(author__user=user)
    own_removals = Removal.objects.appealed().filter(removed_by=user)
    somebody_else = Q(Exists(_editors_beside(user, at)))
    return waiting.exclude(somebody_else, state=State.REMOVED, pk__in=own_removals.values("comment"))


def waiting_for(user: User, at: datetime) -> tuple[int, datetime | None]:
    """Return how many comments wait for `user`, and since when the one that has waited longest does.

    A new one waits since it was written, one that is reported or appealed about since that was said.
    """
    reports = CommentReport.objects.filter(comment=OuterRef("pk"), settled_at=None).order_by("reported_at")
    appeals = Removal.objects.appealed().filter(comment=OuterRef("pk")).order_by("appealed_at")
    since = Case(
        When(state=State.WAITING, then=F("written_at")),
        When(state=State.REMOVED, then=Subquery(appeals.values("appealed_at")[:1])),
        default=Subquery(reports.values("reported_at")[:1]),
        output_field=DateTimeField(),
    )
    waiting = comments_to_look_at(user, at).annotate(waits_since=since)
    found = waiting.aggregate(number=Count("pk"), oldest=Min("waits_since"))
    return found["number"], found["oldest"]


def moderators_to_remind(at: datetime) -> Any:
    """Return those who look after comments on the day of `at` and have had no letter about them lately."""
    roles = Role.objects.held_on(today(at)).filter(kind__in=EDITORS)
    lately = Reminder.objects.filter(sent_at__gt=at - REMINDED_EVERY)
    found = User.objects.get_queryset().filter(is_active=True, pk__in=roles.values("user"))
    return found.exclude(pk__in=lately.values("user")).order_by("pk")


def others_could_decide(user: User, at: datetime, removal: Removal | None = None) -> bool:
    """Tell whether anybody but `user`, and the author of what was removed, looks after comments at `at`."""
    editors = _editors_beside(user, at)
    if removal:
        editors = editors.exclude(user=removal.comment.author.user_id)
    return bool(editors.exists())


def _editors_beside(user: User, at: datetime) -> Any:
    """Return the roles of those who look after comments at `at`, but for `user`."""
    return Role.objects.held_on(today(at)).filter(kind__in=EDITORS, user__is_active=True).exclude(user=user)


def likenesses_of(comment: Comment) -> list[tuple[Comment, int]]:
    """Return what says the same as a comment, written before it or after, with how many hundredths; the most first."""
    found = Likeness.objects.filter(Q(comment=comment) | Q(other=comment)).select_related(
        "comment__author", "other__author"
    )
    return [(one.other if one.comment_id == comment.pk else one.comment, one.percent) for one in found]


def record_of(author: Any) -> dict[str, int]:
    """Return how many comments of an account are in each state."""
    return dict(author.comments.values_list("state").annotate(number=Count("pk")).order_by())


def accounts_for_comments_alone() -> Any:
    """Return the people who came in order to comment, and do nothing else here: they are no part of the programme."""
    found = User.objects.get_queryset().filter(commenter__has_account_for_this=True)
    return found.filter(role=None, memberships=None, mandates=None)
