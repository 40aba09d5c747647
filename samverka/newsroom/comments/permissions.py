"""Who may write, take back, appeal and moderate."""

from typing import Any

from samverka.newsroom.comments.models import Comment, Removal
from samverka.newsroom.permissions import can_edit_news


def can_comment(user: Any) -> bool:
    """Everybody who has logged in may comment; it needs no role, and gives none."""
    return bool(user.is_authenticated)


def can_see_own_comment(user: Any, comment: Comment) -> bool:
    """Authors see what became of their own comments."""
    return bool(comment.author.user_id == user.pk)


def can_withdraw_comment(user: Any, comment: Comment) -> bool:
    """Authors take back what they wrote themselves."""
    return can_see_own_comment(user, comment)


def can_appeal_removal(user: Any, removal: Removal) -> bool:
    """The author of a comment appeals against its removal."""
    return can_see_own_comment(user, removal.comment)


def can_moderate_comments(user: Any) -> bool:
    """Those who edit news look after what is said about it."""
    return can_edit_news(user)


def can_read_comment(user: Any, comment: Comment) -> bool:
    """Those who look after comments read each one."""
    return can_edit_news(user)


def can_moderate_comment(user: Any, comment: Comment) -> bool:
    """Those who look after comments judge each one, but for their own."""
    return can_edit_news(user) and comment.author.user_id != user.pk


def can_decide_appeal(user: Any, removal: Removal) -> bool:
    """Those who judge a comment decide an appeal about it; whether somebody else has to is a rule."""
    return can_moderate_comment(user, removal.comment)
