"""The columns of the cases: their names stay as they are, so that what reads them goes on working."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from samverka.faces.website.exports.rows import FACETS_TOO, TERMS, Named, Partner, Row
from samverka.faces.website.rows import period_of
from samverka.ground.common.money import as_decimal
from samverka.stages.projects.states import FOR_APPLICANT, State
from samverka.ui.templatetags.ui import day_text

SEPARATOR = "; "

Value = str | int | Decimal | date | None


@dataclass(frozen=True)
class Words:
    """In which language names are written, and where the page of a record is: a function from its reference or slug."""

    language: str
    address: Callable[[str], str]
    states: dict[str, str]
    # Days as people write them, by day: few are different.
    days: dict[date, str] = field(default_factory=dict)

    def day(self, day: date) -> str:
        """Return a day written out."""
        if day not in self.days:
            self.days[day] = day_text(day)
        return self.days[day]


def words_in(language: str, address: Callable[[str], str]) -> Words:
    """Return the words of a file; the language is the one in force."""
    return Words(language, address, {state: str(FOR_APPLICANT[state]) for state in State})


@dataclass(frozen=True)
class Column:
    """One column: its name, what it holds, and how it is read off a row."""

    name: str
    about: Any
    value: Callable[[Any, Words], Value]
    # About how many characters a cell is wide where that can be chosen.
    width: int = 14


def amount_of(row: Row) -> int | Decimal | None:
    """Return what was granted in units of the currency, whole where it is; nothing where it is not known."""
    if row.granted is None:
        return None
    return _in_units(row.granted, row.currency)


@lru_cache(maxsize=10_000)
def _in_units(granted: int, currency: str) -> int | Decimal:
    amount = as_decimal(granted, currency)
    return int(amount) if amount == amount.to_integral_value() else amount


def stamp(moment: datetime) -> str:
    """Return a moment by UTC, in whole seconds."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def last_updated(row: Row) -> datetime:
    """Return when the row last changed for the public."""
    return max(row.changed_at, row.published_at)


def codes(of: Callable[[Any], list[Any]]) -> Callable[[Any, Words], str]:
    """Return what writes the codes of the things that `of` reads off a row."""
    return lambda row, _words: SEPARATOR.join([one.code for one in of(row)])


def names(of: Callable[[Any], list[Any]]) -> Callable[[Any, Words], str]:
    """Return what writes their names, in the language of the file."""
    return lambda row, words: SEPARATOR.join([one.name(words.language) for one in of(row)])


def _terms(name: str) -> Callable[[Row], list[Named]]:
    return lambda row: row.terms[name]


def at_home(row: Any) -> list[Partner]:
    """Return the parties in the home country of the programme."""
    return [one for one in row.partners if one.is_home]


def abroad(row: Any) -> list[Partner]:
    """Return the other parties."""
    return [one for one in row.partners if not one.is_home]


def period_in_words(row: Row, words: Words) -> str:
    """Return the days of a case where they are known, otherwise its years, as the page writes them."""
    if row.starts_on and row.ends_on:
        return f"{words.day(row.starts_on)} – {words.day(row.ends_on)}"
    return period_of(row.start_year, row.end_year)


COLUMNS = [
    Column("id", _("Stable identifier of the case."), lambda row, _: row.reference, 18),
    Column("address", _("Its page."), lambda row, words: words.address(row.reference), 30),
    Column("title_sv", _("Title in Swedish."), lambda row, _: row.title_sv, 40),
    Column("title_en", _("Title in English."), lambda row, _: row.title_en, 40),
    Column("type", _("Kind of case: its code."), lambda row, _: row.kind.code if row.kind else ""),
    Column("type_name", _("Kind of case."), lambda row, words: row.kind.name(words.language) if row.kind else ""),
    Column("state", _("State: recorded, running or completed."), lambda row, _: row.state),
    Column("state_name", _("State in words."), lambda row, words: words.states.get(row.state, ""), 20),
    Column("start_year", _("First year."), lambda row, _: row.start_year, 8),
    Column("end_year", _("Last year."), lambda row, _: row.end_year, 8),
    Column("starts_on", _("First day, where it is known."), lambda row, _: row.starts_on),
    Column("ends_on", _("Last day, where it is known."), lambda row, _: row.ends_on),
    Column("home_parties", _("Identifiers of the organisations at home."), codes(at_home), 20),
    Column("home_party_names", _("Their names."), names(at_home), 30),
    Column("partners", _("Identifiers of the organisations abroad."), codes(abroad), 20),
    Column("partner_names", _("Their names."), names(abroad), 30),
    Column("countries", _("Country codes (ISO 3166-1, XK for Kosovo)."), codes(_terms("countries")), 10),
    Column("country_names", _("Names of the countries."), names(_terms("countries")), 20),
    Column("areas", _("Codes of the project areas."), codes(_terms("areas")), 20),
    Column("area_names", _("Project areas."), names(_terms("areas")), 30),
    Column("topics", _("Codes of the topics."), codes(_terms("topics")), 20),
    Column("topic_names", _("Topics."), names(_terms("topics")), 30),
    Column("core_areas", _("Codes of the core areas."), codes(_terms("core_areas")), 20),
    Column("core_area_names", _("Core areas."), names(_terms("core_areas")), 30),
    Column("goals", _("Global goals, by number."), codes(_terms("goals")), 10),
    Column("targets", _("Targets of the global goals, by number."), codes(_terms("targets")), 12),
    Column(
        "granted_amount", _("Sum of all that was granted; empty where it is not known."), lambda row, _: amount_of(row)
    ),
    Column("granted_currency", _("Its currency (ISO 4217)."), lambda row, _: row.currency, 8),
    Column("decided_on", _("Day, month or year of the decision, as far as known."), lambda row, _: row.decided, 12),
    Column("programme", _("Identifier of the programme."), lambda row, _: row.programme),
    Column(
        "is_demonstration",
        _("Yes (1) where the case is made up for a demonstration, otherwise 0."),
        lambda row, _: int(row.is_demonstration),
        6,
    ),
    Column("source", _("Where the facts come from."), lambda row, _: row.source, 30),
    Column("last_updated", _("When the case last changed (UTC)."), lambda row, _: stamp(last_updated(row)), 22),
    # New columns come last: a program that counts them finds the others where they were.
    Column("goal_names", _("Global goals."), names(_terms("goals")), 30),
    Column("regions", _("Codes of the parts of the world."), codes(_terms("regions"))),
    Column("region_names", _("Parts of the world."), names(_terms("regions"))),
    Column("networks", _("Identifiers of the networks."), codes(_terms("networks")), 20),
    Column("network_names", _("Networks."), names(_terms("networks")), 30),
    Column("tags", _("Codes of the tags."), codes(_terms("tags"))),
    Column("tag_names", _("Tags."), names(_terms("tags")), 20),
    Column("period", _("Days or years in words."), period_in_words, 24),
    Column("summary_sv", _("Summary in Swedish."), lambda row, _: row.summary_sv, 40),
    Column("summary_en", _("Summary in English."), lambda row, _: row.summary_en, 40),
]


def record_of(row: Row, words: Words) -> dict[str, Any]:
    """Return the row with its parts apart, for JSON: lists are lists, and what is not known is null."""
    named = {name: named_parts(row.terms[name], words) for name in (*TERMS, *FACETS_TOO)}
    amount = amount_of(row)
    return {
        "id": row.reference,
        "address": words.address(row.reference),
        "title_sv": row.title_sv,
        "title_en": row.title_en,
        "type": {"id": row.kind.code, "name": row.kind.name(words.language)} if row.kind else None,
        "state": {"id": row.state, "name": words.states.get(row.state, "")},
        "start_year": row.start_year,
        "end_year": row.end_year,
        "starts_on": row.starts_on and row.starts_on.isoformat(),
        "ends_on": row.ends_on and row.ends_on.isoformat(),
        "period": period_in_words(row, words) or None,
        "summary_sv": row.summary_sv or None,
        "summary_en": row.summary_en or None,
        "home_parties": [party(one, words) for one in at_home(row)],
        "partners": [party(one, words) for one in abroad(row)],
        **named,
        "granted": None
        if amount is None
        else {"amount": amount if isinstance(amount, int) else float(amount), "currency": row.currency},
        "decided_on": row.decided or None,
        "programme": row.programme,
        "is_demonstration": row.is_demonstration,
        "source": row.source or None,
        "last_updated": stamp(last_updated(row)),
    }


def named_parts(terms: list[Named], words: Words) -> list[dict[str, str]]:
    """Return terms as JSON has them."""
    return [{"id": one.code, "name": one.name(words.language)} for one in terms]


def party(one: Partner, words: Words) -> dict[str, Any]:
    """Return an organisation as JSON has it."""
    return {
        "id": one.code,
        "name": one.name(words.language),
        "identifier": one.identifier or None,
        "country": one.country,
    }
