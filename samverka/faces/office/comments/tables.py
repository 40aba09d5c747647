"""How comments are shown to those who look after them."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.newsroom.comments.models import Comment
from samverka.newsroom.comments.queries import likenesses_of
from samverka.newsroom.comments.rules import Hold
from samverka.newsroom.comments.states import State
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import day_tag, moment_tag

TONES = {State.WAITING: "warn", State.PUBLISHED: "good", State.REMOVED: "bad", State.WITHDRAWN: "neutral"}
MOST_LETTERS = 100


def comment_badge(comment: Comment) -> dict[str, Any]:
    """Return the state in words; what is reported or appealed about says that first, where the list has asked."""
    if getattr(comment, "is_appealed", False):
        return {"label": gettext_lazy("Appealed"), "tone": "warn"}
    if getattr(comment, "is_reported", False) and comment.state == State.PUBLISHED:
        return {"label": gettext_lazy("Public, reported"), "tone": "warn"}
    state = State(comment.state)
    return {"label": state.label, "tone": TONES[state]}


def first_words(comment: Comment) -> str:
    """Return how a comment begins."""
    return Truncator(comment.text).chars(MOST_LETTERS) or _("Erased")


def comment_table(comments: Iterable[Comment]) -> Table:
    """Return the table of comments, each with why it is there."""
    columns = [
        Column(gettext_lazy("Comment")),
        Column(gettext_lazy("By")),
        Column(gettext_lazy("Post")),
        Column(gettext_lazy("State")),
        Column(gettext_lazy("Written")),
    ]
    lines = [
        [
            cell(first_words(one), url=reverse("office:comment", args=[one.pk])),
            cell(one.author.name),
            cell(one.article.title),
            cell(" ".join(map(str, reasons_of(one))) or comment_badge(one)["label"]),
            cell(day_tag(one.written_at)),
        ]
        for one in comments
    ]
    return Table(gettext_lazy("Comments"), columns, lines)


def reasons_of(comment: Comment) -> list[Any]:
    """Return in words why the system let a comment wait; nothing for one that does not wait."""
    return [Hold(code).label for code in comment.held_for] if comment.state == State.WAITING else []


def likeness_table(comment: Comment) -> Table:
    """Return the comments that say the same: how alike, by whom, when, and what became of them."""
    columns = [
        Column(gettext_lazy("Comment")),
        Column(gettext_lazy("Same phrases"), "number"),
        Column(gettext_lazy("By")),
        Column(gettext_lazy("Written")),
        Column(gettext_lazy("State")),
    ]
    lines = []
    for other, percent in likenesses_of(comment):
        state = State(other.state)
        lines.append(
            [
                cell(first_words(other), url=reverse("office:comment", args=[other.pk])),
                cell(f"{percent} %"),
                cell(other.author.name),
                cell(moment_tag(other.written_at)),
                cell(state.label),
            ]
        )
    return Table(gettext_lazy("Comments that say the same"), columns, lines)
