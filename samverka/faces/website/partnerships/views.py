"""The public list of partnerships, and one partnership."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Max, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.addresses import identity
from samverka.faces.website.finding import Choice, asked, countries_called, named_terms, partnerships_found, words_of
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.linked import Node, organisation_node
from samverka.faces.website.rows import NEWEST_FIRST, ListRow, case_rows, partnership_rows
from samverka.faces.website.tombstones import LastingPage, partnership_withdrawn
from samverka.ground.programme.models import Country
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.figures import totals_of
from samverka.stages.networks.models import NetworkMembership
from samverka.stages.partnerships.models import Partnership, Party
from samverka.stages.projects.models import Case, CaseQuerySet
from samverka.ui.pages import ListPage

MOST_CASES = 100
# The granted sum of a case, and the currency of its programme.
AMOUNT = ("pk", "granted_total", "programme__currency")


class PartnershipList(WebsitePage, ListPage):
    """All public partnerships, narrowed by words and country."""

    template_name = "website/partnerships/list.html"
    heading = _("Partnerships")
    lead = _("Municipalities and regions that work together for years, in one case after another.")

    def rows(self) -> QuerySet[Partnership]:
        partnerships = partnerships_found(
            Partnership.objects.public(), countries_called(words_of(asked(self.request, "q")))
        )
        if code := asked(self.request, "country"):
            partnerships = partnerships.filter(parties__organisation__country__code=code).distinct()
        return partnerships

    def context(self) -> dict[str, Any]:
        here = super().context()
        partnerships = Partnership.objects.public().filter(parties__organisation__country=OuterRef("pk"))
        shown = Country.objects.filter(Exists(partnerships))
        choice = Choice("country", _("Country"), _("All countries"), named_terms(shown), asked(self.request, "country"))
        return {
            **here,
            "description": self.lead,
            "rows": partnership_rows(here["page_obj"].object_list),
            "text": asked(self.request, "q"),
            "choices": [choice],
            "is_narrowed": any(self.request.GET.values()),
        }


class PartnershipPage(LastingPage):
    """Who is in the partnership, since when, and what they have done together, newest first."""

    template_name = "website/partnerships/partnership.html"
    records = Partnership.objects
    by = {"slug": "slug"}
    og_type = "article"

    def withdrawn_with(self) -> CaseQuerySet:
        return partnership_withdrawn(self.kwargs["slug"])

    def get_records(self) -> QuerySet[Partnership]:
        one = Partnership.objects.select_related("programme")
        return one.prefetch_related(
            Prefetch("parties", Party.objects.select_related("organisation__country", "organisation__type")),
            Prefetch("network_memberships", NetworkMembership.objects.select_related("network")),
        )

    def context(self) -> dict[str, Any]:
        partnership: Partnership = self.record
        # A case that hides its place would tell it here.
        cases = Case.objects.public(self.at).with_place().filter(partnership=partnership)
        events = timeline_of(cases.with_amounts().order_by(*NEWEST_FIRST)[:MOST_CASES])
        changed_at = cases.aggregate(latest=Max("changed_at"))["latest"]
        return {
            **super().context(),
            "breadcrumbs": [(PartnershipList.heading, reverse("website:partnerships"))],
            "description": " – ".join(str(party.organisation) for party in partnership.parties.all()),
            "events": events,
            "rows": [event.row for event in events],
            "totals": totals_of(cases),
            "networks": partnership.network_memberships.all(),
            "known_networks": current_catalogue(self.at).values["network"],
            "identity": identity("website:partnership", partnership.slug),
            "changed_at": max(filter(None, (partnership.changed_at, changed_at))),
        }

    def things(self, here: dict[str, Any]) -> list[Node]:
        """Return the partnership as an organisation of organisations."""
        members = [organisation_node(party.organisation) for party in self.record.parties.all()]
        known_by = {"@id": f"{here['identity']}#partnership", "url": here["identity"]}
        return [{"@type": "Organization", **known_by, "name": here["heading"], "member": members}]


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
