"""Finding the organisation that a name means, and the people to tell."""

from collections.abc import Iterable
from datetime import date

from samverka.ground.accounts.models import User
from samverka.ground.common.folding import fold, same_spelling
from samverka.stages.organisations.models import Membership, Organisation, OrganisationName


def named(text: str, country_code: str = "") -> list[Organisation]:
    """Return the organisations called `text`: by the same spelling first, and only if there is none, without accents.

    Håbo and Habo are two municipalities, so an exact spelling always wins; “Vracar” still finds Vračar.
    """
    names = OrganisationName.objects.select_related("organisation")
    if country_code:
        names = names.filter(organisation__country__code=country_code)
    exact = names.filter(spelling=same_spelling(text))
    found = {name.organisation_id: name.organisation for name in exact}
    if not found:
        wanted = fold(text)
        near = names.filter(organisation__search_text__contains=wanted)
        found = {name.organisation_id: name.organisation for name in near if fold(name.text) == wanted}
    return list(found.values())


def people_of(organisations: Iterable[Organisation | int], on: date) -> list[User]:
    """Return the people who hold any role in the organisations on `on` and can log in, each once."""
    members = Membership.objects.held_on(on).filter(organisation__in=list(organisations), user__is_active=True)
    return list({membership.user_id: membership.user for membership in members.select_related("user")}.values())
