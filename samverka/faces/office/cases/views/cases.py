"""Cases: list, one case, its public texts, completing it."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.cases.forms import CaseFilter, TextsForm
from samverka.faces.office.cases.tables import (
    case_badge,
    case_table,
    line_table,
    payment_table,
    period_of,
    publicity_badge,
    year_table,
)
from samverka.faces.office.coming_back import back_to_report
from samverka.faces.office.frame import OfficePage
from samverka.stages.organisations.models import Organisation
from samverka.stages.payments.models import Payment
from samverka.stages.payments.queries import paid_amount
from samverka.stages.projects.actions import edit_case_texts
from samverka.stages.projects.models import AccountingYear, Case, CaseParty
from samverka.stages.projects.permissions import (
    can_edit_case_texts,
    can_publish_case,
    can_see_case,
    can_see_cases,
)
from samverka.stages.projects.queries import cases_found, granted_amount
from samverka.stages.projects.states import State
from samverka.stages.reports.actions import complete_case
from samverka.stages.reports.permissions import can_complete_case
from samverka.stages.reports.rules import problems_before_completing
from samverka.ui.pages import ActionPage, FormPage, ListPage, RecordPage
from samverka.ui.showing import timeline_of

PARTIES = Prefetch("parties", CaseParty.objects.select_related("organisation"))


class CaseList(OfficePage, ListPage):
    allowed = can_see_cases
    heading = _("Cases")
    template_name = "office/cases/cases.html"
    empty_text = _("No case fits. Try fewer words, or clear the filter.")

    def filters(self) -> CaseFilter:
        """Return the filter, as it was filled in."""
        return CaseFilter(self.request.GET)

    def rows(self) -> QuerySet[Case]:
        asked = self.filters()
        asked.is_valid()
        cases = Case.objects.visible_to(self.request.user)
        cases = cases_found(cases, asked.cleaned_data.get("q", ""), by_hidden_words=True)
        if asked.cleaned_data.get("state"):
            cases = cases.filter(state=asked.cleaned_data["state"])
        if asked.cleaned_data.get("organisation"):
            own = CaseParty.objects.filter(organisation__slug=asked.cleaned_data["organisation"])
            cases = cases.filter(pk__in=own.values("case"))
        return cases.with_amounts().select_related("programme").prefetch_related(PARTIES, "commitments")

    def table(self, rows: Any) -> Any:
        return case_table(rows)

    def context(self) -> dict[str, Any]:
        asked, others = self.filters(), self.request.GET.copy()
        slug = asked.cleaned_data.get("organisation", "") if asked.is_valid() else ""
        for name in ("organisation", "page"):
            others.pop(name, None)
        return {
            **super().context(),
            "filters": asked,
            "organisation": Organisation.objects.filter(slug=slug).first() if slug else None,
            "all_url": f"{self.request.path}?{others.urlencode()}" if others else self.request.path,
        }


class OneCase(OfficePage):
    """A page about one case."""

    records = Case.objects
    not_allowed = _("Only programme officers, the head of programme and editors decide what the public sees.")

    def get_records(self) -> QuerySet[Case]:
        years = AccountingYear.objects.select_related("report", "case").prefetch_related("lines")
        cases = Case.objects.select_related("programme", "case_type", "partnership", "agreement")
        return cases.prefetch_related(
            PARTIES,
            "commitments",
            Prefetch("years", years),
        )

    def done_url(self, result: Any) -> str:
        return reverse("office:case", args=[self.record.reference])

    def cancel_url(self) -> str:
        return reverse("office:case", args=[self.record.reference])

    def context(self) -> dict[str, Any]:
        crumbs = [(_("Cases"), reverse("office:cases"))]
        if self.request.path != self.cancel_url():
            crumbs.append((self.record.reference, self.cancel_url()))
        return {**super().context(), "breadcrumbs": crumbs}


class CaseRecord(OneCase, RecordPage):
    allowed = can_see_case
    template_name = "office/cases/case.html"

    def context(self) -> dict[str, Any]:
        case = self.record
        years = list(case.years.all())
        payments = list(Payment.objects.filter(case=case).select_related("report__year"))
        granted = granted_amount(case)
        return {
            **super().context(),
            "badge": case_badge(case),
            "publicity": publicity_badge(case, self.at),
            "period": period_of(case),
            "granted": granted,
            "paid": paid_amount(case),
            "years": year_table(years, case.currency) if years else None,
            "lines": line_table(years, case.currency) if years else None,
            "payments": payment_table(payments) if payments else None,
            "timeline": timeline_of(case),
            "actions": self.actions(),
        }

    def actions(self) -> list[dict[str, Any]]:
        """Return what this person can do with the case as it is now."""
        user, case = self.request.user, self.record
        offered: list[tuple[str, Any]] = []
        if can_publish_case(user, case):
            offered.append(("case-public", _("What the public sees") if case.is_cleared else _("Publish")))
            offered.append(("case-texts", _("Change the public texts")))
        if case.state == State.RUNNING and can_complete_case(user, case):
            offered.append(("case-complete", _("Complete the case")))
        return [
            {
                "label": label,
                "url": reverse(f"office:{name}", args=[case.reference]),
                "is_primary": name == "case-public" and not case.is_cleared,
            }
            for name, label in offered
        ]


class EditTexts(OneCase, FormPage):
    allowed = can_edit_case_texts
    form_class = TextsForm
    heading = _("Change the public texts")
    lead = _("Everybody can read these texts. They hold no e-mail address, telephone number or personal number.")

    def form_arguments(self) -> dict[str, Any]:
        # The form gets a copy of its own: what it reads in must not change the record before the action does.
        return {"instance": Case.objects.get(pk=self.record.pk)}

    def act(self, form: TextsForm) -> Case:
        return edit_case_texts(self.record, by=self.request.user, at=self.at, **form.cleaned_data)

    def done_url(self, result: Case) -> str:
        return back_to_report(self.request, super().done_url(result))

    def context(self) -> dict[str, Any]:
        return {**super().context(), "cancel_url": back_to_report(self.request, self.cancel_url())}


class CompleteCase(OneCase, ActionPage):
    allowed = can_complete_case
    not_allowed = _("Only programme officers and the head of programme complete a case.")
    action = complete_case
    problems = problems_before_completing
    heading = _("Complete the case")
    submit_label = _("Complete the case")
    done = _("The case is complete.")
    consequences = [_("No more reports are written. Everybody in the parties gets a letter.")]
