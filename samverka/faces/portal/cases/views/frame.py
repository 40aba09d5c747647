"""What the pages about one accounting year have in common."""

from typing import Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.frame import PortalPage
from samverka.stages.projects.models import AccountingYear, Case, CaseParty
from samverka.stages.reports.models import Report
from samverka.stages.reports.queries import with_contents

ONLY_PARTIES = _(
    "Only people in the parties of the case write its reports. The office reads them when they are sent in."
)


class OneYear(PortalPage):
    """A page about one accounting year of a case; its report may not have been begun."""

    records = Case.objects
    not_allowed = ONLY_PARTIES

    def find(self) -> AccountingYear:
        """Return the year, if the person may see its case."""
        cases = Case.objects.visible_to(self.request.user)
        years = AccountingYear.objects.select_related("case__programme").prefetch_related(
            "lines",
            "case__commitments",
            Prefetch("case__parties", CaseParty.objects.select_related("organisation")),
            Prefetch("report", with_contents(Report.objects.all())),
        )
        return get_object_or_404(
            years, case__in=cases, case__reference=self.kwargs["reference"], number=self.kwargs["number"]
        )

    @property
    def report(self) -> Report | None:
        """Return the report of the year, once somebody has begun it."""
        return getattr(self.record, "report", None)

    def there(self, name: str = "report", *more: Any) -> str:
        """Return the address of the report, or of something one does with it."""
        return reverse(f"portal:{name}", args=[self.kwargs["reference"], self.kwargs["number"], *more])

    def context(self) -> dict[str, Any]:
        case = self.record.case
        crumbs: list[tuple[Any, str]] = [(_("Cases and reports"), reverse("portal:cases"))]
        crumbs.append((case.title, reverse("portal:case", args=[case.reference])))
        if self.request.path != self.there():
            crumbs.append((_("Report of year %(number)s") % {"number": self.record.number}, self.there()))
        return {
            **super().context(),
            "breadcrumbs": crumbs,
            "year": self.record,
            "report": self.report,
            "currency": case.currency,
        }
