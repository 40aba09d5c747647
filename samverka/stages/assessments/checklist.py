"""What can be checked without judgement: the application held against the rule set of its call."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from samverka.ground.common.refusals import Problem, stopping
from samverka.stages.applications.models import Application, Section
from samverka.stages.applications.rules import problems_with_content, problems_with_parties


@dataclass(frozen=True)
class Check:
    """One condition, and what speaks against it; warnings are worth knowing, but do not fail it."""

    label: Any
    problems: list[Problem]

    @property
    def is_met(self) -> bool:
        """Tell whether the condition is met."""
        return not stopping(self.problems)


def automatic_checks(application: Application) -> list[Check]:
    """Return each condition that the rule set makes, met or not, for an application that has been sent in."""
    content = problems_with_content(application)
    sections = [section for section in Section if section != Section.ATTACHMENTS]
    return [
        Check(_("Sent in before the call closed"), list(_problems_with_time(application))),
        Check(_("The parties may apply together"), problems_with_parties(application.call, application.organisations)),
        Check(_("Signed by every party"), list(_problems_with_signatures(application))),
        *(Check(section.label, [one for one in content if one.where == section]) for section in sections),
    ]


def _problems_with_time(application: Application) -> Iterator[Problem]:
    sent_at = application.first_submitted_at
    if sent_at is None or sent_at > application.call.closes_at:
        yield Problem(_("It was sent in after the call had closed."))


def _problems_with_signatures(application: Application) -> Iterator[Problem]:
    for organisation in application.unsigned:
        yield Problem(_("The signature of %(organisation)s is missing.") % {"organisation": organisation.name})
