"""When a post takes comments, what keeps one from being sent in or lets it wait, and when an appeal can be made."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.ground.accounts.models import Role
from samverka.ground.common.dates import today
from samverka.ground.common.folding import fold
from samverka.ground.common.refusals import Problem
from samverka.newsroom.comments.models import Comment, Commenter, CommentReport, Removal
from samverka.newsroom.comments.states import State
from samverka.newsroom.models import BlogPost
from samverka.newsroom.permissions import EDITORS
from samverka.stages.projects.rules import problems_with_particulars

LONGEST_COMMENT = 900
LONGEST_WORDS = 500  # of a report, or of an appeal
# Nobody has more to say than this; beyond it is a program, or somebody who should cool down.
MOST_AN_HOUR = 20
HOUR = timedelta(hours=1)
# So many within so short a time, and the next one waits.
MANY, SHORTLY = 3, timedelta(minutes=10)
# After a removal an account is read first for so long.
WATCHED = timedelta(days=90)
# What is compared with a new comment: so many of the newest of so long.
COMPARED_FOR, MOST_COMPARED = timedelta(days=30), 500
# Two texts are near the same when so large a share of the phrases of the shorter one stands in the other.
SAME_PERCENT, PHRASE = 60, 3
# “Thank you for this!” is said by many who do not know each other.
SHORT = 25
MOST_REPORTS_AN_HOUR = 20
ORIGIN_IS_KEPT = timedelta(hours=23)  # With a round of house-keeping each minute, never a whole day.
UNOPENED_IS_KEPT = timedelta(days=1)
# Who is at work sees the worklist: a letter goes once something has waited for an hour, and one a day is enough.
REMINDED_AFTER, REMINDED_EVERY = timedelta(hours=1), timedelta(days=1)


class Hold(models.TextChoices):
    """Why a comment waits for an editor, as the editor reads it."""

    FIRST = "first", _("It is the first comment of this account.")
    WATCHED = "watched", _("A comment of this account was removed lately.")
    REPEATED = "repeated", _("It repeats what has been written before.")
    MANY = "many", _("The account has written many comments within ten minutes.")
    LINK = "link", _("It has a link in it.")
    PARTICULARS = "particulars", _("It seems to have an e-mail address, a telephone number or a personal number in it.")


# --- When a post takes comments --------------------------------------------------------------------------------------


def closes_at(post: Any) -> datetime | None:
    """Return when the post stops taking comments; nothing where it goes on, or is not public yet."""
    if post.out_at is None or post.comment_days is None:
        return None
    closing: datetime = post.out_at + timedelta(days=post.comment_days)
    return closing


def is_open(post: Any, at: datetime) -> bool:
    """Tell whether comments can be written under the post at `at`."""
    closing = closes_at(post)
    return bool(post.takes_comments) and (closing is None or at < closing)


# --- Writing ---------------------------------------------------------------------------------------------------------


def problems_before_commenting(post: BlogPost, parent: Comment | None, *, at: datetime) -> list[Problem]:
    """Return why nothing can be written here now."""
    if not is_open(post, at):
        return [Problem(_("The comments on this post are closed. What you wrote has not been sent."))]
    if parent and (parent.state != State.PUBLISHED or parent.article_id != post.pk or parent.parent_id):
        sentence = _("The comment you answer is no longer there. Send yours as a comment of its own, if it still fits.")
        return [Problem(sentence)]
    return []


def problems_with_pace(author: Commenter, *, at: datetime) -> list[Problem]:
    """Return why the account has to wait before it sends another one."""
    if Comment.objects.filter(author=author, written_at__gt=at - HOUR).count() < MOST_AN_HOUR:
        return []
    return [Problem(_("You have sent very many comments within an hour. Wait an hour, and send this one then."))]


def problems_with_name(name: str, user: Any, *, at: datetime) -> list[Problem]:
    """Return why nobody can comment under this name: it is none, an address, or somebody else’s."""
    key = fold(name)
    if not key:
        return [Problem(_("Write the name that readers are to see."), "name")]
    if "@" in name:
        return [Problem(_("This looks like an e-mail address. Choose a name that everybody may read."), "name")]
    others = Commenter.objects.filter(name_key=key).exclude(user=user)
    in_office = Role.objects.held_on(today(at)).filter(user__search_text=key, kind__in=EDITORS).exclude(user=user)
    if others.exists() or in_office.exists():
        return [Problem(_("Somebody else has this name here. Choose another, for example with your town."), "name")]
    return []


def reasons_to_wait(author: Commenter, text: str, likenesses: list["Alike"], *, at: datetime) -> list[str]:
    """Return why an editor reads the comment before it is public; nothing for most of them."""
    own = Comment.objects.filter(author=author)
    is_known = own.filter(published_at__isnull=False).exists() or author.user.has_role(*EDITORS)
    removed = Removal.objects.filter(comment__author=author, removed_at__gt=at - WATCHED).exclude(is_granted=True)
    found = {
        Hold.FIRST: not is_known,
        Hold.WATCHED: removed.exists(),
        Hold.REPEATED: bool(likenesses),
        Hold.MANY: own.filter(written_at__gt=at - SHORTLY).count() >= MANY,
        Hold.LINK: "://" in text or "www." in text.lower(),
        Hold.PARTICULARS: bool(list(problems_with_particulars("text", text))),
    }
    return [str(reason) for reason, is_so in found.items() if is_so]


# --- Repetition ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Alike:
    """An earlier comment that says the same, and how much of the shorter one stands in the other."""

    number: int
    percent: int


def bare(text: str) -> str:
    """Return the letters and digits of a text, folded: punctuation does not make it another."""
    return " ".join("".join(one if one.isalnum() else " " for one in fold(text)).split())


def phrases(folded: str) -> set[str]:
    """Return every run of three words; the whole text where it has fewer."""
    words = folded.split()
    return {" ".join(words[place : place + PHRASE]) for place in range(max(1, len(words) - PHRASE + 1))}


def percent_alike(one: str, other: str) -> int:
    """Return how many hundredths of the phrases of the shorter text stand in the other; both as `bare` gives them."""
    if one == other:
        return 100
    few, many = sorted((phrases(one), phrases(other)), key=len)
    # A few words can stand in any text: then only the same is the same.
    return 100 * len(few & many) // len(few) if len(few) > PHRASE else 0


def alike(author: Commenter, folded: str, *, at: datetime) -> list[Alike]:
    """Return the comments of the last month that say the same, by this account or any other, the nearest first."""
    earlier = Comment.objects.filter(written_at__gt=at - COMPARED_FOR).exclude(folded="").order_by("-written_at")
    if len(folded) < SHORT:
        earlier = earlier.filter(author=author)
    found = [
        Alike(number, percent)
        for number, text in earlier.values_list("pk", "folded")[:MOST_COMPARED]
        if (percent := percent_alike(folded, text)) >= SAME_PERCENT
    ]
    return sorted(found, key=lambda one: (-one.percent, -one.number))


# --- Moderating ------------------------------------------------------------------------------------------------------


def problems_before_publishing(comment: Comment, *, at: datetime) -> list[Problem]:
    """Return why the comment cannot be let stand: nothing about it waits."""
    is_reported = comment.state == State.PUBLISHED and comment.reports.filter(settled_at=None).exists()
    if comment.state == State.WAITING or is_reported:
        return []
    return [Problem(_("Nothing waits here any more: somebody has decided already."))]


def problems_before_removing(comment: Comment, *, at: datetime) -> list[Problem]:
    """Return why the comment cannot be removed."""
    if comment.state in (State.WAITING, State.PUBLISHED):
        return []
    return [Problem(_("The comment is not there any more: it has been removed or taken back."))]


def problems_before_withdrawing(comment: Comment, *, at: datetime) -> list[Problem]:
    """Return why the author cannot take the comment back."""
    is_gone = comment.state == State.WITHDRAWN
    return [Problem(_("You have taken this comment back already."))] if is_gone else []


def problems_before_appealing(removal: Removal, *, at: datetime) -> list[Problem]:
    """Return why the author cannot appeal: once for each removal, and only while the comment is removed."""
    if removal.appealed_at:
        return [Problem(_("You have appealed already. The decision is sent to you by letter."))]
    if removal.comment.state != State.REMOVED:
        return [Problem(_("The comment is not removed now, so there is nothing to appeal against."))]
    return []


def problems_before_deciding_appeal(removal: Removal, *, by: Any, has_others: bool, at: datetime) -> list[Problem]:
    """Return why `by` cannot decide the appeal; `has_others` tells whether anybody else could."""
    if removal.appealed_at is None or removal.decided_at or removal.comment.state != State.REMOVED:
        return [Problem(_("No appeal waits here."))]
    if has_others and removal.removed_by_id == by.pk:
        return [Problem(_("You removed the comment yourself, so another editor decides."))]
    return []


# --- Reporting -------------------------------------------------------------------------------------------------------


def problems_before_reporting(origin: str, *, at: datetime) -> list[Problem]:
    """Return why no report is taken from the network whose hash is `origin`; almost always nothing."""
    recent = CommentReport.objects.filter(origin=origin, reported_at__gt=at - HOUR).count() if origin else 0
    if recent < MOST_REPORTS_AN_HOUR:
        return []
    sentence = _(
        "So many reports have come from your network that no more are taken right now. Yours has not been sent. "
        "Send it in an hour, or by e-mail."
    )
    return [Problem(sentence)]
