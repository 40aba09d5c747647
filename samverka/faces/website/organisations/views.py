"""The public list of organisations, and one organisation."""

from typing import Any
from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.addresses import identity
from samverka.faces.website.finding import Choice, asked, countries_called, named_terms, organisations_found, words_of
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.linked import Node, place_node
from samverka.faces.website.organisations.stream import Stream
from samverka.faces.website.rows import organisation_rows
from samverka.faces.website.terms.kinds import KIND
from samverka.faces.website.tombstones import LastingPage, organisation_withdrawn
from samverka.ground.programme.models import Country, OrganisationType
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.asking import View
from samverka.stages.catalogue.figures import totals_of
from samverka.stages.organisations.models import Organisation, OrganisationName
from samverka.stages.projects.models import CaseQuerySet
from samverka.ui.pages import ListPage

ROWS_EACH = 50


class OrganisationList(WebsitePage, ListPage):
    """All organisations with a public part in something, narrowed by words, country and kind."""

    template_name = "website/organisations/list.html"
    heading = _("Organisations")
    lead = _("Municipalities, regions and others that take part.")

    def rows(self) -> QuerySet[Organisation]:
        organisations = organisations_found(
            Organisation.objects.public(), countries_called(words_of(asked(self.request, "q")))
        )
        for name in ("country", "type"):
            if code := asked(self.request, name):
                organisations = organisations.filter(**{f"{name}__code": code})
        return organisations

    def context(self) -> dict[str, Any]:
        here = super().context()
        shown = {"organisations__is_public": True}
        countries = named_terms(Country.objects.filter(**shown).distinct())
        types = named_terms(OrganisationType.objects.filter(**shown).distinct())
        return {
            **here,
            "description": self.lead,
            "rows": organisation_rows(here["page_obj"].object_list),
            "text": asked(self.request, "q"),
            "choices": [
                Choice("country", _("Country"), _("All countries"), countries, asked(self.request, "country")),
                Choice("type", _("Kind"), _("All kinds"), types, asked(self.request, "type")),
            ],
            "is_narrowed": any(self.request.GET.values()),
        }


class OrganisationPage(LastingPage):
    """The organisation, its names over time, and everything that is tagged with it."""

    template_name = "website/organisations/organisation.html"
    records = Organisation.objects
    by = {"slug": "slug"}
    og_type = "article"

    def withdrawn_with(self) -> CaseQuerySet:
        return organisation_withdrawn(self.kwargs["slug"])

    def get_records(self) -> QuerySet[Organisation]:
        one = Organisation.objects.select_related("country", "type", "successor")
        return one.prefetch_related("names", "predecessors")

    def context(self) -> dict[str, Any]:
        organisation: Organisation = self.record
        stream = Stream(organisation, self.at)
        page_obj = Paginator(stream, ROWS_EACH).get_page(self.request.GET.get("page"))
        entries = list(page_obj.object_list)
        return {
            **super().context(),
            **self.elsewhere(),
            "breadcrumbs": [(OrganisationList.heading, reverse("website:organisations"))],
            "description": f"{organisation.name}, {organisation.country.name}",
            "website_name": urlsplit(organisation.website).netloc.removeprefix("www."),
            "names": names_over_time(organisation),
            "predecessors": [one for one in organisation.predecessors.all() if one.is_public],
            "page_obj": page_obj,
            "entries": entries,
            "rows": [row for _label, row in entries],
            "totals": totals_of(stream.cases),
            "identity": identity("website:organisation", organisation.slug),
            "changed_at": max(filter(None, (organisation.changed_at, stream.changed_at()))),
        }

    def elsewhere(self) -> dict[str, str]:
        """Return where the catalogue has its cases, and the page of its country: the home country has none."""
        known, slug, country = current_catalogue(self.at).values, self.record.slug, self.record.country.code
        view = View(chosen={"home" if slug in known["home"] else "partner": (slug,)})
        country_url = reverse(KIND["country"].page_name, args=[country]) if country in known["country"] else ""
        return {"catalogue_url": f"{reverse('website:cases')}{view.query()}", "country_url": country_url}

    def things(self, here: dict[str, Any]) -> list[Node]:
        """Return the organisation in full."""
        return [place_node(self.record)]


def names_over_time(organisation: Organisation) -> list[OrganisationName]:
    """Return the names it has and had; what it is called besides, or by mistake, is for the search only."""
    told = (OrganisationName.Kind.OFFICIAL, OrganisationName.Kind.FORMER)
    names = [name for name in organisation.names.all() if name.kind in told]
    return sorted(names, key=lambda name: (told.index(OrganisationName.Kind(name.kind)), name.pk))
