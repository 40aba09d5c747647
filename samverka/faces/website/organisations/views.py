"""The public list of organisations, and one organisation."""

from typing import Any
from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.addresses import identity
from samverka.faces.website.finding import Choice, asked, countries_called, named_terms, organisations_found, words_of
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.linked import Node, place_node
from samverka.faces.website.map.locator import Locator, locator_map
from samverka.faces.website.organisations.stream import Stream
from samverka.faces.website.rows import organisation_rows, other
from samverka.faces.website.terms.kinds import KIND
from samverka.faces.website.tombstones import LastingPage, organisation_withdrawn
from samverka.ground.common.bilingual import LocalText, current_language, localised
from samverka.ground.programme.models import Country, OrganisationType
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.asking import View
from samverka.stages.catalogue.facets import NOT_STATED
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
            "changed_at": Organisation.objects.public().aggregate(latest=Max("changed_at"))["latest"],
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
            "rows": [entry.row for entry in entries],
            "map": self.map(stream),
            "other_name": other_name(organisation),
            "totals": totals_of(stream.cases, at=self.at),
            "identity": identity("website:organisation", organisation.slug),
            "changed_at": max(filter(None, (organisation.changed_at, stream.changed_at))),
        }

    def elsewhere(self) -> dict[str, str]:
        """Return where the catalogue has its cases, and the page of its country: the home country has none."""
        known, slug, country = current_catalogue(self.at).values, self.record.slug, self.record.country.code
        view = View(chosen={"home" if slug in known["home"] else "partner": (slug,)})
        country_url = reverse(KIND["country"].page_name, args=[country]) if country in known["country"] else ""
        return {"catalogue_url": f"{reverse('website:cases')}{view.query()}", "country_url": country_url}

    def map(self, stream: Stream) -> Locator | None:
        """Return where it is: at home, with arcs to the countries of its partners; abroad, with one from home."""
        organisation, home, catalogue = self.record, stream.home, current_catalogue(self.at)
        if home is None or home.code != organisation.country.code:
            return locator_map([organisation.country], home=home, places=[organisation])
        found = catalogue.find(View(chosen={"home": (organisation.slug,)}))
        counted = [value for value, _count in catalogue.counts(found, "country") if value.code != NOT_STATED]
        abroad = [Country(code=one.code, name_sv=one.name_sv, name_en=one.name_en) for one in counted]
        return locator_map(abroad, home=organisation.country, places=[organisation])

    def things(self, here: dict[str, Any]) -> list[Node]:
        """Return the organisation in full."""
        return [place_node(self.record)]


def other_name(organisation: Organisation) -> LocalText | None:
    """Return the official name in the language that the page is not in, where it is another."""
    found = localised(organisation, "name", other(current_language()))
    return found if found and not found.is_fallback and found.text != organisation.name else None


def names_over_time(organisation: Organisation) -> list[OrganisationName]:
    """Return the names it had, and those of today that have a day, so only where a name has changed.

    What it is called besides, by mistake or in the other language is no change.
    """
    kinds = (OrganisationName.Kind.OFFICIAL, OrganisationName.Kind.FORMER)
    names = [name for name in organisation.names.all() if name.kind in kinds]
    told = [name for name in names if name.kind == "former" or name.valid_from or name.valid_until]
    return sorted(told, key=lambda name: (kinds.index(OrganisationName.Kind(name.kind)), name.pk))
