"""Where the money comes from and goes: from the programme to the home organisation that is paid, for which country."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case as Choose
from django.db.models import CharField, Count, F, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from samverka.stages.catalogue.facets import NOT_STATED
from samverka.stages.catalogue.figures.sums import DECIDED, Chosen, narrowed
from samverka.stages.projects.models import Case, CaseParty, CaseQuerySet
from samverka.stages.projects.models.cases import Shown

# Stands for the payee or the country where a case has several and nobody has said who or where gets how much.
SEVERAL = "+"


@dataclass(frozen=True)
class Flow:
    """Money on one way: slug of the programme, slug of the payee, code of the country; amount in the smallest unit."""

    programme: str
    payee: str
    country: str
    currency: str
    cases: int
    amount: int


_HOME = CaseParty.objects.filter(case=OuterRef("pk"), is_home=True)
_COUNTRY = Case.countries.through.objects.filter(case=OuterRef("pk")).order_by()


def _number(rows: Any) -> Coalesce:
    counted = rows.order_by().values("case").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def with_flow(cases: CaseQuerySet) -> CaseQuerySet:
    """Add `paid_to` and `paid_for` to each case: a slug and a country code, `SEVERAL`, or “-” where it is not told.

    An agreement says who is paid: the first party. Without one, only a home organisation that is alone can be meant.
    """
    first = Subquery(_HOME.order_by("position", "pk").values("organisation__slug")[:1])
    only = Subquery(_COUNTRY.values("country__code")[:1])
    return cases.alias(homes=_number(_HOME), places=_number(_COUNTRY)).annotate(
        paid_to=Choose(
            When(homes=0, then=Value(NOT_STATED)),
            When(Q(homes=1) | Q(agreement__isnull=False), then=first),
            default=Value(SEVERAL),
            output_field=CharField(),
        ),
        paid_for=Choose(
            When(~Q(shown=Shown.ALL) | Q(places=0), then=Value(NOT_STATED)),
            When(places=1, then=only),
            default=Value(SEVERAL),
            output_field=CharField(),
        ),
    )


def flows(chosen: Chosen, *, at: datetime) -> list[Flow]:
    """Return the ways of all known amounts of the cases shown at `at`, largest first: one query.

    Each amount goes one way, whole, so the ways of a currency add up to what is granted. Cases of which only the sums
    are shown are left out.
    """
    shown = narrowed(Case.objects.public(at), chosen)
    years = chosen.get("decided")
    cases = with_flow(Case.objects.filter(pk__in=shown.order_by().values("pk")).order_by()).alias(decided=DECIDED)
    ways = cases.filter(Q(decided__in=years) if years else Q()).values(
        "programme__slug", "paid_to", "paid_for", currency=F("commitments__currency")
    )
    rows = ways.annotate(number=Count("pk", distinct=True), amount=Sum("commitments__amount"))
    found = rows.values_list("programme__slug", "paid_to", "paid_for", "currency", "number", "amount")
    lines = [Flow(*row[:5], amount=int(row[5])) for row in found if row[3]]
    return sorted(lines, key=lambda one: (one.currency, -one.amount, one.payee, one.country))
