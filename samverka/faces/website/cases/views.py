"""The public list of cases, and one case."""

from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.cases.facts import amounts_of, decided_day, planned_activities, source_of, years_of
from samverka.faces.website.finding import Choice, asked, asked_number, named_terms
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.rows import NEWEST_FIRST, case_rows
from samverka.ground.common.bilingual import localised
from samverka.ground.programme.models import Country, Goal, ProjectArea
from samverka.stages.projects.models import Case, CaseParty
from samverka.stages.projects.queries import cases_found
from samverka.stages.projects.states import FOR_APPLICANT, State
from samverka.ui.pages import ListPage, RecordPage

TONES = {State.RUNNING: "good", State.COMPLETED: "info", State.RECORDED: "neutral"}


class CaseList(WebsitePage, ListPage):
    """All public cases, narrowed by words, country, area, goal and year."""

    template_name = "website/cases/list.html"
    heading = _("Cases")
    lead = _("What partners in different countries have done together, and are doing now.")

    def rows(self) -> QuerySet[Case]:
        cases = cases_found(Case.objects.public(), asked(self.request, "q"))
        for name, column in (("country", "countries"), ("area", "areas"), ("goal", "goals")):
            if code := asked(self.request, name):
                cases = cases.filter(**{f"{column}__code": code})
        if year := asked_number(self.request, "year"):
            is_over_later = Q(end_year__gte=year) | Q(end_year=None, start_year=year)
            cases = cases.filter(is_over_later, start_year__lte=year)
        return cases.order_by(*NEWEST_FIRST)

    def context(self) -> dict[str, Any]:
        here = super().context()
        return {
            **here,
            "description": self.lead,
            "rows": case_rows(here["page_obj"].object_list),
            "text": asked(self.request, "q"),
            "choices": self.choices(),
            "is_narrowed": any(self.request.GET.values()),
        }

    def choices(self) -> list[Choice]:
        """Return the lists to choose from; only what some public case has."""
        cases = Case.objects.public()
        span = cases.aggregate(first=Min("start_year"), start=Max("start_year"), end=Max("end_year"))
        last = max(span["start"] or 0, span["end"] or 0)
        years = range(last, (span["first"] or last) - 1, -1) if last else []
        countries = Country.objects.filter(Exists(cases.filter(countries=OuterRef("pk"))))
        goals = Goal.objects.filter(Exists(cases.filter(goals=OuterRef("pk"))))
        numbered = sorted((int(code), code, name) for code, name in named_terms(goals))
        return [
            Choice("country", _("Country"), _("All countries"), named_terms(countries), asked(self.request, "country")),
            Choice(
                "area", _("Area"), _("All areas"), named_terms(ProjectArea.objects.all()), asked(self.request, "area")
            ),
            Choice(
                "goal",
                _("Global goal"),
                _("All goals"),
                [(code, f"{number}. {name}") for number, code, name in numbered],
                asked(self.request, "goal"),
            ),
            Choice("year", _("Year"), _("All years"), [(str(y), str(y)) for y in years], asked(self.request, "year")),
        ]


class CasePage(WebsitePage, RecordPage):
    """Everything that the public may know about a case."""

    template_name = "website/cases/case.html"
    records = Case.objects

    def get_records(self) -> QuerySet[Case]:
        one = Case.objects.select_related(
            "programme__owner", "partnership", "case_type", "network", "agreement__decision__submission"
        )
        with_places = CaseParty.objects.select_related("organisation__country")
        return one.prefetch_related(
            Prefetch("parties", with_places), "countries", "areas", "topics", "core_areas", "goals", "targets"
        )

    def context(self) -> dict[str, Any]:
        case: Case = self.record
        title = localised(case, "title")
        summary = localised(case, "summary").text
        state = State(case.state)
        return {
            **super().context(),
            "heading": title.text,
            "heading_language": title.language if title.is_fallback else "",
            "description": " ".join(summary.split())[:200],
            "state": {"label": FOR_APPLICANT[state], "tone": TONES[state]},
            "parties": case.parties.all(),
            "years": years_of(case),
            "money": amounts_of(case),
            "activities": planned_activities(case),
            "source": source_of(case),
            "decided": decided_day(case),
            "list_url": reverse("website:cases"),
        }
