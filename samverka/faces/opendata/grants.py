"""The 360Giving file: one grant for each case whose amount, day of decision and grantee are known.

An empty value is never written: the standard refuses `null`.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import IO, Any

from samverka.faces.opendata import facts
from samverka.faces.opendata.activity import description_of, kind_in_words
from samverka.faces.opendata.codes import COUNTRY_360GIVING, is_known
from samverka.faces.opendata.demands import problems_before_360giving, problems_before_iati, problems_of_publisher
from samverka.faces.opendata.facts import ACTUAL_END, ACTUAL_START, PLANNED_END, PLANNED_START
from samverka.faces.opendata.identifiers import activity_identifier, grant_identifier, organisation_identifier
from samverka.faces.opendata.publication import Publication
from samverka.faces.opendata.texts import address, in_english, number, one_line, shortened, stamp
from samverka.ground.programme.models import Country
from samverka.stages.organisations.models import Organisation
from samverka.stages.projects.models import Case

VERSION = "1.4"
LONGEST_TITLE = 140
MOST_PLACES = 8
SOMEWHERE = "Developing countries, unspecified"  # as IATI calls them, and the DAC

Record = dict[str, Any]


def write_grants(publication: Publication, file: IO[bytes]) -> bool:
    """Write the file, a grant at a time. Returns False when no grant can be published: an empty file is not valid."""
    if problems_of_publisher(publication) or not publication.programme.grant_prefix.strip():
        return False
    opening = json.dumps(_package(publication), ensure_ascii=False, indent=1).removesuffix("\n}")
    separator = f'{opening},\n "grants": [\n'
    is_empty = True
    for case in publication.cases():
        if not problems_before_360giving(case, publication):
            text = json.dumps(_without_empty(_grant(case, publication)), ensure_ascii=False)
            file.write(f"{separator}  {text}".encode())
            separator, is_empty = ",\n", False
    file.write(b"\n ]\n}\n")
    return not is_empty


def _package(publication: Publication) -> Record:
    owner, programme = publication.owner, publication.programme
    name = in_english(programme, "name")
    page = address("website:opendata")
    package = {
        "version": VERSION,
        "title": f"{name}: grants",
        "description": f"Grants of {in_english(owner, 'name')} within {name}.",
        "issued": publication.today.isoformat(),
        "modified": stamp(publication.at),
        "identifier": f"360G-{programme.grant_prefix.strip().removeprefix('360G-')}-{programme.slug}",
        "license": programme.licence_url,
        "publisher": {
            "identifier": publication.publisher,
            "name": in_english(owner, "name"),
            "website": one_line(owner.website),
        },
        "downloadURL": f"{address('opendata:360giving')}?programme={programme.slug}",
        "accessURL": page,
    }
    kept: Record = _without_empty(package)
    return kept


def _grant(case: Case, publication: Publication) -> Record:
    awarded_on = facts.awarded_on(case)
    grant = {
        "id": grant_identifier(publication, case),
        "title": shortened(in_english(case, "public_title"), LONGEST_TITLE),
        "description": next(iter(description_of(case).values())),
        "currency": case.currency,
        "amountAwarded": number(facts.granted(case), case.currency),
        "amountDisbursed": number(facts.paid(case), case.currency),
        "awardDate": awarded_on.isoformat() if awarded_on else "",
        "url": address("website:case", case.reference),
        "recipientOrganization": [_recipient(case.payee)],
        "beneficiaryLocation": list(_places(case))[:MOST_PLACES],
        "fundingOrganization": [{"id": publication.publisher, "name": in_english(publication.owner, "name")}],
        "grantProgramme": [_programme(publication)],
        "fromOpenCall": "Yes" if case.agreement_id else "",
        "classifications": list(_classifications(case, publication)),
        "dateModified": stamp(facts.changed_at(case, publication)),
        "dataSource": address("website:opendata"),
        **_periods(case, publication.today),
        **_transactions(case),
    }
    if not problems_before_iati(case, publication):
        grant["relatedActivity"] = [activity_identifier(publication, case)]
    return grant


def _programme(publication: Publication) -> Record:
    programme = publication.programme
    return {
        "code": programme.reference_prefix,
        "title": in_english(programme, "name"),
        "url": address("website:home"),
    }


def _recipient(one: Organisation) -> Record:
    return {
        "id": organisation_identifier(one),
        "name": in_english(one, "name"),
        "addressCountry": in_english(one.country, "name"),
        "organisationType": in_english(one.type, "name"),
        "url": one_line(one.website),
        "location": [_place(one)],
    }


def _place(one: Organisation) -> Record:
    """Return where an organisation is. A country that the standard has no code for stands in the name."""
    name = in_english(one, "name")
    place: Record = {"name": name if _has_code(one.country) else f"{name}, {in_english(one.country, 'name')}"}
    if _has_code(one.country):
        place["countryCode"] = one.country.code
    if one.latitude is not None and one.longitude is not None:
        place["latitude"], place["longitude"] = float(one.latitude), float(one.longitude)
    return place


def _has_code(country: Country) -> bool:
    return is_known(COUNTRY_360GIVING, country.code)


def _places(case: Case) -> Iterator[Record]:
    """Yield the partners' places, or where no partner abroad is known the countries, or that none is told."""
    if not case.shows_place:
        yield {"name": SOMEWHERE}
    abroad = facts.partners_abroad(case)
    for one in abroad:
        yield _place(one)
    for country, _percentage in facts.recipient_countries(case) if not abroad else ():
        name = in_english(country, "name")
        yield {"name": name, "countryCode": country.code} if _has_code(country) else {"name": name}


def _classifications(case: Case, publication: Publication) -> Iterator[Record]:
    terms: list[tuple[str, Any]] = [
        ("OECD DAC CRS purpose codes", sector) for sector, _share in facts.sectors(case, publication)
    ]
    terms += [("UN SDG goals", goal) for goal in case.goals.all()]
    terms += [("UN SDG targets", target) for target in case.targets.all()]
    terms += [("Project areas", area) for area in case.areas.all()]
    for vocabulary, term in terms:
        yield {"vocabulary": vocabulary, "code": term.code, "title": in_english(term, "name")}


def _periods(case: Case, today: date) -> Record:
    """Return the planned and the actual period, as far as their days are known."""
    days = dict(facts.activity_dates(case, today))
    periods = {}
    for name, first, last in (("plannedDates", PLANNED_START, PLANNED_END), ("actualDates", ACTUAL_START, ACTUAL_END)):
        period: Record = {}
        if first in days:
            period["startDate"] = days[first].isoformat()
        if last in days:
            period["endDate"] = days[last].isoformat()
        if first in days and last in days:
            period["duration"] = whole_months(days[first], days[last])
        periods[name] = [period] if period else []
    return periods


def whole_months(starts_on: date, ends_on: date) -> int:
    """Return how many whole months a period has, its last day included."""
    after = ends_on + timedelta(days=1)
    months = (after.year - starts_on.year) * 12 + after.month - starts_on.month
    return months - (after.day < starts_on.day)


def _transactions(case: Case) -> Record:
    """Return what was promised and what was paid, with the references that the IATI file uses."""
    promised = [
        {
            "id": facts.commitment_reference(promise, case),
            "transactionDate": promise.committed_on.isoformat() if promise.committed_on else "",
            "currency": promise.currency,
            "value": number(promise.amount, promise.currency),
            "description": kind_in_words(promise),
        }
        for promise in facts.commitments(case)
    ]
    paid = [
        {
            "id": facts.payment_reference(payment, case),
            "transactionDate": payment.paid_on.isoformat(),
            "currency": payment.currency,
            "value": number(payment.amount, payment.currency),
        }
        for payment in facts.payments(case)
    ]
    return {"commitmentTransaction": promised, "disbursementTransaction": paid}


def _without_empty(value: Any) -> Any:
    """Return `value` without the keys whose text or list is empty, at every depth. Zero stays."""
    if isinstance(value, dict):
        kept = {name: _without_empty(part) for name, part in value.items()}
        return {name: part for name, part in kept.items() if part not in ("", [], {}, None)}
    if isinstance(value, list):
        return [_without_empty(part) for part in value]
    return value
