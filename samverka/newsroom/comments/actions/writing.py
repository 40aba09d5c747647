"""A comment is written, taken back, or reported by a reader."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.folding import fold
from samverka.ground.common.moves import move
from samverka.ground.common.refusals import refuse_if, require
from samverka.newsroom.comments.actions.keeping import erase_comment
from samverka.newsroom.comments.models import Comment, Commenter, CommentReport, Likeness, Rule
from samverka.newsroom.comments.permissions import can_comment, can_withdraw_comment
from samverka.newsroom.comments.rules import (
    ORIGIN_IS_KEPT,
    alike,
    bare,
    problems_before_commenting,
    problems_before_reporting,
    problems_before_withdrawing,
    problems_with_name,
    problems_with_pace,
    reasons_to_wait,
)
from samverka.newsroom.comments.states import State
from samverka.newsroom.models import BlogPost


@transaction.atomic
def write_comment(
    article: BlogPost, *, key: UUID, text: str, name: str, parent: Comment | None = None, by: User, at: datetime
) -> Comment:
    """Keep a comment, and publish it at once unless something speaks for looking at it first.

    Who: everybody who has logged in. A second press with the same `key` returns what the first one made. Tells nobody:
    what waits stands in the worklist of the editors.
    """
    require(can_comment(by))
    known = Comment.objects.filter(key=key, author__user=by).first()
    if known:
        return known
    author = Commenter.objects.filter(user=by).first()
    refuse_if([*problems_before_commenting(article, parent, at=at), *problems_with_name(name, by, at=at)])
    author = name_commenter(author or Commenter(user=by, opened_at=at), name)
    refuse_if(problems_with_pace(author, at=at))
    folded = bare(text)
    likenesses = alike(author, folded, at=at)
    held_for = reasons_to_wait(author, text, likenesses, at=at)
    said = {"text": text, "folded": folded, "held_for": held_for, "written_at": at}
    # Two presses at once: the key is unique, and the second finds what the first has made.
    comment, is_new = Comment.objects.get_or_create(
        key=key, author=author, defaults={"article": article, "parent": parent, **said}
    )
    if not is_new:
        return comment
    Likeness.objects.bulk_create(
        Likeness(comment=comment, other_id=one.number, percent=one.percent) for one in likenesses
    )
    record(gettext_noop("Comment written"), comment, by=by, at=at)
    if not held_for:
        move(comment, State.PUBLISHED, published_at=at, was_public=True)
    return comment


def name_commenter(author: Commenter, name: str) -> Commenter:
    """Let readers see `name` from now on, for an action that has asked whether it can be taken."""
    if author.pk and author.name == name:
        return author
    author.name, author.name_key = name, fold(name)
    author.save()
    if author.has_account_for_this:
        author.user.name, author.user.search_text = name, fold(name)
        author.user.save(update_fields=["name", "search_text"])
    return author


@transaction.atomic
def change_name(author: Commenter, *, name: str, by: User, at: datetime) -> Commenter:
    """Let readers see another name at all one's comments. Who: the person. Tells nobody."""
    require(author.user_id == by.pk)
    refuse_if(problems_with_name(name, by, at=at))
    name_commenter(author, name)
    record(gettext_noop("Name at comments changed"), author, by=by, at=at)
    return author


@transaction.atomic
def withdraw_comment(comment: Comment, *, by: User, at: datetime) -> Comment:
    """Take back one's own comment: its words are erased, with our letters about it. Who: the author. Tells nobody."""
    require(can_withdraw_comment(by, comment))
    refuse_if(problems_before_withdrawing(comment, at=at))
    erase_comment(comment, at=at)
    record(gettext_noop("Comment taken back"), comment, by=by, at=at)
    return comment


@transaction.atomic
def report_comment(
    comment: Comment, *, key: UUID, rule: Rule, words: str, origin: str, by: None = None, at: datetime
) -> CommentReport:
    """Keep that a reader finds a comment against a rule. Who: anybody. The comment stays until an editor has looked.

    A repeat with the same `key` makes no second one. Raises `Refused` when a network has sent more than can be meant.
    """
    refuse_if(problems_before_reporting(origin, at=at))
    facts = {"comment": comment, "rule": rule, "words": words, "origin": origin, "reported_at": at}
    report, is_new = CommentReport.objects.get_or_create(key=key, defaults=facts)
    if is_new:
        record(gettext_noop("Comment reported"), comment, by=by, at=at, reason=str(rule))
    return report


def forget_origins(*, at: datetime) -> int:
    """Erase from which network reports came, within a day; return how many. Done by house-keeping."""
    old = CommentReport.objects.filter(reported_at__lte=at - ORIGIN_IS_KEPT).exclude(origin="")
    return old.update(origin="")
