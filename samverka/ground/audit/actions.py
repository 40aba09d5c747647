"""Writing the audit record."""

from datetime import datetime
from typing import Any

from django.db import models

from samverka.ground.audit.models import Event
from samverka.ground.common.snapshots import frozen


def record(what: str, subject: models.Model, *, by: Any, at: datetime, **details: Any) -> Event:
    """Write that `by` did `what` to `subject` at `at`.

    `what` is an English sentence without its end, marked with `gettext_noop`, such as "Application submitted".
    `details` are dates, numbers and short texts that make the row worth reading later. Nobody is told.
    """
    return Event.objects.create(
        at=at,
        by=by,
        what=what,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_text=str(subject)[:300],
        details=frozen(details),
    )
