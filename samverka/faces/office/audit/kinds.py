"""What the records are called that things are done to."""

from typing import Any

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, Any] = {
    "accounts.user": _("Person"),
    "agreements.agreement": _("Agreement"),
    "applications.application": _("Application"),
    "assessments.assessment": _("Assessment"),
    "calls.call": _("Call"),
    "corrections.correction": _("Correction"),
    "corrections.errorreport": _("Error report"),
    "decisions.decision": _("Decision"),
    "documents.document": _("Document"),
    "enquiries.enquiry": _("Message to the office"),
    "newsroom.article": _("Article"),
    "newsroom.blogpost": _("Blog post"),
    "newsroom.newspage": _("News"),
    "newsroom.pressrelease": _("Press release"),
    "organisations.organisation": _("Organisation"),
    "partnerships.partnership": _("Partnership"),
    "payments.payment": _("Payment"),
    "programme.ruleset": _("Rule set"),
    "projects.case": _("Case"),
    "reports.report": _("Report"),
}


def name_of_kind(kind: str) -> str:
    """Return what a kind of record is called; one that nobody named here goes by the name of its model."""
    if kind in NAMES:
        return str(NAMES[kind])
    try:
        return str(capfirst(apps.get_model(kind)._meta.verbose_name))
    except LookupError:
        return kind
