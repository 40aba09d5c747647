"""What the files say about a case, read off its record: nothing is guessed, nothing is written.

Cases come from `Publication.cases`, which has read all that is used here, so no function asks the database.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from samverka.faces.opendata.publication import Publication, midnight
from samverka.faces.opendata.texts import allowed
from samverka.ground.common.money import split
from samverka.ground.programme.models import Country, Programme, ProjectArea, Sector
from samverka.stages.organisations.models import Organisation
from samverka.stages.payments.models import Payment
from samverka.stages.projects.models import AccountingYear, Case, Commitment
from samverka.stages.projects.states import State

Coded = TypeVar("Coded", Country, ProjectArea, Sector)

# IATI codelist ActivityStatus.
PIPELINE, IMPLEMENTATION, FINALISATION, CLOSED = "1", "2", "3", "4"
# IATI codelist ActivityDateType.
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"


@dataclass(frozen=True)
class Instalment:
    """Money that is budgeted for an accounting year and not paid yet: from when, until when, how much."""

    starts_on: date
    ends_on: date
    amount: int


def is_abroad(organisation: Organisation, programme: Programme) -> bool:
    """Tell whether an organisation is outside the home country of the programme."""
    return organisation.country_id != programme.home_country_id


def partners(case: Case) -> list[Organisation]:
    """Return the parties' organisations as far as the public may know them, the one with the grant first."""
    return [party.organisation for party in case.public_parties]


def payee_of(case: Case) -> Organisation | None:
    """Return the organisation that has the grant, if the public may know it."""
    known = partners(case)
    return case.payee if known and case.payee == known[0] else None


def partners_abroad(case: Case) -> list[Organisation]:
    """Return the organisations outside the home country; none where the place is hidden."""
    return [one for one in partners(case) if is_abroad(one, case.programme)]


def recipient_countries(case: Case) -> list[tuple[Country, int]]:
    """Return the countries that the case is for with their percentages, which add up to 100.

    The home country is a giver. A partner country that is no recipient of aid, such as the third party in the
    European Union, counts only when there is no other. Where the place is hidden, there are none.
    """
    countries = {one.country for one in partners_abroad(case)}
    countries |= {one for one in case.public_countries if one.pk != case.programme.home_country_id}
    recipients = [one for one in countries if one.is_dac_recipient] or list(countries)
    return _in_percent(Counter(dict.fromkeys(recipients, 1)))


def is_official_aid(case: Case) -> bool:
    """Tell whether all countries that the case is for are on the OECD's list of recipients, as far as they are told."""
    return case.shows_place and all(country.is_dac_recipient for country, _percentage in recipient_countries(case))


def sectors(case: Case, publication: Publication) -> list[tuple[Sector, int]]:
    """Return the purpose codes of the case's project areas with their percentages, which add up to 100."""
    counted = Counter(area.sector for area in case.areas.all() if area.sector)
    if not counted and publication.fallback_sector:
        counted = Counter({publication.fallback_sector: 1})
    return _in_percent(counted)


def area_shares(case: Case) -> list[tuple[ProjectArea, int]]:
    """Return the case's project areas with equal percentages, which add up to 100."""
    return _in_percent(Counter(dict.fromkeys(case.areas.all(), 1)))


def _in_percent(counted: Counter[Coded]) -> list[tuple[Coded, int]]:
    if not counted:
        return []
    ordered: list[tuple[Coded, int]] = sorted(counted.items(), key=lambda pair: pair[0].code)
    return list(zip([one for one, _n in ordered], split(100, [n for _one, n in ordered]), strict=True))


def status(case: Case, today: date) -> str:
    """Return the IATI status that state and days give, or nothing when they do not tell."""
    if case.state == State.COMPLETED:
        return CLOSED
    if case.starts_on and case.starts_on > today:
        return PIPELINE
    if case.state == State.RUNNING:
        return FINALISATION if case.ends_on and case.ends_on < today else IMPLEMENTATION
    if case.ends_on:
        return CLOSED if case.ends_on < today else IMPLEMENTATION
    return CLOSED if case.end_year and case.end_year < today.year else ""


def activity_dates(case: Case, today: date) -> list[tuple[str, date]]:
    """Return the known days by their IATI type. Only of cases in our own ledger is it known that they really began."""
    days = [(PLANNED_START, case.starts_on), (PLANNED_END, case.ends_on)]
    if case.state != State.RECORDED and case.starts_on and case.starts_on <= today:
        days.append((ACTUAL_START, case.starts_on))
    if case.state == State.COMPLETED and case.ends_on and case.ends_on <= today:
        days.append((ACTUAL_END, case.ends_on))
    return sorted((kind, day) for kind, day in days if day)


def commitments(case: Case) -> list[Commitment]:
    """Return what was promised, in the order of the days on which it was."""
    return sorted(case.commitments.all(), key=lambda one: (one.committed_on or date.max, one.pk))


def payments(case: Case) -> list[Payment]:
    """Return what has been paid, in the order of the days."""
    return list(case.payments.all())


def granted(case: Case) -> int:
    """Return what is granted: the sum that the pages show."""
    total: int | None = case.granted_total  # type: ignore[attr-defined]
    return total or 0


def paid(case: Case) -> int:
    """Return what has been paid: the sum that the pages show."""
    total: int = case.paid_total  # type: ignore[attr-defined]
    return total


def commitment_reference(promise: Commitment, case: Case) -> str:
    """Return the reference of a promise, the same in both files for as long as the row exists."""
    return f"{allowed(case.reference)}-C{promise.pk}"


def payment_reference(payment: Payment, case: Case) -> str:
    """Return the reference of a payment, the same in both files for as long as the row exists."""
    return f"{allowed(case.reference)}-P{payment.pk}"


def awarded_on(case: Case) -> date | None:
    """Return the day of the decision to give the grant, if it is known."""
    grants = [one.committed_on for one in commitments(case) if one.kind == Commitment.Kind.GRANT]
    return grants[0] if grants else None


def currencies(case: Case) -> set[str]:
    """Return every currency in which money was promised or paid."""
    return {one.currency for one in commitments(case)} | {one.currency for one in payments(case)}


def year_budgets(case: Case) -> list[tuple[AccountingYear, int]]:
    """Return the accounting years that have money in their budget, each with the sum of its budget lines."""
    budgets = [(year, sum(line.amount for line in year.lines.all())) for year in case.years.all()]
    return [(year, amount) for year, amount in budgets if amount]


def instalments(case: Case) -> list[Instalment]:
    """Return what is still to be paid for each accounting year: its budget, in all no more than is left of the grant.

    Money is paid in arrears, so it is due between the end of the year and the day on which its report is.
    """
    if case.state != State.RUNNING:
        return []
    paid_years = {payment.paid_year for payment in payments(case)}  # type: ignore[attr-defined]
    left = granted(case) - paid(case)
    due = []
    for year, budget in year_budgets(case):
        amount = min(budget, left)
        if year.pk not in paid_years and amount > 0:
            begins = year.ends_on + timedelta(days=1)
            due.append(Instalment(begins, max(begins, year.report_due_on), amount))
            left -= amount
    return due


def changed_at(case: Case, publication: Publication) -> datetime:
    """Return when what the public reads of the case last changed, by a person or because one of its days came."""
    moments = [case.changed_at, *(one.changed_at for one in partners(case))]
    moments += [payment.confirmed_at for payment in payments(case) if payment.confirmed_at]
    turns = [case.starts_on, case.ends_on + timedelta(days=1) if case.ends_on else None]
    moments += [midnight(day) for day in turns if day and day <= publication.today]
    return max((moment for moment in moments if moment <= publication.at), default=publication.at)


def add_shares(total: Counter[Sector], shares: Iterable[tuple[Sector, int]]) -> None:
    """Add the shares of one case to those of the programme."""
    for sector, percentage in shares:
        total[sector] += percentage
