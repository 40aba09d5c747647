"""The list of all public cases."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samverka.faces.website.listing import CatalogueList
from samverka.faces.website.rows import ListRow, case_rows
from samverka.stages.catalogue.actions import CASES
from samverka.stages.projects.models import Case


class CaseList(CatalogueList):
    """The cases that have all that is asked for."""

    template_name = "website/cases/list.html"
    kind = CASES
    heading = _("Cases")
    lead = _("What partners in different countries have done together, and are doing now.")
    find_label = _("Find cases")
    nothing = _("No case has all of this.")

    def rows_of(self, numbers: list[int]) -> list[ListRow]:
        return case_rows(Case.objects.public(self.at).filter(pk__in=numbers), numbers)

    def counted(self, number: int) -> str:
        return ngettext("%(number)s case", "%(number)s cases", number) % {"number": number}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "map_url": reverse("website:map")}
