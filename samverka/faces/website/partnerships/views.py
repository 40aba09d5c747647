"""The public list of partnerships, and one partnership."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.finding import Choice, asked, countries_called, named_terms, partnerships_found, words_of
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.rows import NEWEST_FIRST, case_rows, partnership_rows
from samverka.ground.programme.models import Country
from samverka.stages.networks.models import NetworkMembership
from samverka.stages.partnerships.models import Partnership, Party
from samverka.stages.projects.models import Case
from samverka.ui.pages import ListPage, RecordPage

MOST_CASES = 100


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


class PartnershipPage(WebsitePage, RecordPage):
    """Who is in the partnership, and what they have done together, newest first."""

    template_name = "website/partnerships/partnership.html"
    records = Partnership.objects
    by = {"slug": "slug"}

    def get_records(self) -> QuerySet[Partnership]:
        one = Partnership.objects.select_related("programme")
        return one.prefetch_related(
            Prefetch("parties", Party.objects.select_related("organisation__country")),
            Prefetch("network_memberships", NetworkMembership.objects.select_related("network")),
        )

    def context(self) -> dict[str, Any]:
        cases = Case.objects.public().filter(partnership=self.record)
        return {
            **super().context(),
            "description": " – ".join(str(party.organisation) for party in self.record.parties.all()),
            "rows": case_rows(cases.order_by(*NEWEST_FIRST)[:MOST_CASES]),
        }
