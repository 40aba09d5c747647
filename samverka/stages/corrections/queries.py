"""Reads over corrections: those of one page."""

from django.db.models import Model

from samverka.stages.corrections.models import Correction, CorrectionQuerySet, kind_of
from samverka.stages.corrections.pages import STORED_LANGUAGE, page_in


def corrections_of(path_or_record: str | Model) -> CorrectionQuerySet:
    """Return the public corrections of a record, or of the page at a path of this site, newest first.

    A path may be in any language; what stands after a question mark is left out of account. One query
    when read. A record that has no page of its own has none.
    """
    public = Correction.objects.public()
    if isinstance(path_or_record, str):
        return public.filter(page=page_in(path_or_record, STORED_LANGUAGE))
    kind = kind_of(path_or_record)
    return public.filter(subject_kind=kind, subject_id=path_or_record.pk) if kind else public.none()
