"""What assessors and the office are told about assessments. Nothing of an application's content stands in a message."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samverka.ground.outbox.actions import Letter, letters_to
from samverka.stages.applications.models import Application
from samverka.stages.assessments.models import Assignment


def assessor_asked(assignment: Assignment) -> list[Letter]:
    """Return the letter that asks an assessor: who applies and in which call, but nothing that they wrote."""

    def compose(person: Any) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\nYou are asked to assess application %(reference)s in the call “%(call)s”.\n\n"
            "The parties are:\n%(parties)s\n\nSay first whether you have a conflict of interest. Only then can you "
            "read the application. Please hand in your scores by %(day)s at the latest:\n\n%(address)s"
        )
        return (
            _("Will you assess %(reference)s?") % {"reference": assignment.application.reference},
            body % {**_facts(assignment), "name": person.name},
        )

    return letters_to([assignment.assessor], compose, assignment.application.call.programme)


def conflict_declared(assignment: Assignment) -> list[Letter]:
    """Return the letter that tells the one who asked that another assessor is needed."""

    def compose(person: Any) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\n%(assessor)s has declared a conflict of interest for %(reference)s:\n\n%(conflict)s\n\n"
            "%(assessor)s cannot read the application. Ask another assessor:\n\n%(address)s"
        )
        facts = {
            "name": person.name,
            "assessor": assignment.assessor.name,
            "reference": assignment.application.reference,
            "conflict": assignment.conflict,
            "address": settings.SITE_ADDRESS + reverse("office:assessors", args=[assignment.application.reference]),
        }
        return _("Conflict of interest: %(reference)s") % {"reference": facts["reference"]}, body % facts

    return letters_to([assignment.asked_by], compose, assignment.application.call.programme)


def assessment_reopened(assignment: Assignment, reason: str) -> list[Letter]:
    """Return the letter that asks the assessor for a second look."""

    def compose(person: Any) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\nThe office asks you to look once more at your scores for %(reference)s. "
            "Everything you wrote is still there. The reason:\n\n%(reason)s\n\n%(address)s"
        )
        return (
            _("Please look once more at %(reference)s") % {"reference": assignment.application.reference},
            body % {**_facts(assignment), "name": person.name, "reason": reason},
        )

    return letters_to([assignment.assessor], compose, assignment.application.call.programme)


def _facts(assignment: Assignment) -> dict[str, Any]:
    application: Application = assignment.application
    return {
        "reference": application.reference,
        "call": application.call.title,
        "parties": "\n".join(f"– {organisation.name}" for organisation in application.organisations),
        "day": date_format(assignment.due_on, "j F Y"),
        "address": settings.SITE_ADDRESS + reverse("portal:assessment", args=[assignment.pk]),
    }
