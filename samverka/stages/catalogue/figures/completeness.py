"""How complete our own knowledge is: of how many public cases each fact is known, and shown."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.db.models.functions import Length

from samverka.stages.catalogue.figures.sums import Chosen, narrowed
from samverka.stages.projects.models import Case, CaseParty, CaseQuerySet, Commitment
from samverka.stages.projects.models.cases import Shown

_PARTIES = CaseParty.objects.order_by()
_DATED = Commitment.objects.filter(committed_on__isnull=False).order_by()
_PLACED = Q(shown=Shown.ALL)


def _linked(field: str) -> Q:
    return Q(pk__in=getattr(Case, field).through.objects.order_by().values("case"))


# What it takes for a fact to be known to the public. What is hidden with the place is not, so it does not show here.
KNOWN = {
    "amount": Q(pk__in=Commitment.objects.order_by().values("case")),
    "decided": Q(pk__in=_DATED.values("case")) | ~Q(decided_text=""),
    "decided_day": Q(pk__in=_DATED.values("case")) | Q(decided_length=10),
    "period": Q(start_year__isnull=False, end_year__isnull=False),
    "country": _PLACED & _linked("countries"),
    "partners": _PLACED
    & Q(pk__in=_PARTIES.filter(is_home=True).values("case"))
    & Q(pk__in=_PARTIES.filter(is_home=False).values("case")),
    "area": _linked("areas"),
    "goal": _linked("goals"),
    "type": Q(case_type__isnull=False),
    "summary_sv": _PLACED & ~Q(summary_sv=""),
    "summary_en": _PLACED & ~Q(summary_en=""),
}


@dataclass
class Completeness:
    """Of `cases`, how many have each fact of `KNOWN`; and the same of the cases of one home organisation.

    `made_up` of them belong to a demonstration. `counted` also counts those that are public as part of the sums only.
    """

    cases: int
    known: dict[str, int]
    home_cases: int
    home_known: dict[str, int]
    made_up: int
    counted: int


def knowing(cases: CaseQuerySet, fact: str) -> CaseQuerySet:
    """Return those of `cases` of which the public knows `fact`. Raises `KeyError` for one that is not in `KNOWN`."""
    return _measured(cases).filter(KNOWN[fact])


def not_knowing(cases: CaseQuerySet, fact: str) -> CaseQuerySet:
    """Return those of `cases` of which the public does not know `fact`. Raises `KeyError` as `knowing` does."""
    return _measured(cases).exclude(pk__in=knowing(cases, fact).order_by().values("pk"))


def _measured(cases: CaseQuerySet) -> CaseQuerySet:
    return cases.alias(decided_length=Length("decided_text"))


def how_complete(chosen: Chosen, home: str = "", *, at: datetime) -> Completeness:
    """Return how complete the cases shown at `at` are, narrowed to `chosen`, and those of `home`: two queries."""
    at_home = Q(pk__in=_PARTIES.filter(is_home=True, organisation__slug=home).values("case"))
    asked = {"cases": Q(), **KNOWN}
    sums = {f"all_{fact}": Count("pk", filter=condition) for fact, condition in asked.items()}
    if home:
        sums |= {f"home_{fact}": Count("pk", filter=at_home & condition) for fact, condition in asked.items()}
    sums["made_up"] = Count("pk", filter=Q(programme__is_demonstration=True))
    found = _measured(narrowed(Case.objects.public(at), chosen)).order_by().aggregate(**sums)
    return Completeness(
        cases=found["all_cases"],
        known={fact: found[f"all_{fact}"] for fact in KNOWN},
        home_cases=found.get("home_cases", 0),
        home_known={fact: found.get(f"home_{fact}", 0) for fact in KNOWN},
        made_up=found["made_up"],
        counted=Case.objects.counted(at).count(),
    )
