"""What the actions about comments have in common: letters that go with them, and words that are erased."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from samverka.ground.common.moves import move
from samverka.ground.outbox.actions import Letter, post
from samverka.ground.outbox.models import Message
from samverka.newsroom.addresses import address
from samverka.newsroom.comments.models import Comment, Likeness
from samverka.newsroom.comments.states import State
from samverka.ui import copies


def erase_comment(comment: Comment, *, at: datetime) -> None:
    """Erase what was written in a comment and about it; the row stays, so that answers have a place."""
    letters = list(comment.messages.values_list("pk", flat=True))
    comment.messages.clear()
    Message.objects.filter(pk__in=letters).delete()
    comment.removals.update(words="", appeal="", answer="")
    comment.reports.update(words="", settled_at=at)
    Likeness.objects.filter(Q(comment=comment) | Q(other=comment)).delete()
    move(comment, State.WITHDRAWN, text="", folded="", held_for=[])
    forget_copies(comment)


def post_about(comment: Comment, letters: list[Letter], *, at: datetime) -> None:
    """Post the letters and remember them, so that they can be erased with the comment."""
    comment.messages.add(*post(letters, at=at))


def forget_copies(comment: Comment) -> None:
    """Let no copy of the page bring back, while the database is away, what has gone from it."""
    path = address(comment.article.language, comment.article.slug)[2]
    transaction.on_commit(lambda: copies.forget(path))
