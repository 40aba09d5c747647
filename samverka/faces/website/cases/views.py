"""The public page of a case."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.addresses import identity
from samverka.faces.website.cases.facts import (
    Unit,
    activities_of,
    amounts_of,
    decided_day,
    reported_years,
    source_of,
    terms_of,
    units_of,
    years_of,
)
from samverka.faces.website.cases.related import related_cases
from samverka.faces.website.letters import OtherLetters
from samverka.faces.website.linked import Node, case_nodes
from samverka.faces.website.terms.kinds import KIND
from samverka.faces.website.tombstones import LastingPage, case_withdrawn
from samverka.ground.common.bilingual import LocalText, localised
from samverka.ground.common.dates import today
from samverka.ground.documents.models import Document
from samverka.stages.projects.models import Case, CaseParty, CaseQuerySet
from samverka.stages.projects.states import FOR_APPLICANT, State
from samverka.stages.reports.models import ReportDocument
from samverka.ui.pages import PUBLIC
from samverka.ui.pages.sending import FilePage

TONES = {State.RUNNING: "good", State.COMPLETED: "info", State.RECORDED: "neutral"}


class CasePage(OtherLetters, LastingPage):
    """Everything that the public may know about a case."""

    template_name = "website/cases/case.html"
    records = Case.objects
    og_type = "article"

    def withdrawn_with(self) -> CaseQuerySet:
        return case_withdrawn(self.kwargs["reference"])

    def in_right_letters(self) -> dict[str, str]:
        found = Case.objects.public(self.at).filter(reference__iexact=self.kwargs["reference"])
        return {"reference": one} if (one := found.values_list("reference", flat=True).first()) else {}

    def get_records(self) -> QuerySet[Case]:
        one = Case.objects.select_related(
            "programme__owner", "partnership", "case_type", "network", "agreement__decision__submission"
        )
        with_places = CaseParty.objects.select_related("organisation__country", "organisation__type")
        return one.prefetch_related(Prefetch("parties", with_places), "commitments")

    def context(self) -> dict[str, Any]:
        case: Case = self.record
        title, summary = self.told("title"), self.told("summary")
        state = State(case.state)
        terms = terms_of(case)
        return {
            **super().context(),
            "heading": title.text,
            "heading_language": title.language if title.is_fallback else "",
            "breadcrumbs": self.way_here(),
            "description": " ".join((summary.text or self.in_short()).split())[:200],
            "summary": summary,
            "state": {"label": FOR_APPLICANT[state], "tone": TONES[state]},
            "parties": with_units(case),
            "terms": terms,
            "subjects": [word for kind in ("area", "topic", "core_area") for word in terms[kind]],
            "network_url": reverse(KIND["network"].page_name, args=[case.network.slug]) if case.network else "",
            "years": years_of(case),
            "money": amounts_of(case),
            "activities": activities_of(case, today(self.at)),
            "reports": reported_years(case, self.at),
            "source": source_of(case),
            "decided": decided_day(case),
            "related": related_cases(case, terms, at=self.at),
            "identity": identity("website:case", case.reference),
            "changed_at": case.changed_at,
        }

    def told(self, field: str) -> LocalText:
        """Return a text of the case as the public reads it, with its language."""
        return localised(self.record, f"public_{field}")

    def in_short(self) -> str:
        """Return who works together, for where no summary has been written."""
        return " – ".join(party.organisation.name for party in self.record.public_parties)

    def way_here(self) -> list[tuple[Any, str]]:
        """Return the list of cases, and the partnership where it is public: it tells the place."""
        way: list[tuple[Any, str]] = [(_("Cases"), reverse("website:cases"))]
        partnership = self.record.partnership
        if partnership and partnership.is_public and self.record.shows_place:
            way.append((partnership.title, reverse("website:partnership", args=[partnership.slug])))
        return way

    def things(self, here: dict[str, Any]) -> list[Node]:
        """Return the case as a project, and its grant."""
        return case_nodes(self.record, here["heading"], here["summary"].text, here["terms"], here["money"])


def with_units(case: Case) -> list[tuple[CaseParty, list[Unit]]]:
    """Return the parties that the public sees, each with the units of it that run the case."""
    units = units_of(case)
    return [(party, units.get(party.organisation.slug, [])) for party in case.public_parties]


class CaseFile(FilePage):
    """A file of an accepted report that somebody has cleared for everybody."""

    allowed = PUBLIC
    http_method_names = ["get", "head", "options"]
    records = ReportDocument.objects
    by = {"reference": "report__year__case__reference", "number": "pk"}

    def get_records(self) -> QuerySet[ReportDocument]:
        return ReportDocument.objects.select_related("document")

    def get_document(self) -> Document:
        document: Document = self.record.document
        return document
