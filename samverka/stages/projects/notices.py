"""What people are told about cases."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from samverka.ground.accounts.models import User
from samverka.ground.outbox.actions import Letter, letters_to
from samverka.stages.projects.models import Case


def case_published(case: Case, people: Iterable[User]) -> list[Letter]:
    """Return the letters that tell the parties that the public can read about their case."""

    def compose(person: User) -> tuple[str, str]:
        # Composed in the reader's language, so the address is the page in that language.
        address = settings.SITE_ADDRESS + reverse("website:case", args=[case.reference])
        body = _(
            "Hello %(name)s,\n\n“%(title)s” is now shown to the public, with its parties, period and amount. Look at "
            "the page, and tell the office if something is wrong:\n\n%(address)s"
        )
        subject = _("Your case is public: %(reference)s") % {"reference": case.reference}
        return subject, body % {"name": person.name, "title": case.title, "address": address}

    return letters_to(people, compose, case.programme)
