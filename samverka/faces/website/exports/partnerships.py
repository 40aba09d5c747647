"""The partnerships of a view as rows: each has what its public cases have together."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from samverka.faces.website.exports.columns import (
    SEPARATOR,
    Column,
    Words,
    abroad,
    amount_of,
    at_home,
    codes,
    last_updated,
    named_parts,
    names,
    party,
    stamp,
)
from samverka.faces.website.exports.rows import FACETS_TOO, TERMS, Named, Partner, Reading, Row, read_rows
from samverka.faces.website.rows import period_of
from samverka.stages.catalogue.facets import NEWEST_FIRST
from samverka.stages.partnerships.models import Partnership, Party
from samverka.stages.projects.models import Case


@dataclass(slots=True)
class PartnershipRow:
    """What the public knows of one partnership: its parties, and its public cases, the newest first.

    A case that hides its place is not among them: a partnership is named by its parties, and would tell it.
    """

    slug: str
    title_sv: str
    title_en: str
    programme: str
    is_demonstration: bool
    changed_at: datetime
    parties: list[Partner] = field(default_factory=list)
    cases: list[Row] = field(default_factory=list)

    @property
    def partners(self) -> list[Partner]:
        """Return the parties, and those of the cases that are none of them."""
        known = [*self.parties, *(one for case in self.cases for one in case.partners)]
        return list({one.code: one for one in reversed(known)}.values())[::-1]

    @property
    def years(self) -> tuple[int | None, int | None]:
        """Return the first and the last year in which a case is known to have been at work."""
        known = [year for case in self.cases for year in (case.start_year, case.end_year) if year]
        return min(known, default=None), max(known, default=None)

    @property
    def granted(self) -> dict[str, Decimal]:
        """Return the sums that were granted, as far as known, by currency in whole units."""
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for case in self.cases:
            if (amount := amount_of(case)) is not None:
                sums[case.currency] += amount
        return dict(sorted(sums.items()))

    @property
    def last_updated(self) -> datetime:
        """Return when the partnership or one of its cases last changed for the public."""
        return max([self.changed_at, *map(last_updated, self.cases)])


_FIELDS = ("slug", "title_sv", "title_en", "programme__slug", "programme__is_demonstration", "changed_at")
_PARTY = ("slug", "name_sv", "name_en", "identifier", "country__code")


def read_partnerships(numbers: list[int], reading: Reading) -> list[PartnershipRow]:
    """Return the rows of the partnerships with these numbers, in this order, as they are at the moment."""
    found = Partnership.objects.public().filter(pk__in=numbers).order_by().values_list("pk", *_FIELDS)
    rows = {number: PartnershipRow(*facts) for number, *facts in found}
    parties = Party.objects.filter(partnership__in=rows).order_by("position", "pk")
    named = ("partnership", *(f"organisation__{one}" for one in _PARTY), "partnership__programme__home_country__code")
    for number, slug, name_sv, name_en, identifier, country, home in parties.values_list(*named):
        rows[number].parties.append(Partner(slug, name_sv, name_en, identifier, country, is_home=country == home))
    placed = Case.objects.public(reading.at).with_place().filter(partnership__in=rows).order_by(*NEWEST_FIRST)
    partnership_of = dict(placed.values_list("reference", "partnership"))
    for case in read_rows(list(placed.values_list("pk", flat=True)), reading):
        rows[partnership_of[case.reference]].cases.append(case)
    return [rows[number] for number in numbers if number in rows]


def _together(name: str) -> Callable[[PartnershipRow], list[Named]]:
    """Return what reads the terms of all cases of a partnership, each once."""
    return lambda row: list(dict.fromkeys(one for case in row.cases for one in case.terms[name]))


def _kinds(row: PartnershipRow) -> list[Named]:
    return list(dict.fromkeys(case.kind for case in row.cases if case.kind))


def _states(row: PartnershipRow) -> list[str]:
    return list(dict.fromkeys(case.state for case in row.cases))


def _sums(row: PartnershipRow) -> str:
    return SEPARATOR.join(f"{currency} {amount.normalize():f}" for currency, amount in row.granted.items())


def _decided(row: PartnershipRow) -> list[str]:
    return sorted({case.decided[:4] for case in row.cases if case.decided})


_TERM_COLUMNS = (
    ("countries", "country_names", _("Country codes (ISO 3166-1, XK for Kosovo)."), _("Names of the countries.")),
    ("regions", "region_names", _("Codes of the parts of the world."), _("Parts of the world.")),
    ("areas", "area_names", _("Codes of the project areas."), _("Project areas.")),
    ("topics", "topic_names", _("Codes of the topics."), _("Topics.")),
    ("core_areas", "core_area_names", _("Codes of the core areas."), _("Core areas.")),
    ("goals", "goal_names", _("Global goals, by number."), _("Global goals.")),
    ("networks", "network_names", _("Identifiers of the networks."), _("Networks.")),
    ("tags", "tag_names", _("Codes of the tags."), _("Tags.")),
)


def _pair(name: str, named: str, about_codes: Any, about_names: Any) -> list[Column]:
    of = _together(name)
    return [Column(name, about_codes, codes(of), 20), Column(named, about_names, names(of), 30)]


PARTNERSHIP_COLUMNS = [
    Column("id", _("Stable identifier of the partnership."), lambda row, _: row.slug, 30),
    Column("address", _("Its page."), lambda row, words: words.address(row.slug), 30),
    Column("title_sv", _("Title in Swedish."), lambda row, _: row.title_sv, 40),
    Column("title_en", _("Title in English."), lambda row, _: row.title_en, 40),
    Column("home_parties", _("Identifiers of the organisations at home."), codes(at_home), 20),
    Column("home_party_names", _("Their names."), names(at_home), 30),
    Column("partners", _("Identifiers of the organisations abroad."), codes(abroad), 20),
    Column("partner_names", _("Their names."), names(abroad), 30),
    Column("cases", _("How many public cases it has."), lambda row, _: len(row.cases), 8),
    Column(
        "case_ids", _("Their identifiers."), lambda row, _: SEPARATOR.join(case.reference for case in row.cases), 20
    ),
    Column("first_year", _("First year."), lambda row, _: row.years[0], 8),
    Column("last_year", _("Last year that is known."), lambda row, _: row.years[1], 8),
    Column("period", _("Days or years in words."), lambda row, _: period_of(*row.years), 14),
    Column("decided", _("Years of decision."), lambda row, _: SEPARATOR.join(_decided(row)), 14),
    Column("types", _("Kinds of case: their codes."), codes(_kinds), 20),
    Column("type_names", _("Kinds of case."), names(_kinds), 20),
    Column("states", _("States: recorded, running or completed."), lambda row, _: SEPARATOR.join(_states(row))),
    Column(
        "state_names",
        _("State in words."),
        lambda row, words: SEPARATOR.join(words.states.get(one, "") for one in _states(row)),
        20,
    ),
    *(column for one in _TERM_COLUMNS for column in _pair(*one)),
    Column("granted", _("Sums that were granted, by currency, as far as known."), lambda row, _: _sums(row), 20),
    Column("programme", _("Identifier of the programme."), lambda row, _: row.programme),
    Column(
        "is_demonstration",
        _("Yes (1) where it is made up for a demonstration, otherwise 0."),
        lambda row, _: int(row.is_demonstration),
        6,
    ),
    Column("last_updated", _("When it or a case last changed (UTC)."), lambda row, _: stamp(row.last_updated), 22),
]


def partnership_record(row: PartnershipRow, words: Words) -> dict[str, Any]:
    """Return the row with its parts apart, for JSON: lists are lists, and what is not known is null."""
    first, last = row.years
    return {
        "id": row.slug,
        "address": words.address(row.slug),
        "title_sv": row.title_sv,
        "title_en": row.title_en,
        "home_parties": [party(one, words) for one in at_home(row)],
        "partners": [party(one, words) for one in abroad(row)],
        "cases": [case.reference for case in row.cases],
        "first_year": first,
        "last_year": last,
        "period": period_of(first, last) or None,
        "decided": _decided(row),
        "types": named_parts(_kinds(row), words),
        "states": [{"id": one, "name": words.states.get(one, "")} for one in _states(row)],
        **{name: named_parts(_together(name)(row), words) for name in (*TERMS, *FACETS_TOO) if name != "targets"},
        "granted": [{"amount": float(amount), "currency": currency} for currency, amount in row.granted.items()],
        "programme": row.programme,
        "is_demonstration": row.is_demonstration,
        "last_updated": stamp(row.last_updated),
    }
