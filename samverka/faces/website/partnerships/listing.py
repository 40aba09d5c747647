"""The list of all public partnerships."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samverka.faces.website.listing import CatalogueList
from samverka.faces.website.rows import ListRow, partnership_rows
from samverka.stages.catalogue.actions import PARTNERSHIPS
from samverka.stages.partnerships.models import Partnership


class PartnershipList(CatalogueList):
    """The partnerships that have all that is asked for, in their public cases together."""

    template_name = "website/partnerships/list.html"
    kind = PARTNERSHIPS
    heading = _("Partnerships")
    lead = _("Municipalities and regions that work together for years, in one case after another.")
    find_label = _("Find partnerships")
    nothing = _("No partnership has all of this.")

    def rows_of(self, numbers: list[int]) -> list[ListRow]:
        return partnership_rows(Partnership.objects.public().filter(pk__in=numbers), numbers)

    def counted(self, number: int) -> str:
        return ngettext("%(number)s partnership", "%(number)s partnerships", number) % {"number": number}
