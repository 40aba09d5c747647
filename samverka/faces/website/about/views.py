"""How accessible the site is, what it does with facts about people, and where its data are."""

import re
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.exports.columns import COLUMNS
from samverka.faces.website.frame import WebsitePage, absolute
from samverka.ground.programme.models import Programme
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
        columns = {
            "caption": _("Columns"),
            "columns": [{"label": _("Column")}, {"label": _("What it holds")}],
            "rows": [{"cells": [{"value": one.name}, {"value": one.about}]} for one in COLUMNS],
        }
        more = {"columns": columns, "csv_address": absolute(reverse("website:cases-csv"))}
        return {**super().context(), "programmes": shown, "granting": granting, **more}
