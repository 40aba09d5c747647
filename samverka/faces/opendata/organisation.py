"""The IATI organisation file: who the publisher is, and what its grants will bring to each country.

The platform knows the grants, not the publisher's whole economy, so total budget and total expenditure are left out.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import IO

from django.conf import settings

from samverka.faces.opendata import facts
from samverka.faces.opendata.activity import DEVELOPING_COUNTRIES
from samverka.faces.opendata.demands import problems_before_iati, problems_of_publisher
from samverka.faces.opendata.elements import (
    Element,
    add,
    add_page,
    add_period,
    add_publisher,
    add_texts,
    add_value,
    opened,
    record,
    write,
)
from samverka.faces.opendata.publication import Publication, publications_of_the_same_owner
from samverka.faces.opendata.texts import address, in_languages
from samverka.ground.common.money import split


@dataclass(frozen=True, order=True)
class Expected:
    """A calendar year, a country and a currency in which money of granted cases is still to be paid.

    `country` is empty for cases whose place is hidden.
    """

    year: int
    country: str
    currency: str


def write_organisation(publication: Publication, file: IO[bytes]) -> bool:
    """Write the file. All programmes of the owner stand in it: an organisation has one file, whoever asks for it."""
    if problems_of_publisher(publication):
        return False
    owner = publication.owner
    programmes = publications_of_the_same_owner(publication)
    changed_at = max(one.records_changed_at for one in programmes)
    organisation = record("iati-organisation", publication.programme.currency, changed_at)
    add(organisation, "organisation-identifier", text=publication.publisher)
    add_texts(add(organisation, "name"), in_languages(owner, "name"))
    add_publisher(organisation, "reporting-org", publication, {"secondary-reporter": "0"})
    # The standard wants the regions before the countries.
    for expected, amount in sorted(_expected(programmes).items(), key=lambda pair: (pair[0].country != "", pair[0])):
        _add_budget(organisation, expected, amount)
    if owner.website:
        add_page(organisation, "B16", in_languages(owner, "name"), owner.website, settings.LANGUAGE_CODE)
    for language, _name in settings.LANGUAGES:
        url = address("website:opendata", language=language)
        add_page(organisation, "B16", in_languages(owner, "name"), url, language)
    with opened(file, "iati-organisations", publication.at) as writer:
        write(writer, organisation)
    return True


def _expected(programmes: list[Publication]) -> Counter[Expected]:
    """Return what is still to be paid by year, country and currency; what is overdue counts for this year."""
    total: Counter[Expected] = Counter()
    for publication in programmes:
        for case in publication.cases():
            if problems_before_iati(case, publication):
                continue
            shown = [(country.code, percentage) for country, percentage in facts.recipient_countries(case)]
            recipients = shown if case.shows_place else [("", 100)]
            for due in facts.instalments(case):
                year = max(due.starts_on.year, publication.today.year)
                shares = split(due.amount, [percentage for _code, percentage in recipients])
                for (code, _percentage), share in zip(recipients, shares, strict=True):
                    total[Expected(year, code, case.currency)] += share
    return total


def _add_budget(organisation: Element, expected: Expected, amount: int) -> None:
    """Add what is expected for a country, or for developing countries as a whole."""
    starts_on = date(expected.year, 1, 1)
    kind = "country" if expected.country else "region"
    named = {"code": expected.country} if expected.country else {"vocabulary": "1", "code": DEVELOPING_COUNTRIES}
    budget = add(organisation, f"recipient-{kind}-budget", {"status": "2"})
    add(budget, f"recipient-{kind}", named)
    add_period(budget, starts_on, date(expected.year, 12, 31))
    add_value(budget, amount, expected.currency, starts_on)
