"""What people are told about payments."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samverka.ground.accounts.models import User
from samverka.ground.common.bilingual import current_language
from samverka.ground.common.money import format_money
from samverka.ground.outbox.actions import Letter, letters_to
from samverka.stages.payments.models import Payment


def payment_made(payment: Payment, people: Iterable[User]) -> list[Letter]:
    """Return the letters that tell the payee that money has left."""
    case = payment.case

    def compose(person: User) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\n%(amount)s has been paid to %(payee)s on %(day)s, for year %(year)s of “%(title)s”. "
            "The reference is %(reference)s.\n\n%(address)s"
        )
        particulars = {
            "name": person.name,
            "amount": format_money(payment.amount, payment.currency, current_language()),
            "payee": payment.payee.name,
            "day": date_format(payment.paid_on, "j F Y"),
            "year": payment.report.year.number,
            "title": case.title,
            "reference": case.reference,
            "address": settings.SITE_ADDRESS + reverse("portal:case", args=[case.reference]),
        }
        return _("Payment made: %(reference)s") % {"reference": case.reference}, body % particulars

    return letters_to(people, compose, case.programme)


def payment_to_confirm(payment: Payment, people: Iterable[User]) -> list[Letter]:
    """Return the letters that ask a second person to confirm."""

    def compose(person: User) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\n%(by)s has entered a payment of %(amount)s to %(payee)s. Check it and confirm it:\n\n"
            "%(address)s"
        )
        particulars = {
            "name": person.name,
            "by": payment.entered_by.name,
            "amount": format_money(payment.amount, payment.currency, current_language()),
            "payee": payment.payee.name,
            "address": settings.SITE_ADDRESS + reverse("office:payment", args=[payment.key]),
        }
        subject = _("Payment to confirm: %(reference)s") % {"reference": payment.case.reference}
        return subject, body % particulars

    return letters_to(people, compose, payment.case.programme)
