"""Identifiers: given once, never changed, made of what the standards allow."""

import re
from datetime import date

from samverka.faces.opendata import facts
from samverka.faces.opendata.codes import AGENCY, is_known
from samverka.faces.opendata.publication import Publication
from samverka.faces.opendata.texts import allowed
from samverka.stages.organisations.models import Organisation
from samverka.stages.projects.models import Case

_BREAKS = re.compile(r"[\s/&|?]")


def _publisher_on(publication: Publication, day: date) -> str:
    """Return the publisher's identifier on `day`: what was published under it keeps it for ever."""
    for former in publication.formers:
        if former.until is None or day <= former.until:
            return former.identifier
    return publication.publisher


def activity_identifier(publication: Publication, case: Case) -> str:
    """Return the IATI identifier of a case, which was given with the decision."""
    given_on = facts.awarded_on(case) or case.starts_on or publication.today
    return f"{_publisher_on(publication, given_on)}-{allowed(case.reference)}"


def programme_identifier(publication: Publication) -> str:
    """Return the IATI identifier of the programme."""
    given_on = publication.begins_on or date.min
    return f"{_publisher_on(publication, given_on)}-{allowed(publication.programme.reference_prefix)}"


def grant_identifier(publication: Publication, case: Case) -> str:
    """Return the 360Giving identifier of a case."""
    prefix = publication.programme.grant_prefix.strip().removeprefix("360G-")
    return f"360G-{allowed(prefix)}-{allowed(case.reference)}"


def organisation_identifier(organisation: Organisation) -> str:
    """Return the identifier of an organisation, or nothing when its prefix is in no register or it is misspelt."""
    identifier = organisation.identifier.strip()
    agency = "-".join(identifier.split("-")[:2])
    if _BREAKS.search(identifier) or len(identifier) <= len(agency) + 1 or not is_known(AGENCY, agency):
        return ""
    return identifier
