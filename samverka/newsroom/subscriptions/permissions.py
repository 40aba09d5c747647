"""Who writes newsletters and sees how they went. Subscribers need no permission: they hold a sealed link."""

from typing import Any

from samverka.newsroom.permissions import can_edit_news
from samverka.newsroom.subscriptions.models import Issue, Newsletter


def can_see_newsletters(user: Any) -> bool:
    """Those who edit news write to subscribers, and see how it went."""
    return bool(can_edit_news(user))


def can_write_newsletter(user: Any, newsletter: Newsletter) -> bool:
    """Those who edit news write each newsletter."""
    return bool(can_edit_news(user))


def can_see_issue(user: Any, issue: Issue) -> bool:
    """Those who edit news see what was sent, and how it went; whom it went to is nobody's business."""
    return bool(can_edit_news(user))


def can_stop_issue(user: Any, issue: Issue) -> bool:
    """Those who may send may stop."""
    return bool(can_edit_news(user))


def can_erase_subscriber(user: Any) -> bool:
    """Those who edit news erase an address whose owner asks for it."""
    return bool(can_edit_news(user))
