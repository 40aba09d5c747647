"""What people are told about agreements."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from samverka.ground.accounts.models import User
from samverka.ground.outbox.actions import Letter, letters_to
from samverka.stages.agreements.models import Agreement


def agreement_to_sign(agreement: Agreement, people: Iterable[User]) -> list[Letter]:
    """Return the letters that ask for signatures."""

    def compose(person: User) -> tuple[str, str]:
        subject = _("Agreement to sign: %(reference)s") % {"reference": agreement.reference}
        body = _(
            "Hello %(name)s,\n\nThe agreement on “%(title)s” can now be signed. The programme owner and every partner "
            "sign, in whatever order. Those with a mandate sign for their organisation; you others can read along.\n\n"
            "%(address)s"
        )
        return subject, body % _particulars(agreement, person)

    return letters_to(people, compose, agreement.decision.application.call.programme)


def agreement_recalled(agreement: Agreement, reason: str, people: Iterable[User]) -> list[Letter]:
    """Return the letters that say that the agreement is being changed."""

    def compose(person: User) -> tuple[str, str]:
        subject = _("Agreement called back: %(reference)s") % {"reference": agreement.reference}
        body = _(
            "Hello %(name)s,\n\nThe office has called back the agreement on “%(title)s” to change it. Signatures "
            "made so far do not count. You get a new letter when it can be signed again.\n\nThe reason: %(reason)s"
        )
        return subject, body % {**_particulars(agreement, person), "reason": reason}

    return letters_to(people, compose, agreement.decision.application.call.programme)


def agreement_in_force(agreement: Agreement, people: Iterable[User]) -> list[Letter]:
    """Return the letters that say that all have signed."""

    def compose(person: User) -> tuple[str, str]:
        subject = _("Agreement in force: %(reference)s") % {"reference": agreement.reference}
        body = _(
            "Hello %(name)s,\n\nEverybody has signed the agreement on “%(title)s”. The case is running. The agreement "
            "and the days on which reports are due stand here:\n\n%(address)s"
        )
        return subject, body % _particulars(agreement, person)

    return letters_to(people, compose, agreement.decision.application.call.programme)


def _particulars(agreement: Agreement, person: User) -> dict[str, str]:
    """Return what each letter names, with the address at which this person reads the agreement."""
    face = "office" if person.is_in_office else "portal"
    address = settings.SITE_ADDRESS + reverse(f"{face}:agreement", args=[agreement.reference])
    return {"name": person.name, "title": agreement.decision.application.title, "address": address}
