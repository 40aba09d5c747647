"""What was corrected on a page, as every page shows it of itself and the log shows it of all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samverka.ground.common.bilingual import current_language, localised
from samverka.stages.corrections.models import Correction, kind_of
from samverka.stages.corrections.queries import corrections_of


@dataclass(frozen=True)
class Entry:
    """A correction in the language of the page. `url` is the page that was corrected."""

    number: int
    title: str
    url: str
    before: str
    after: str
    at: datetime


def entry_of(correction: Correction) -> Entry:
    """Return a correction as it is shown; its texts are there in both languages."""
    before, after = localised(correction, "before").text, localised(correction, "after").text
    page = correction.page_in(current_language())
    return Entry(correction.pk, correction.title, page, before, after, correction.corrected_at)


def corrected_on(path: str, record: Any) -> list[Entry]:
    """Return the corrections of the page at `path`, newest first; of one that shows a record, all that record's."""
    return [entry_of(one) for one in corrections_of(record if kind_of(record) else path)]
