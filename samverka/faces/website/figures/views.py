"""The page of figures, and each of them as a file."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.faces.website.exports.about import published_by
from samverka.faces.website.figures import words
from samverka.faces.website.figures.asking import Asked
from samverka.faces.website.figures.figure import Figure, count_text, money_text
from samverka.faces.website.figures.groups import GROUPED, group_figure
from samverka.faces.website.figures.more import completeness_figure, flow_figure
from samverka.faces.website.frame import WebsitePage, absolute
from samverka.faces.website.freshness import freshness
from samverka.faces.website.keeping import KeptForEdition
from samverka.faces.website.made_up import about_made_up
from samverka.ground.common.bilingual import current_language
from samverka.stages.catalogue.facets import NOT_STATED
from samverka.stages.catalogue.figures import Figures, flows, how_complete, sum_up, sums_of
from samverka.ui.charts import HATCH

# Drawn figures that a process keeps, of at most 100 kB each: while nothing public changes they stay the same.
_drawn: KeptForEdition[SafeString] = KeptForEdition(most=40)


class FiguresPage(WebsitePage):
    """All figures, narrowed by years, country, area and goal, with one home organisation beside all if asked for."""

    template_name = "website/figures/figures.html"
    heading = gettext_lazy("Figures")
    lead = gettext_lazy("How many work together, where, on what and for how much. Every number opens to its rows.")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.draw()

    def context(self) -> dict[str, Any]:
        asked = Asked.from_address(self.request.GET, self.at)
        fresh = freshness(self.at)
        token, key = (asked.catalogue.token, fresh.stamp), (current_language(), asked.query)
        return {
            **super().context(),
            "description": self.lead,
            "choices": asked.choices(),
            "is_narrowed": bool(asked.query),
            "drawn": _drawn.get(token, key, self.figures) if asked.is_known else self.figures(),
            "changed_at": fresh.changed_at,
        }

    def figures(self) -> SafeString:
        """Return the sums and all figures with their charts and tables, drawn."""
        asked = Asked.from_address(self.request.GET, self.at)
        sums = sum_up(asked.chosen, asked.home, at=self.at)
        known = how_complete(asked.chosen, asked.home, at=self.at)
        figures = [group_figure(group, sums, asked) for group in GROUPED]
        figures += [flow_figure(flows(asked.chosen, at=self.at), asked), completeness_figure(known, asked)]
        here = {
            "asked": asked,
            "totals": totals(sums, asked),
            "points": words.about_the_sums(sums),
            "figures": [(one, reverse(f"website:figure-{one.code}") + asked.query) for one in figures],
            "hatch": HATCH,
        }
        return render_to_string("website/figures/drawn.html", here)


def totals(sums: Figures, asked: Asked) -> list[tuple[str, str, str]]:
    """Return (what, how much, where the rows are) of the sums at the head of the page."""
    total = sums.total.all
    countries = [code for code in sums.by["country"] if code != NOT_STATED]
    return [
        (_("Cases"), count_text(total.cases), asked.cases()),
        (_("Partnerships"), count_text(total.partnerships), asked.partnerships()),
        (_("Partner countries"), count_text(len(countries)), "#country"),
        *(
            (_("Granted"), money_text(amount, currency), asked.rows(currency=currency))
            for currency, amount in sorted(total.granted.items())
        ),
    ]


class FigureFile(WebsitePage):
    """The table of one figure as CSV: lines that say what it is, an empty one, the head, the rows."""

    code = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = Asked.from_address(request.GET, self.at)
        figure = self.figure(asked)
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{request.path.rpartition("/")[2]}"'
        answer["Access-Control-Allow-Origin"] = "*"
        answer.write("\ufeff")  # Spreadsheets take the file for something else without it.
        file = csv.writer(answer)
        file.writerows([f"# {label}: {value}"] for label, value in self.about(figure, asked))
        file.writerow([])
        file.writerows(figure.file_rows())
        return answer

    def figure(self, asked: Asked) -> Figure:
        """Return the figure of this address."""
        if self.code == "flow":
            return flow_figure(flows(asked.chosen, at=self.at), asked)
        if self.code == "completeness":
            return completeness_figure(how_complete(asked.chosen, asked.home, at=self.at), asked)
        group = next(one for one in GROUPED if one.code == self.code)
        return group_figure(group, sum_up(asked.chosen, asked.home, at=self.at), asked)

    def about(self, figure: Figure, asked: Asked) -> Iterator[tuple[str, str]]:
        """Yield (label, value) of what is said above the rows."""
        licences, publishers = published_by(self.at)
        yield _("Contents"), f"{figure.heading}: {asked.in_words}"
        if asked.home:
            yield _("Columns that begin with home_"), asked.home_name
        yield _("Made"), f"{timezone.localtime(self.at):%Y-%m-%d}"
        yield _("Page with the same numbers"), absolute(reverse("website:figures") + asked.query)
        yield _("This file"), absolute(self.request.get_full_path())
        yield _("Licence"), " ".join(licences)
        yield _("Publisher"), ", ".join(publishers)
        yield _("Rows"), figure.grain
        yield _("How it is counted"), figure.note
        shown = asked.catalogue.find(asked.view).places
        if made_up := about_made_up(sums_of(asked.catalogue, shown, asked.years)):
            yield _("Made up"), made_up
        yield (
            _("Amounts"),
            _("Whole units of the currency named, exact; empty where none is known. Nothing is converted."),
        )
