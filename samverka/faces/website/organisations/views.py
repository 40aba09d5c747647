"""The public list of organisations, and one organisation."""

from typing import Any
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.finding import Choice, asked, countries_called, named_terms, organisations_found, words_of
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.rows import NEWEST_FIRST, case_rows, organisation_rows, partnership_rows
from samverka.ground.programme.models import Country, OrganisationType
from samverka.stages.organisations.models import Organisation, OrganisationName
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case
from samverka.ui.pages import ListPage, RecordPage

MOST_ROWS = 100


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


class OrganisationPage(WebsitePage, RecordPage):
    """The organisation's names over time, its cases and its partnerships."""

    template_name = "website/organisations/organisation.html"
    records = Organisation.objects
    by = {"slug": "slug"}

    def get_records(self) -> QuerySet[Organisation]:
        return Organisation.objects.select_related("country", "type", "successor")

    def context(self) -> dict[str, Any]:
        organisation: Organisation = self.record
        cases = Case.objects.public().filter(parties__organisation=organisation)
        partnerships = Partnership.objects.public().filter(parties__organisation=organisation)
        return {
            **super().context(),
            "website_name": urlsplit(organisation.website).netloc.removeprefix("www."),
            "description": f"{organisation.name}, {organisation.country.name}",
            "former_names": organisation.names.filter(kind=OrganisationName.Kind.FORMER),
            "predecessors": organisation.predecessors.all(),
            "rows": case_rows(cases.order_by(*NEWEST_FIRST)[:MOST_ROWS]),
            "partnerships": partnership_rows(partnerships.order_by("-changed_at", "-pk")[:MOST_ROWS]),
        }
