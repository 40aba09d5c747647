"""A comment is let stand or removed, and appeals are made and decided."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.moves import move
from samverka.ground.common.refusals import LostRace, Problem, refuse_if, require
from samverka.newsroom.comments import notices
from samverka.newsroom.comments.actions.keeping import forget_copies, post_about
from samverka.newsroom.comments.models import Comment, Removal, Rule
from samverka.newsroom.comments.permissions import can_appeal_removal, can_decide_appeal, can_moderate_comment
from samverka.newsroom.comments.queries import others_could_decide
from samverka.newsroom.comments.rules import (
    problems_before_appealing,
    problems_before_deciding_appeal,
    problems_before_publishing,
    problems_before_removing,
)
from samverka.newsroom.comments.states import State


@transaction.atomic
def publish_comment(comment: Comment, *, by: User, at: datetime) -> Comment:
    """Let a comment stand: it becomes public if it waited, and reports about it are settled.

    Who: those who edit news, but not its author. Tells the author of one that waited.
    """
    require(can_moderate_comment(by, comment))
    refuse_if(problems_before_publishing(comment, at=at))
    _settle_reports(comment, at=at)
    if comment.state == State.PUBLISHED:
        record(gettext_noop("Reported comment left where it is"), comment, by=by, at=at)
        return comment
    move(comment, State.PUBLISHED, published_at=at, was_public=True)
    record(gettext_noop("Comment published"), comment, by=by, at=at)
    post_about(comment, notices.comment_published(comment), at=at)
    return comment


@transaction.atomic
def remove_comment(
    comment: Comment, *, rule: Rule, words: str = "", also: Iterable[Comment] = (), by: User, at: datetime
) -> Removal:
    """Remove a comment for a rule, and `also` those like it. Who: those who edit news, but not its author.

    Where readers have seen it, a line with the rule stays. Tells each author, who may appeal.
    """
    for one in (comment, *also):
        require(can_moderate_comment(by, one))
        refuse_if(problems_before_removing(one, at=at))
        _settle_reports(one, at=at)
        move(one, State.REMOVED)
        removal = Removal.objects.create(comment=one, rule=rule, words=words, removed_by=by, removed_at=at)
        record(gettext_noop("Comment removed"), one, by=by, at=at, reason=str(rule))
        post_about(one, notices.comment_removed(removal), at=at)
        forget_copies(one)
    return Removal.objects.get(comment=comment, removed_at=at)


def _settle_reports(comment: Comment, *, at: datetime) -> None:
    comment.reports.filter(settled_at=None).update(settled_at=at)


@transaction.atomic
def appeal_removal(removal: Removal, *, appeal: str, by: User, at: datetime) -> Removal:
    """Say why the comment should be public after all. Who: its author, once.

    Tells nobody: it stands in the worklist.
    """
    require(can_appeal_removal(by, removal))
    refuse_if(problems_before_appealing(removal, at=at))
    _note(removal, "appealed_at", appeal=appeal, appealed_at=at)
    record(gettext_noop("Removal appealed against"), removal.comment, by=by, at=at)
    return removal


@transaction.atomic
def decide_appeal(removal: Removal, *, is_granted: bool, answer: str, by: User, at: datetime) -> Removal:
    """Publish the comment again, or leave it removed. Who: those who edit news; another than the one who removed it,
    where there is one. Tells the author, with the reasons.
    """
    require(can_decide_appeal(by, removal))
    has_others = others_could_decide(by, at, removal)
    refuse_if(problems_before_deciding_appeal(removal, by=by, has_others=has_others, at=at))
    _note(removal, "decided_at", is_granted=is_granted, answer=answer, decided_by=by, decided_at=at)
    comment = removal.comment
    if is_granted:
        move(comment, State.PUBLISHED, published_at=comment.published_at or at, was_public=True)
    what = gettext_noop("Appeal granted: comment public again") if is_granted else gettext_noop("Appeal turned down")
    record(what, comment, by=by, at=at)
    post_about(comment, notices.appeal_decided(removal), at=at)
    return removal


def _note(removal: Removal, once: str, **facts: Any) -> None:
    """Write facts beside a removal unless the moment called `once` is noted: of two as quick, one is told."""
    if not Removal.objects.filter(pk=removal.pk, **{once: None}).update(**facts):
        raise LostRace([Problem(_("Somebody else did this just before you. Load the page again."))])
    for name, value in facts.items():
        setattr(removal, name, value)
