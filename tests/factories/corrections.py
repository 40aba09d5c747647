"""Error reports and corrections, made by the real actions."""

from uuid import uuid4

from samverka.stages.corrections.actions import correct_report, report_error
from tests.factories.remembered import remembered

TEXTS = {
    "title_en": "Clean water",
    "title_sv": "Rent vatten",
    "before_en": "The grant was SEK 100.",
    "before_sv": "Bidraget var 100 kronor.",
    "after_en": "The grant is SEK 1,000.",
    "after_sv": "Bidraget är 1 000 kronor.",
}
# What the office says where no change of the page is known.
UNSEEN = {"is_right_already": True, "what_changed": "The file was read in again on Friday."}


@remembered
def reported(cast, at, **facts):
    """Return the report of a reader who gave an address, about a page without a record."""
    wanted = {
        "key": uuid4(),
        "page": "/en/cases/?q=sought",
        "text": "The grant is wrong.",
        "email": "reader@elsewhere.example",
        "language": "en",
        "version_at": None,
        "origin": "",
    }
    return report_error(cast.programme, by=None, at=at, **{**wanted, **facts})


@remembered
def corrected(cast, at, report=None, **texts):
    """Return the correction that the editor published, who answers for the change of the page."""
    facts = {**UNSEEN, **TEXTS, **texts}
    return correct_report(report or reported(cast, at), by=cast.maja, at=at, **facts)
