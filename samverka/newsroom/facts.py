"""The awards that a text refers to, as they are now: what was decided, and what of it the public may read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from samverka.stages.decisions.models import Decision
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
    cases = _by_number(_cases([row["case"].pk for row in rows if row["case"]], at))
    decisions = _by_number(_decisions([row["decision"].pk for row in rows if row["decision"]], at))
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
    found = _by_number(_decisions([one.pk for one in decisions], at))
    return [(one, found[one.pk]) for one in decisions]


def _by_number(pairs: Iterator[tuple[int, Award]]) -> dict[int, Award]:
    return dict(pairs)


def _cases(numbers: list[int], at: datetime) -> Iterator[tuple[int, Award]]:
    """Yield the cases as awards. The public may read one whose place may be said, and of it all."""
    if not numbers:
        return
    parties = CaseParty.objects.select_related("organisation__country", "organisation__type")
    readable = set(Case.objects.public(at).with_place().filter(pk__in=numbers).values_list("pk", flat=True))
    cases = Case.objects.filter(pk__in=numbers).select_related("programme")
    for case in cases.prefetch_related(Prefetch("parties", parties), "commitments"):
        promised = list(case.commitments.all())
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
                is_open=case.pk in readable,
                has_page=case.pk in readable,
            ),
        )


def _decisions(numbers: list[int], at: datetime) -> Iterator[tuple[int, Award]]:
    """Yield the decisions as awards. Once one has a case, what was decided about showing the case counts for it too."""
    if not numbers:
        return
    known = Case.objects.filter(agreement__decision__in=numbers)
    cases = {one.agreement.decision_id: one for one in known.select_related("agreement") if one.agreement}
    readable = set(
        Case.objects.public(at)
        .with_place()
        .filter(pk__in=[one.pk for one in cases.values()])
        .values_list("pk", flat=True)
    )
    announced = set(Decision.objects.announced().filter(pk__in=numbers).values_list("pk", flat=True))
    decisions = Decision.objects.filter(pk__in=numbers).select_related("application")
    for decision in decisions.prefetch_related(
        "application__partners__organisation__country", "application__partners__organisation__type"
    ):
        application, case = decision.application, cases.get(decision.pk)
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
                is_granted=decision.is_grant and decision.pk in announced,
                is_open=decision.is_grant and decision.pk in announced and not _keeps_back(case, at),
                has_page=case is not None and case.pk in readable,
            ),
        )


def _keeps_back(case: Case | None, at: datetime) -> bool:
    """Tell whether somebody decided that the public shall not read of this case: not whether it was published yet."""
    if case is None:
        return False
    return case.withdrawn_at is not None or case.is_under_embargo(at) or not case.shows_place
