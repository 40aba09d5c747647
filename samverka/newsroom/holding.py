"""What happens when the time of a planned article has come and its text no longer agrees with the facts."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop

from samverka.ground.audit.actions import record
from samverka.ground.common.refusals import Problem
from samverka.ground.outbox.actions import post


@transaction.atomic
def hold_back(article: Any, revision: Any, problems: list[Problem], *, at: datetime) -> None:
    """Take the plan away, so that the article stays a draft, and say so in the record of changes.

    Tells who planned it, by letter. The other articles whose time has come are published; nobody stops them for this
    one.
    """
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    differences = " ".join(map(str, problems))
    record(gettext_noop("Article held back"), article, by=None, at=at, reason=differences)
    # By name: what editors are told is written over the articles.
    letters = import_string("samverka.newsroom.notices.held_back")(article, revision, at)
    post(letters, at=at)
