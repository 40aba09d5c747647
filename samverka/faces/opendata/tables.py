"""The list of cases that a file leaves out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from samverka.faces.opendata.demands import problems_before_360giving, problems_before_iati
from samverka.faces.opendata.publication import Publication
from samverka.stages.projects.models import Case
from samverka.ui.showing import Column, Table, cell

# The reasons for which a file leaves a case out, by language; empty where it does not.
Reasons = dict[str, str]


@dataclass(frozen=True)
class Absence:
    """A public case that is missing in at least one file."""

    case: Case
    from_iati: str
    from_360giving: str


def left_out(publication: Publication) -> Iterator[dict[str, Any]]:
    """Yield (as they are kept) the public cases of the programme that a file leaves out, oldest record first."""
    demands = {"iati": problems_before_iati, "360giving": problems_before_360giving}
    for case in publication.cases():
        reasons: dict[str, Reasons] = {}
        for file, problems in demands.items():
            if problems(case, publication):
                reasons[file] = {}
                for language, _name in settings.LANGUAGES:
                    with override(language):
                        reasons[file][language] = " ".join(str(one) for one in problems(case, publication))
        if reasons:
            yield {"case": case.pk, **reasons}


def left_out_table(rows: Iterable[Absence]) -> Table:
    """Return one row for each case, with its reasons for each file."""
    return Table(
        caption=_("Cases left out of the open data"),
        columns=[Column(_("Case")), Column("IATI"), Column("360Giving")],
        lines=[
            [
                cell(_name_of(one.case), reverse("website:case", args=[one.case.reference])),
                cell(one.from_iati or _("In the file.")),
                cell(one.from_360giving or _("In the file.")),
            ]
            for one in rows
        ],
    )


def _name_of(case: Case) -> str:
    return case.public_title or case.reference
