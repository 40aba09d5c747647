"""The list of cases that a file leaves out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samverka.faces.opendata.demands import problems_before_360giving, problems_before_iati
from samverka.faces.opendata.publication import Publication
from samverka.ground.common.refusals import Problem
from samverka.stages.projects.models import Case
from samverka.ui.showing import Column, Table, cell


@dataclass(frozen=True)
class Absence:
    """A public case that is missing in at least one file."""

    case: Case
    from_iati: list[Problem]
    from_360giving: list[Problem]


def left_out(publication: Publication) -> list[Absence]:
    """Return the public cases of the programme that a file leaves out, oldest record first."""
    absences = (
        Absence(case, problems_before_iati(case, publication), problems_before_360giving(case, publication))
        for case in publication.cases()
    )
    return [one for one in absences if one.from_iati or one.from_360giving]


def left_out_table(rows: Iterable[Absence]) -> Table:
    """Return one row for each case, with its reasons for each file."""
    return Table(
        caption=_("Cases left out of the open data"),
        columns=[Column(_("Case")), Column("IATI"), Column("360Giving")],
        lines=[
            [
                cell(_name_of(one.case), reverse("website:case", args=[one.case.reference])),
                cell(_sentences(one.from_iati)),
                cell(_sentences(one.from_360giving)),
            ]
            for one in rows
        ],
    )


def _name_of(case: Case) -> str:
    return case.public_title or case.reference


def _sentences(problems: list[Problem]) -> SafeString | str:
    """Return the reasons, one after the other, or that there is none."""
    return format_html_join(" ", "{}", ((str(problem),) for problem in problems)) or _("In the file.")
