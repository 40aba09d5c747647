"""The comments under a post as readers see them: plain values, read in three queries however many there are."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator

from samverka.newsroom.comments.models import Comment
from samverka.newsroom.comments.queries import comments_under, numbers_under, threads_before
from samverka.newsroom.comments.rules import closes_at, is_open
from samverka.newsroom.comments.states import State

THREADS_EACH = 50


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
    """What is said under a post, a page of it; how many comments there are in all, and whether more can be said."""

    threads: list[CommentShown]
    page: Page[int]
    number: int
    is_open: bool
    closes_at: datetime | None


def talk_under(article: Any, at: datetime, asked: str | None = None) -> Talk | None:
    """Return what is said under a blog post; nothing for what takes no comments and never had any.

    `asked` is the number of a page, as it came; the first stands for what is none, and the last for what is too high.
    A draft in the preview, which the newsroom may not even have kept yet, has no comments.
    """
    if article.kind != "blog" or not article.live:
        return None
    # A line where something was is there for what stands around it, and is not counted.
    in_all, number = numbers_under(article)
    page = Paginator(range(in_all), THREADS_EACH).get_page(asked)
    found = comments_under(article, page.start_index() - 1, page.end_index()) if in_all else []
    shown = {one.pk: (one, _shown(one)) for one in found}
    threads = []
    for comment, drawn in shown.values():
        if comment.parent_id in shown:
            shown[comment.parent_id][1].answers.append(drawn)
        elif comment.parent_id is None:
            threads.append(drawn)
    takes_more = is_open(article, at)
    if not threads and not takes_more:
        return None
    return Talk(threads, page, number, takes_more, closes_at(article) if takes_more else None)


def place_of(comment: Comment) -> str:
    """Return the end of the address of a comment under its post: the page, unless it is the first, and itself."""
    page = threads_before(comment) // THREADS_EACH + 1
    return f"{f'?page={page}' if page > 1 else ''}#comment-{comment.pk}"


def _shown(comment: Comment) -> CommentShown:
    at = comment.published_at or comment.written_at
    if comment.state == State.PUBLISHED:
        return CommentShown(comment.pk, comment.author.name, comment.text, at, is_gone=False)
    removals = comment.shown_removals if comment.state == State.REMOVED else []  # type: ignore[attr-defined]
    return CommentShown(comment.pk, "", "", at, is_gone=True, rule=removals[0].rule if removals else None)
