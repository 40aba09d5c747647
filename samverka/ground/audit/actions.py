"""Writing the audit record."""

from datetime import datetime
from typing import Any

from django.db import models

from samverka.ground.audit.models import Event
from samverka.ground.common.snapshots import frozen


def record(
    what: str, subject: models.Model, *, by: Any, at: datetime, programme: int | None = None, **details: Any
) -> Event:
    """Write that `by` did `what` to `subject` at `at`.

    `what` is an English sentence without its end, marked with `gettext_noop`, such as "Application submitted".
    `programme` is the number of the programme in which it was done, where the subject does not say it itself
    (`programme_id`): people and organisations belong to all.
    `details` are dates, numbers and short texts that make the row worth reading later. Nobody is told.
    """
    return Event.objects.create(
        at=at,
        by=by,
        what=what,
        programme_id=programme if programme is not None else getattr(subject, "programme_id", None),
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_text=str(subject)[:300],
        details=frozen(details),
    )
