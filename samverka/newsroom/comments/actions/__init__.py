"""What is done with comments and with the accounts of those who write them."""

from samverka.newsroom.comments.actions.accounts import erase_commenter, erase_unopened_accounts, open_account
from samverka.newsroom.comments.actions.moderating import (
    appeal_removal,
    decide_appeal,
    publish_comment,
    remove_comment,
)
from samverka.newsroom.comments.actions.reminding import remind_moderators
from samverka.newsroom.comments.actions.writing import (
    change_name,
    forget_origins,
    report_comment,
    withdraw_comment,
    write_comment,
)

__all__ = [
    "appeal_removal",
    "change_name",
    "decide_appeal",
    "erase_commenter",
    "erase_unopened_accounts",
    "forget_origins",
    "open_account",
    "publish_comment",
    "remind_moderators",
    "remove_comment",
    "report_comment",
    "withdraw_comment",
    "write_comment",
]
