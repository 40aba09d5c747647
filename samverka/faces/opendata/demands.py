"""What the standards demand of a case before it is published, in words for the people who can put it right.

The same lists decide what stands in the files and what stands on the page of cases that are left out.
"""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from samverka.faces.opendata import facts
from samverka.faces.opendata.codes import COUNTRY_IATI, CURRENCY, is_known
from samverka.faces.opendata.identifiers import organisation_identifier
from samverka.faces.opendata.publication import Publication
from samverka.faces.opendata.texts import in_languages
from samverka.ground.common.refusals import Problem
from samverka.stages.projects.models import Case
from samverka.stages.projects.rules import problems_with_public_texts

MOST_DAYS = 365  # IATI ruleset 7.5.3: from the first to the last day of a budget


def problems_of_publisher(publication: Publication) -> list[Problem]:
    """Return what keeps the whole programme out of every file."""
    if publication.publisher:
        return []
    return [Problem(_("The programme owner has no identifier for open data yet."))]


def problems_before_iati(case: Case, publication: Publication) -> list[Problem]:
    """Return why the case cannot stand in the IATI file; an empty list when it can."""
    return [
        Problem(text) for text in (*_common(case, publication), *_iati_facts(case, publication), *_iati_money(case))
    ]


def problems_before_360giving(case: Case, publication: Publication) -> list[Problem]:
    """Return why the case cannot stand in the 360Giving file; an empty list when it can."""
    return [Problem(text) for text in (*_common(case, publication), *_giving(case))]


def _common(case: Case, publication: Publication) -> Iterator[str]:
    """Yield what keeps a case out of both files."""
    if not in_languages(case, "public_title"):
        yield _("It has no title.")
    if "/" in case.reference:
        yield _("Its reference has a slash in it, so the case has no page to point at.")
    if problems_with_public_texts(case):
        # What was found is not repeated: this list is public.
        yield _("Its title or summary holds an e-mail address, a telephone number or a personal identity number.")
    if case.starts_on and case.ends_on and case.starts_on > case.ends_on:
        yield _("Its last day is before its first day.")
    fictional = {one.is_fictional for one in case.organisations}
    if not fictional:
        yield _("No organisation in it is known.")
    elif case.programme.is_demonstration and False in fictional:
        yield _("It is a demonstration, and one of its organisations is real.")
    elif not case.programme.is_demonstration and True in fictional:
        yield _("One of its organisations is made up for a demonstration.")
    if _is_later([one.committed_on for one in facts.commitments(case)], publication.today):
        yield _("The day on which its money was granted is still to come.")
    if _is_later([one.paid_on for one in facts.payments(case)], publication.today):
        yield _("The day on which its money was paid is still to come.")
    for currency in sorted(facts.currencies(case)):
        if not is_known(CURRENCY, currency):
            yield _("The standard does not know the currency %(currency)s.") % {"currency": currency}


def _iati_facts(case: Case, publication: Publication) -> Iterator[str]:
    if case.starts_on is None:
        yield _("The day on which it began is not known.")
    if not facts.status(case, publication.today):
        yield _("Whether it has ended is not known.")
    recipients = facts.recipient_countries(case)
    if not recipients and case.shows_place:
        yield _("No partner country is known.")
    for country, _percentage in recipients:
        if not is_known(COUNTRY_IATI, country.code):
            yield _("The standard does not know the country %(country)s.") % {"country": country.name}
    if not facts.sectors(case, publication):
        yield _("It has no project area with a purpose code.")


def _iati_money(case: Case) -> Iterator[str]:
    if None in [one.committed_on for one in facts.commitments(case)]:
        yield _("The day on which its money was granted is not known.")
    if any((year.ends_on - year.starts_on).days > MOST_DAYS for year, _amount in facts.year_budgets(case)):
        yield _("One of its accounting years is longer than a year.")
    if any(year.starts_on > year.ends_on for year, _amount in facts.year_budgets(case)):
        yield _("One of its accounting years ends before it begins.")


def _giving(case: Case) -> Iterator[str]:
    days = [one.committed_on for one in facts.commitments(case)]
    if not days:
        yield _("The amount granted is not known.")
    elif facts.awarded_on(case) is None or None in days:
        yield _("The day on which its money was granted is not known.")
    if len(facts.currencies(case)) > 1:
        yield _("Its money is in more than one currency.")
    payee = facts.payee_of(case)
    if payee is None and case.organisations:
        yield _("Who has the grant is not shown.")
    elif payee and not organisation_identifier(payee):
        yield _("%(organisation)s has no identifier that the standard accepts.") % {"organisation": payee.name}


def _is_later(days: list[date | None], today: date) -> bool:
    return any(day is not None and day > today for day in days)
