"""Cases: the list of one's own, and one case with its years."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.cases.tables import case_badge, case_table, next_report, payment_table, year_table
from samverka.faces.portal.frame import PortalPage, is_anybody
from samverka.ground.common.dates import today
from samverka.stages.organisations.models import organisations_of
from samverka.stages.payments.models import Payment
from samverka.stages.payments.queries import paid_amount
from samverka.stages.projects.models import AccountingYear, Case, CaseParty
from samverka.stages.projects.permissions import can_see_case, is_in_case
from samverka.stages.projects.queries import granted_amount
from samverka.stages.projects.states import State
from samverka.ui.pages import ListPage, RecordPage

PARTIES = Prefetch("parties", CaseParty.objects.select_related("organisation"))


class CaseList(PortalPage, ListPage):
    allowed = is_anybody
    heading = _("Cases and reports")
    empty_text = _("Your organisation has no case yet. One starts when all have signed its agreement.")

    def rows(self) -> QuerySet[Case]:
        own = CaseParty.objects.filter(organisation__in=organisations_of(self.request.user)).values("case")
        cases = Case.objects.visible_to(self.request.user).filter(pk__in=own)
        years = AccountingYear.objects.select_related("report")
        return cases.prefetch_related(Prefetch("years", years))

    def table(self, rows: Any) -> Any:
        return case_table(rows)


class CaseRecord(PortalPage, RecordPage):
    allowed = can_see_case
    records = Case.objects
    template_name = "portal/cases/case.html"

    def get_records(self) -> QuerySet[Case]:
        years = AccountingYear.objects.select_related("report", "case").prefetch_related("lines")
        cases = Case.objects.select_related("programme", "case_type", "agreement")
        return cases.prefetch_related(
            PARTIES,
            "commitments",
            Prefetch("years", years),
        )

    def context(self) -> dict[str, Any]:
        case = self.record
        years = list(case.years.all())
        payments = list(Payment.objects.live().filter(case=case).select_related("report__year"))
        return {
            **super().context(),
            "breadcrumbs": [(_("Cases and reports"), reverse("portal:cases"))],
            "badge": case_badge(case),
            "is_waiting": case.is_under_embargo(self.at),
            "granted": granted_amount(case),
            "paid": paid_amount(case),
            "years": year_table(years, case.currency, today(self.at)) if years else None,
            "payments": payment_table(payments) if payments else None,
            "actions": self.actions(),
        }

    def actions(self) -> list[dict[str, Any]]:
        """Return the report that waits next, if its year has begun."""
        case = self.record
        year = next_report(case) if case.state == State.RUNNING else None
        if year is None or today(self.at) < year.starts_on or not is_in_case(self.request.user, case):
            return []
        label = _("Write the report of year %(number)s") % {"number": year.number}
        return [
            {"label": label, "url": reverse("portal:report", args=[case.reference, year.number]), "is_primary": True}
        ]
