"""The comments under a post as readers see them: plain values, read in two queries however many there are."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from samverka.newsroom.comments.models import Comment
from samverka.newsroom.comments.queries import comments_under
from samverka.newsroom.comments.rules import closes_at, is_open
from samverka.newsroom.comments.states import State


@dataclass
class CommentShown:
    """A comment, or the line that stands where one was: then it has no words and no name, but perhaps a rule."""

    number: int
    name: str
    text: str
    at: datetime
    is_gone: bool
    rule: Any = None
    answers: list["CommentShown"] = field(default_factory=list)


@dataclass(frozen=True)
class Talk:
    """Everything that is said under a post, and whether more can be said."""

    threads: list[CommentShown]
    number: int
    is_open: bool
    closes_at: datetime | None


def talk_under(article: Any, at: datetime) -> Talk | None:
    """Return what is said under a blog post; nothing for what takes no comments and never had any.

    A draft in the preview, which the newsroom may not even have kept yet, has no comments.
    """
    if article.kind != "blog" or not article.live:
        return None
    shown = {one.pk: (one, _shown(one)) for one in comments_under(article)}
    threads = []
    for comment, drawn in shown.values():
        if comment.parent_id in shown:
            shown[comment.parent_id][1].answers.append(drawn)
        elif comment.parent_id is None:
            threads.append(drawn)
    # A line where something was is there for what stands around it.
    number = sum(not drawn.is_gone for _comment, drawn in shown.values())
    takes_more = is_open(article, at)
    if not threads and not takes_more:
        return None
    return Talk(threads, number, takes_more, closes_at(article) if takes_more else None)


def _shown(comment: Comment) -> CommentShown:
    at = comment.published_at or comment.written_at
    if comment.state == State.PUBLISHED:
        return CommentShown(comment.pk, comment.author.name, comment.text, at, is_gone=False)
    removals = comment.shown_removals if comment.state == State.REMOVED else []  # type: ignore[attr-defined]
    return CommentShown(comment.pk, "", "", at, is_gone=True, rule=removals[0].rule if removals else None)
