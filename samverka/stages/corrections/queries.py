"""Reads for corrections: those of one page, and the office that answers for a page."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from samverka.ground.accounts.queries import programme_manned_by
from samverka.ground.programme.models import Programme
from samverka.stages.corrections.models import HANDLERS, Correction, CorrectionQuerySet, kind_of
from samverka.stages.corrections.pages import STORED_LANGUAGE, page_in


def corrections_of(path_or_record: str | Model) -> CorrectionQuerySet:
    """Return the public corrections of a record, or of the page at a path of this site, newest first.

    A path may be in any language; what stands after a question mark is left out of account. One query,
    and one more when read where there is any. A record that has no page of its own has none.
    """
    kind = "" if isinstance(path_or_record, str) else kind_of(path_or_record)
    if isinstance(path_or_record, str):
        of_page = {"page": page_in(path_or_record, STORED_LANGUAGE)}
    elif kind:
        of_page = {"subject_kind": kind, "subject_id": path_or_record.pk}
    else:
        return Correction.objects.none()
    # Nearly every page has none: then it is not asked which of them the public sees, which is a long question.
    if not Correction.objects.filter(**of_page).exists():
        return Correction.objects.none()
    return Correction.objects.public(only=kind).filter(**of_page)


def programme_that_answers(record: Any, *, at: datetime) -> Programme | None:
    """Return the programme whose office answers what is reported about the page of `record` (nothing: of none)."""
    return programme_manned_by(HANDLERS, own=getattr(record, "programme_id", None), at=at)
