"""What somebody who gave an e-mail address is told. What was written is never repeated.

Anybody can write anything in the form and give the address of somebody else: a letter that repeated it would carry
a stranger's text, or name, in our name.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from samverka.ground.outbox.actions import Letter
from samverka.stages.enquiries.models import Enquiry


def please_confirm(enquiry: Enquiry) -> list[Letter]:
    """Return the letter with the link that says that a person wrote."""
    body = _(
        "Hello,\n\nSomebody has written to %(programme)s and given this address. If it was you, follow this link and "
        "press the button there, so that we know that a person wrote:\n\n%(confirm)s\n\n"
        "The link is valid for a week. You then get an answer by %(day)s; your message has the number %(number)s.\n\n"
        "If you have not written anything, somebody else gave your address. You need not do anything."
    )
    return _letter(enquiry, _("Confirm your message %(number)s"), body)


def enquiry_received(enquiry: Enquiry) -> list[Letter]:
    """Return the receipt: by when there is an answer, and where to see what became of the message."""
    body = _(
        "Hello,\n\nThank you for writing to %(programme)s. You get an answer by %(day)s. What becomes of your message, "
        "number %(number)s, is shown here:\n\n%(receipt)s\n\n"
        "If you have not written anything, somebody else gave your address. You need not do anything: we use it for "
        "the answer only, and erase it %(kept)s days after that."
    )
    return _letter(enquiry, _("We have received your message %(number)s"), body)


def enquiry_answered(enquiry: Enquiry) -> list[Letter]:
    """Return the answer."""
    body = _(
        "Hello,\n\nThis is our answer to your message %(number)s:\n\n%(answer)s\n\n"
        "If you want to know more, write to us again, and name the number:\n\n%(contact)s"
    )
    return _letter(enquiry, _("An answer to your message %(number)s"), body)


def _letter(enquiry: Enquiry, subject: Any, body: Any) -> list[Letter]:
    """Return the letter in the language of the form; none for somebody who gave no address."""
    if not enquiry.email:
        return []
    site = settings.SITE_ADDRESS
    with override(enquiry.language):
        facts = {
            "number": enquiry.reference,
            "programme": enquiry.programme.name,
            "day": date_format(enquiry.answer_due_on, "j F Y"),
            "receipt": site + reverse("website:contact-receipt", args=[enquiry.key]),
            "confirm": site + reverse("website:contact-confirm", args=[enquiry.confirm_key]),
            "contact": site + reverse("website:contact"),
            "answer": enquiry.answer,
            "kept": settings.ENQUIRY_KEPT_DAYS,
        }
        written = (str(subject) % facts, str(body) % facts)
    return [Letter(enquiry.email, enquiry.language, *written, programme=enquiry.programme)]
