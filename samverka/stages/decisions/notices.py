"""What parties are told when a decision is announced, and the office when one is sent back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from samverka.ground.common.dates import today
from samverka.ground.outbox.actions import Letter, letters_to
from samverka.stages.decisions.letters import facts_of, opening_of, report_lines, sections_of
from samverka.stages.decisions.models import Decision
from samverka.stages.organisations.queries import people_of


def decision_announced(decision: Decision, *, at: datetime) -> list[Letter]:
    """Return a letter to each person of each party, each in that person's language, with all that was decided."""
    application = decision.application

    def compose(person: Any) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\n%(decision)s\n\nRead the decision and fetch your organisation's letter:\n\n%(address)s"
        )
        facts = {
            "name": person.name,
            "decision": "\n\n".join(_paragraphs(decision)),
            "address": settings.SITE_ADDRESS + reverse("portal:decision", args=[application.reference]),
        }
        return _("Decision on %(reference)s") % {"reference": application.reference}, body % facts

    people = people_of(application.organisations, today(at))
    return letters_to(people, compose, application.call.programme)


def decision_sent_back(decision: Decision, reason: str, by: Any) -> list[Letter]:
    """Return the letter to the one who prepared the decision."""
    reference = decision.application.reference

    def compose(person: Any) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\n%(by)s has sent back the decision on %(reference)s. The reason:\n\n%(reason)s\n\n"
            "%(address)s"
        )
        address = settings.SITE_ADDRESS + reverse("office:decision", args=[reference])
        facts = {"name": person.name, "by": by.name, "reference": reference, "reason": reason, "address": address}
        return _("Please look once more at the decision on %(reference)s") % {"reference": reference}, body % facts

    return letters_to([decision.prepared_by], compose, decision.application.call.programme)


def _paragraphs(decision: Decision) -> Iterable[str]:
    """Yield the decision as paragraphs of plain text, in the language in force."""
    yield opening_of(decision)
    yield "\n".join(f"{label}: {text}" for label, text in facts_of(decision))
    for section in sections_of(decision):
        yield f"{section['heading'].upper()}\n{section['text']}"
    lines = report_lines(decision)
    if lines:
        yield "\n".join([_("Days of the reports").upper(), *lines])
