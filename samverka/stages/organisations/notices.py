"""What people are told about the organisations they act for."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from samverka.ground.accounts.models import User
from samverka.ground.outbox.actions import Letter, letters_to
from samverka.stages.organisations.models import Mandate, Membership, Organisation


def added_to_organisation(membership: Membership) -> list[Letter]:
    """Return the letter to somebody who has an account already and now acts in one more organisation."""

    def compose(person: User) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\nYou have been added to %(organisation)s as %(role)s. You find it among your "
            "organisations:\n\n%(address)s\n\nIf this is a mistake, tell the programme office."
        )
        facts = {"role": membership.get_kind_display(), **_facts(person, membership.organisation)}
        return _("You have been added to %(organisation)s") % facts, body % facts

    return letters_to([membership.user], compose)


def mandate_given(mandate: Mandate) -> list[Letter]:
    """Return the letter to somebody who can sign for an organisation from now on."""

    def compose(person: User) -> tuple[str, str]:
        body = _(
            "Hello %(name)s,\n\nYou can now sign for %(organisation)s. The office has noted that this rests on: "
            "%(rests_on)s.\n\n%(address)s\n\nIf this is a mistake, tell the programme office before you sign anything."
        )
        facts = {"rests_on": mandate.rests_on, **_facts(person, mandate.organisation)}
        return _("You can sign for %(organisation)s") % facts, body % facts

    return letters_to([mandate.user], compose)


def _facts(person: User, organisation: Organisation) -> dict[str, str]:
    address = settings.SITE_ADDRESS + reverse("portal:organisation", args=[organisation.slug])
    return {"name": person.name, "organisation": organisation.name, "address": address}
