"""What is done with subscriptions: readers subscribe, digests are composed, the office writes newsletters."""

from samverka.newsroom.subscriptions.actions.digests import (
    compose_digest,
    compose_due_digests,
)
from samverka.newsroom.subscriptions.actions.newsletters import (
    begin_newsletter,
    change_newsletter,
    discard_newsletter,
    plan_newsletter,
    send_due_newsletters,
    send_newsletter,
    stop_issue,
    take_back_newsletter,
)
from samverka.newsroom.subscriptions.actions.subscribers import (
    ask_for_news,
    change_subscription,
    choice_for,
    confirm_subscription,
    count_bounce,
    end_subscription,
    erase_old_subscriptions,
    erase_subscriber,
    note_bounce,
)

__all__ = [
    "ask_for_news",
    "begin_newsletter",
    "change_newsletter",
    "change_subscription",
    "choice_for",
    "compose_digest",
    "compose_due_digests",
    "confirm_subscription",
    "count_bounce",
    "discard_newsletter",
    "end_subscription",
    "erase_old_subscriptions",
    "erase_subscriber",
    "note_bounce",
    "plan_newsletter",
    "send_due_newsletters",
    "send_newsletter",
    "stop_issue",
    "take_back_newsletter",
]
