"""Reads for enquiries: the office that answers."""

from datetime import datetime

from samverka.ground.accounts.queries import programme_manned_by
from samverka.ground.programme.models import Programme
from samverka.stages.enquiries.models import HANDLERS


def programme_that_is_written_to(*, at: datetime) -> Programme | None:
    """Return the programme whose office answers the contact form on the day of `at`; nothing where there is none."""
    return programme_manned_by(HANDLERS, at=at)
