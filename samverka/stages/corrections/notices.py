"""What a reader who gave an e-mail address is told. What the reader wrote is never repeated.

Anybody can write anything in the form and give the address of somebody else: a letter that repeated it would carry
a stranger's text in our name.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from samverka.ground.common.bilingual import localised
from samverka.ground.outbox.actions import Letter
from samverka.stages.corrections.models import Correction, ErrorReport


def report_received(report: ErrorReport) -> list[Letter]:
    """Return the receipt: which page, by when there is an answer, and where to see what became of the report."""
    body = _(
        "Hello,\n\nThank you for telling us that something is wrong on this page:\n\n%(page)s\n\n"
        "You get an answer by %(day)s. What becomes of your report, number %(number)s, is shown here:\n\n"
        "%(receipt)s\n\n"
        "If you have not reported anything, somebody else gave your address. You need not do anything: we use it "
        "for the answer only, and erase it twelve months after that."
    )
    return _letter(report, _("We have received your report %(number)s"), body)


def report_corrected(report: ErrorReport, correction: Correction) -> list[Letter]:
    """Return the letter that says how the page was corrected."""
    body = _(
        "Hello,\n\nYou reported that something was wrong on this page, and it has been corrected:\n\n%(page)s\n\n"
        "It said:\n%(before)s\n\nIt says now:\n%(after)s\n\n"
        "Everybody can read this in our log of corrections:\n\n%(log)s\n\nThank you for your help."
    )
    return _letter(report, _("The page has been corrected: your report %(number)s"), body, correction)


def report_unchanged(report: ErrorReport) -> list[Letter]:
    """Return the letter that says why the page stays as it is."""
    body = _(
        "Hello,\n\nYou reported that something is wrong on this page:\n\n%(page)s\n\n"
        "We have looked into it, and the page stays as it is:\n\n%(answer)s\n\nThank you for reading so closely."
    )
    return _letter(report, _("An answer to your report %(number)s"), body)


def _letter(report: ErrorReport, subject: Any, body: Any, correction: Correction | None = None) -> list[Letter]:
    """Return the letter in the language of the form; none for a reader who gave no address."""
    if not report.email:
        return []
    site = settings.SITE_ADDRESS
    with override(report.language):
        facts = {
            "number": report.pk,
            # Without its query: what somebody searched for could be any text.
            "page": site + report.page.partition("?")[0],
            "day": date_format(report.answer_due_on, "j F Y"),
            "receipt": site + reverse("website:error-receipt", args=[report.key]),
            "log": site + reverse("website:corrections"),
            "answer": report.answer,
            "before": localised(correction, "before").text if correction else "",
            "after": localised(correction, "after").text if correction else "",
        }
        written = (str(subject) % facts, str(body) % facts)
    return [Letter(report.email, report.language, *written, programme=report.programme)]
