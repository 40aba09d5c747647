"""The awards that a text refers to, as they are now: what was decided, and what of it the public may read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from samverka.stages.applications.models import Partner
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.states import State
from samverka.stages.organisations.models import Organisation
from samverka.stages.projects.models import Case, CaseParty


@dataclass(frozen=True)
class Award:
    """One award. `amount` is in the smallest unit, nothing where none is known.

    `is_open` says whether the public may read it; `has_page` whether there is a public page about it.
    """

    reference: str
    title: str
    parties: tuple[Organisation, ...]
    amount: int | None
    currency: str
    years: tuple[int | None, int | None]
    is_granted: bool
    is_open: bool
    has_page: bool

    @property
    def recipient(self) -> Organisation | None:
        """Return who gets the money."""
        return next(iter(self.parties), None)

    @property
    def partners(self) -> tuple[Organisation, ...]:
        """Return the other parties."""
        return self.parties[1:]


@dataclass(frozen=True)
class Listed:
    """A row of a list of awards: the award, and whom the text names as its recipient."""

    award: Award
    named: Organisation | None


def listed_awards(body: Any, at: datetime) -> list[Listed]:
    """Return the rows of all lists of awards in a text, in their order, in a few queries."""
    rows = [row for block in body if block.block_type == "awards" for row in block.value["awards"]]
    return awards_of(rows, at)


def awards_of(rows: Iterable[Any], at: datetime) -> list[Listed]:
    """Return what these rows refer to, as it is now."""
    rows = list(rows)
    cases = cases_as_awards([row["case"].pk for row in rows if row["case"]], at)
    decisions = decided_awards([row["decision"].pk for row in rows if row["decision"]], at)
    found = []
    for row in rows:
        chosen = cases.get(row["case"].pk) if row["case"] else None
        if row["decision"]:
            chosen = decisions.get(row["decision"].pk)
        if chosen:
            found.append(Listed(chosen, row["recipient"] or None))
    return found


def decisions_as_awards(decisions: Iterable[Decision], at: datetime) -> list[tuple[Decision, Award]]:
    """Return each decision with what readers would read of it, in their order."""
    decisions = list(decisions)
    found = decided_awards([one.pk for one in decisions], at)
    return [(one, found[one.pk]) for one in decisions]


def cases_as_awards(numbers: Iterable[int], at: datetime) -> dict[int, Award]:
    """Return the cases with these numbers as awards, in three queries at most."""
    return dict(_cases(set(numbers), at))


def decided_awards(numbers: Iterable[int], at: datetime) -> dict[int, Award]:
    """Return the decisions with these numbers as awards, in two queries at most."""
    return dict(_decisions(set(numbers), at))


def _cases(numbers: set[int], at: datetime) -> Iterator[tuple[int, Award]]:
    """Yield the cases as awards. The public may read one whose place may be said, and of it all."""
    if not numbers:
        return
    parties = CaseParty.objects.select_related("organisation__country", "organisation__type")
    cases = Case.objects.filter(pk__in=numbers).select_related("programme")
    for case in cases.annotate(is_readable=_readable("pk", at)).prefetch_related(
        Prefetch("parties", parties), "commitments"
    ):
        promised = case.commitments.all()
        yield (
            case.pk,
            Award(
                reference=case.reference,
                title=case.title,
                parties=tuple(case.organisations),
                amount=sum(one.amount for one in promised) if promised else None,
                currency=case.currency,
                years=(case.start_year, case.end_year),
                is_granted=True,
                is_open=case.is_readable,
                has_page=case.is_readable,
            ),
        )


def _decisions(numbers: set[int], at: datetime) -> Iterator[tuple[int, Award]]:
    """Yield the decisions as awards. Once one has a case, what was decided about showing the case counts for it too."""
    if not numbers:
        return
    partners = Partner.objects.select_related("organisation__country", "organisation__type")
    decisions = Decision.objects.filter(pk__in=numbers).select_related("application", "agreement__case")
    decisions = decisions.annotate(is_readable=_readable("agreement__case", at))
    for decision in decisions.prefetch_related(Prefetch("application__partners", partners)):
        application, is_announced = decision.application, decision.state == State.ANNOUNCED
        case = getattr(getattr(decision, "agreement", None), "case", None)
        days = (application.starts_on, application.ends_on)
        yield (
            decision.pk,
            Award(
                reference=application.reference,
                title=application.title,
                parties=tuple(application.organisations),
                amount=decision.amount,
                currency=decision.currency,
                years=(days[0].year if days[0] else None, days[1].year if days[1] else None),
                is_granted=decision.is_grant and is_announced,
                is_open=decision.is_grant and is_announced and not _keeps_back(case, at),
                has_page=decision.is_readable,
            ),
        )


def _readable(number: str, at: datetime) -> Exists:
    """Return whether the public may read all of the case that has its number in this column."""
    return Exists(Case.objects.public(at).with_place().filter(pk=OuterRef(number)))


def _keeps_back(case: Case | None, at: datetime) -> bool:
    """Tell whether somebody decided that the public shall not read of this case: not whether it was published yet."""
    if case is None:
        return False
    return case.withdrawn_at is not None or case.is_under_embargo(at) or not case.shows_place
