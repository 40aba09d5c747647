"""The public page of a partnership."""

from dataclasses import dataclass
from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import Count, Max, Min, Prefetch, QuerySet
from django.urls import reverse

from samverka.faces.website.addresses import identity
from samverka.faces.website.linked import Node, organisation_node
from samverka.faces.website.made_up import NO_SUCH_THING
from samverka.faces.website.map.locator import Locator, locator_map
from samverka.faces.website.partnerships.listing import PartnershipList
from samverka.faces.website.rows import NEWEST_FIRST, ListRow, case_rows, period_of
from samverka.faces.website.tombstones import LastingPage, partnership_withdrawn
from samverka.ground.common.dates import today
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.asking import View
from samverka.stages.catalogue.figures import totals_of
from samverka.stages.networks.models import NetworkMembership
from samverka.stages.partnerships.models import Partnership, Party, SteeringMember
from samverka.stages.projects.models import Case, CaseQuerySet

CASES_EACH = 100
# The granted sum of a case, and the currency of its programme.
AMOUNT = ("pk", "granted_total", "programme__currency")


class PartnershipPage(LastingPage):
    """Who is in the partnership, since when, and what they have done together, newest first."""

    template_name = "website/partnerships/partnership.html"
    records = Partnership.objects
    by = {"slug": "slug"}
    og_type = "article"

    def withdrawn_with(self) -> CaseQuerySet:
        return partnership_withdrawn(self.kwargs["slug"])

    def get_records(self) -> QuerySet[Partnership]:
        one = Partnership.objects.select_related("programme__home_country")
        return one.prefetch_related(
            Prefetch("parties", Party.objects.select_related("organisation__country", "organisation__type")),
            Prefetch("network_memberships", NetworkMembership.objects.select_related("network")),
        )

    def context(self) -> dict[str, Any]:
        partnership: Partnership = self.record
        # A case that hides its place would tell it here.
        cases = Case.objects.public(self.at).with_place().filter(partnership=partnership)
        totals = totals_of(cases, at=self.at)
        known = cases.aggregate(Count("pk"), Max("changed_at"), Min("start_year"), Max("start_year"), Max("end_year"))
        paginator = Paginator(cases.with_amounts().order_by(*NEWEST_FIRST), CASES_EACH)
        paginator.count = known["pk__count"]
        page_obj = paginator.get_page(self.request.GET.get("page"))
        events = timeline_of(cast("QuerySet[Case]", page_obj.object_list))
        last_year = max(filter(None, (known["start_year__max"], known["end_year__max"])), default=None)
        return {
            **super().context(),
            "breadcrumbs": [(PartnershipList.heading, reverse("website:partnerships"))],
            "description": " – ".join(str(party.organisation) for party in partnership.parties.all()),
            "events": events,
            "rows": [event.row for event in events],
            "page_obj": page_obj,
            "totals": totals,
            "period": period_of(known["start_year__min"], last_year),
            "catalogue_url": self.catalogue_url(totals.cases),
            "map": self.map(),
            "steering_group": self.steering_group(),
            "networks": partnership.network_memberships.all(),
            "known_networks": current_catalogue(self.at).values["network"],
            "identity": identity("website:partnership", partnership.slug),
            "changed_at": max(filter(None, (partnership.changed_at, known["changed_at__max"]))),
        }

    def steering_group(self) -> QuerySet[SteeringMember]:
        """Return those in the steering group today who have agreed to be named."""
        public = SteeringMember.objects.public(today(self.at))
        return public.filter(partnership=self.record).select_related("organisation")

    def map(self) -> Locator | None:
        """Return where the parties are: a public partnership hides no place."""
        places = [party.organisation for party in self.record.parties.all()]
        return locator_map([one.country for one in places], home=self.record.programme.home_country, places=places)

    def catalogue_url(self, number: int) -> str:
        """Return where the catalogue has these cases, if it finds them and no others by the parties."""
        catalogue = current_catalogue(self.at)
        slugs = [party.organisation.slug for party in self.record.parties.all()]
        sides = {side: tuple(slug for slug in slugs if slug in catalogue.values[side]) for side in ("home", "partner")}
        view = View(chosen={side: found for side, found in sides.items() if found})
        has_both = len(view.chosen) == len(sides)
        return f"{reverse('website:cases')}{view.query()}" if has_both and len(catalogue.find(view)) == number else ""

    def things(self, here: dict[str, Any]) -> list[Node]:
        """Return the partnership as an organisation of organisations."""
        members = [organisation_node(party.organisation) for party in self.record.parties.all()]
        known_by = {"@id": f"{here['identity']}#partnership", "url": here["identity"]}
        is_made_up = self.record.programme.is_demonstration
        made_up = {"disambiguatingDescription": NO_SUCH_THING if is_made_up else ""}
        return [{"@type": "Organization", **known_by, "name": here["heading"], "member": members, **made_up}]


@dataclass
class TimelineEvent:
    """A case in the timeline, with what it was granted: an amount in the smallest unit, or nothing."""

    row: ListRow
    amount: int | None
    currency: str


def timeline_of(cases: QuerySet[Case]) -> list[TimelineEvent]:
    """Return these cases as they stand in a timeline, in their order."""
    granted = {number: (amount, currency) for number, amount, currency in cases.values_list(*AMOUNT)}
    return [TimelineEvent(row, *granted[row.number]) for row in case_rows(cases)]
