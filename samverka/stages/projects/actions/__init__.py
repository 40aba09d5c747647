"""What is done with cases: their start from a signed agreement, and what the public sees of them."""

from samverka.stages.projects.actions.publishing import (
    change_what_is_shown,
    edit_case_texts,
    publish_case,
    refresh_search_text,
    settle_publicity,
    unpublish_case,
    withdraw_case,
)
from samverka.stages.projects.actions.starting import conclude_agreement, start_case

__all__ = [
    "change_what_is_shown",
    "conclude_agreement",
    "edit_case_texts",
    "publish_case",
    "refresh_search_text",
    "settle_publicity",
    "start_case",
    "unpublish_case",
    "withdraw_case",
]
