"""The IATI activity file: one activity for each case that has what the standard demands, and one for the programme.

Money to grantees stands on the cases only; on the programme too, readers would count it twice.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from samverka.faces.opendata import facts
from samverka.faces.opendata.activity import (
    DEVELOPING_COUNTRIES,
    PROGRAMME_LEVEL,
    activity_of,
    add_contact,
    add_former_identifiers,
    add_funder,
)
from samverka.faces.opendata.demands import problems_before_iati, problems_of_publisher
from samverka.faces.opendata.elements import (
    Element,
    add,
    add_day,
    add_page,
    add_publisher,
    add_texts,
    opened,
    record,
    write,
)
from samverka.faces.opendata.facts import ACTUAL_START, IMPLEMENTATION, PIPELINE, PLANNED_START
from samverka.faces.opendata.identifiers import activity_identifier, programme_identifier
from samverka.faces.opendata.publication import Publication
from samverka.faces.opendata.texts import address, in_languages, told_in_languages
from samverka.ground.common.money import split
from samverka.ground.programme.models import Sector

TO_A_PROGRAMME = "B03"  # IATI codelist AidType: contributions to specific-purpose programmes
TO_NON_GOVERNMENTAL_BODIES = "3"  # IATI codelist CollaborationType


@dataclass
class Gathered:
    """What the programme's own activity tells of its cases; filled while they are written."""

    identifiers: list[str] = field(default_factory=list)
    days: list[date] = field(default_factory=list)
    moments: list[datetime] = field(default_factory=list)
    sectors: Counter[Sector] = field(default_factory=Counter)


def write_activities(publication: Publication, file: IO[bytes]) -> bool:
    """Write the file. Returns False when there is nothing that a valid file could hold."""
    if problems_of_publisher(publication):
        return False
    gathered = Gathered()
    with opened(file, "iati-activities", publication.at) as writer:
        for case in publication.cases():
            if problems_before_iati(case, publication):
                continue
            write(writer, activity_of(case, publication))
            gathered.identifiers.append(activity_identifier(publication, case))
            gathered.moments.append(facts.changed_at(case, publication))
            gathered.days.append(case.starts_on or publication.today)
            facts.add_shares(gathered.sectors, facts.sectors(case, publication))
        if publication.begins_on:
            gathered.days.append(publication.begins_on)
        if gathered.days:
            write(writer, _programme(publication, gathered))
    return bool(gathered.days)


def _programme(publication: Publication, gathered: Gathered) -> Element:
    programme, begins = publication.programme, min(gathered.days)
    has_begun = begins <= publication.today
    changed_at = max(gathered.moments, default=publication.records_changed_at)
    activity = record("iati-activity", programme.currency, changed_at, PROGRAMME_LEVEL)
    add(activity, "iati-identifier", text=programme_identifier(publication))
    add_publisher(activity, "reporting-org", publication, {"secondary-reporter": "0"})
    add_texts(add(activity, "title"), in_languages(programme, "name"))
    add_texts(add(activity, "description", {"type": "1"}), told_in_languages(lambda _language: _about()))
    add_funder(activity, publication)
    add_publisher(activity, "participating-org", publication, {"role": "2"})
    add_former_identifiers(activity, publication)
    add(activity, "activity-status", {"code": IMPLEMENTATION if has_begun else PIPELINE})
    add_day(activity, "activity-date", begins, {"type": PLANNED_START})
    if has_begun:
        add_day(activity, "activity-date", begins, {"type": ACTUAL_START})
    add_contact(activity, publication)
    add(activity, "recipient-region", {"vocabulary": "1", "code": DEVELOPING_COUNTRIES})
    _add_sectors(activity, publication, gathered)
    add(activity, "collaboration-type", {"code": TO_NON_GOVERNMENTAL_BODIES})
    add(activity, "default-flow-type", {"code": "10"})
    add(activity, "default-finance-type", {"code": "110"})
    add(activity, "default-aid-type", {"code": TO_A_PROGRAMME})
    add(activity, "default-tied-status", {"code": programme.tied_status})
    for language, _name in settings.LANGUAGES:
        add_page(activity, "A12", in_languages(programme, "name"), address("website:home", language=language), language)
    for identifier in gathered.identifiers:
        add(activity, "related-activity", {"ref": identifier, "type": "2"})
    return activity


def _about() -> str:
    return _("Grants to municipalities, regions and other local bodies in different countries that work together.")


def _add_sectors(activity: Element, publication: Publication, gathered: Gathered) -> None:
    """Add the purpose codes of all cases together, each by its share."""
    if not gathered.sectors and publication.fallback_sector:
        gathered.sectors[publication.fallback_sector] = 100
    ordered = sorted(gathered.sectors.items(), key=lambda pair: pair[0].code)
    shares = split(100, [weight for _sector, weight in ordered]) if ordered else []
    for (sector, _weight), share in zip(ordered, shares, strict=True):
        if share:
            add(activity, "sector", {"vocabulary": "1", "code": sector.code, "percentage": str(share)})
