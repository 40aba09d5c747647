"""How accessible the site is, what it does with facts about people, and where its data are."""

import re
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.exports.layouts import LAYOUTS, Layout
from samverka.faces.website.frame import WebsitePage, absolute
from samverka.faces.website.linked import Node, dataset_node
from samverka.ground.programme.models import Programme
from samverka.ground.programme.queries import programme_shown_first
from samverka.stages.projects.models import Case

# When the statement was last compared with what the software does. It belongs to the release, not to an owner.
STATEMENT_REVIEWED_ON = date(2026, 11, 22)


class AboutPage(WebsitePage):
    """A page of plain text."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.draw()


class Accessibility(AboutPage):
    template_name = "website/about/accessibility.html"
    heading = _("Accessibility")
    lead = _("Everybody should be able to use this site. Here is how far it has come, and where to tell us what fails.")

    def context(self) -> dict[str, Any]:
        return {**super().context(), "reviewed_on": STATEMENT_REVIEWED_ON}


class Privacy(AboutPage):
    template_name = "website/about/privacy.html"
    heading = _("Privacy")
    lead = _("What the site knows about people, why, and for how long.")

    def context(self) -> dict[str, Any]:
        return {**super().context(), "kept_days": settings.ENQUIRY_KEPT_DAYS}


class OpenFiles(AboutPage):
    template_name = "website/about/opendata.html"
    heading = _("Open data")
    lead = _("Everything public on this site can be fetched by a program, used again and checked.")

    def context(self) -> dict[str, Any]:
        granted = Case.objects.public().exclude(agreement=None).filter(programme=OuterRef("pk"))
        programmes = Programme.objects.select_related("owner").annotate(has_granted=Exists(granted))
        # A long address may break after each slash, so that it fits on a phone.
        shown = [(one, re.findall(r"[^/]*/*", one.licence_url.partition("//")[2])) for one in programmes]
        granting = [one for one in programmes if one.has_granted]
        columns = [_columns(layout) for layout in LAYOUTS.values()]
        more = {"columns": columns, "csv_address": absolute(reverse("website:cases-csv"))}
        return {**super().context(), "programmes": shown, "granting": granting, **more}

    def things(self, here: dict[str, Any]) -> list[Node]:
        """Return the data of each programme that has granted something, and those of all public cases."""
        shown = programme_shown_first()
        if shown is None:
            return []
        tables = [
            (_("Public cases (CSV)"), "text/csv", reverse("website:cases-csv")),
            (
                _("Public cases (Excel)"),
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                reverse("website:cases-xlsx"),
            ),
            (_("Public cases (JSON)"), "application/json", reverse("website:cases-json")),
        ]
        files = {one: _standard_files(one) for one in here["granting"]}
        files[shown] = [*tables, *files.get(shown, [])]
        return [dataset_node(one, str(self.lead), found) for one, found in files.items()]


def _columns(layout: Layout) -> dict[str, Any]:
    """Return the table of the columns in the files of a kind of record."""
    rows = [{"cells": [{"value": one.name}, {"value": one.about}]} for one in layout.columns]
    heads = [{"label": _("Column")}, {"label": _("What it holds")}]
    return {"caption": layout.title, "columns": heads, "rows": rows}


def _standard_files(programme: Programme) -> list[tuple[Any, str, str]]:
    """Return the files of a programme in the forms that others agreed on: (what is in it, media type, path)."""
    asked = f"?programme={programme.slug}"
    return [
        (_("Cases as activities (IATI)"), "application/xml", f"{reverse('opendata:iati-activities')}{asked}"),
        (_("The programme’s owner (IATI)"), "application/xml", f"{reverse('opendata:iati-organisation')}{asked}"),
        (_("Grants (360Giving)"), "application/json", f"{reverse('opendata:360giving')}{asked}"),
    ]
