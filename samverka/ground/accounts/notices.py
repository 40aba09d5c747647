"""What people are told about their accounts."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samverka.ground.accounts.models import Invitation, User
from samverka.ground.outbox.actions import Letter, letters_to


def invitation_to_log_in(invitation: Invitation, token: str) -> list[Letter]:
    """Return the letter with the link that opens an account."""
    address = settings.SITE_ADDRESS + reverse("account_invitation", args=[token])

    def compose(person: User) -> tuple[str, str]:
        until = date_format(localtime(invitation.expires_at), "j F Y")
        body = _(
            "Hello %(name)s,\n\nYou have been invited to work with an international municipal partnership here. "
            "Follow the link to choose a password:\n\n%(address)s\n\nThe link can be used until %(until)s. "
            "If you did not expect this letter you need not do anything."
        )
        return _("Your invitation"), body % {"name": person.name, "address": address, "until": until}

    return letters_to([invitation.user], compose, invitation.programme)
