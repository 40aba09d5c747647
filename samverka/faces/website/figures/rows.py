"""The rows behind the numbers: cases with their amounts, and partnerships."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.faces.website.figures.asking import ANY, Asked
from samverka.faces.website.figures.figure import amount_text, count_text, money_text
from samverka.faces.website.figures.more import FACTS, country_name, payee_name
from samverka.faces.website.figures.words import cases_text
from samverka.faces.website.finding import asked as text_asked
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.rows import NEWEST_FIRST, ListRow, case_rows, partnership_rows
from samverka.ground.common.bilingual import current_language
from samverka.stages.catalogue.figures import (
    granted_to_each,
    knowing,
    narrowed,
    not_knowing,
    totals_of,
    with_flow,
    with_money,
)
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case, CaseQuerySet
from samverka.ui.pages import ListPage
from samverka.ui.showing import Cell, Column, Table, cell


class Behind(WebsitePage, ListPage):
    """Rows behind a number; the address takes what the figures take, where `home` narrows like the others."""

    empty_text = gettext_lazy("No public case fits these choices.")
    template_name = "website/figures/rows.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read what the address asks for."""
        super().setup(request, *args, **kwargs)
        self.asked = Asked.from_address(request.GET, self.at)

    def cases(self) -> CaseQuerySet:
        """Return the public cases of these choices."""
        homes = {"home": (self.asked.home,)} if self.asked.home else {}
        return narrowed(Case.objects.public(self.at), {**self.asked.chosen, **homes})

    def context(self) -> dict[str, Any]:
        back = reverse("website:figures")
        return {**super().context(), "breadcrumbs": [(_("Figures"), back)], "points": self.points()}

    def points(self) -> list[str]:
        """Return in words what the rows have in common."""
        home = [_("Partner at home: %(name)s") % {"name": self.asked.home_name}] if self.asked.home else []
        return [self.asked.in_words, *home] if self.asked.chosen or not home else home


class CasesBehind(Behind):
    """Cases with what was granted to each.

    Also takes `known` or `missing` (a fact), `currency` (or “any”), and a way of the money: `programme`, `payee`, `to`.
    """

    heading = gettext_lazy("Cases behind a number")

    def rows(self) -> QuerySet[Case]:
        known, missing, currency = (text_asked(self.request, name) for name in ("known", "missing", "currency"))
        cases = self.cases()
        if known in FACTS:
            cases = knowing(cases, known)
        if missing in FACTS:
            cases = not_knowing(cases, missing)
        if currency:
            cases = with_money(cases, self.asked.years, currency="" if currency == ANY else currency)
        way = {column: text_asked(self.request, name) for name, column in WAY.items()}
        if wanted := {column: value for column, value in way.items() if value}:
            cases = with_flow(cases).filter(**wanted)
        # Found by number, so that nothing that narrowed the cases is read with each page of them.
        self.found = Case.objects.filter(pk__in=cases.order_by().values("pk"))
        return self.found.order_by(*NEWEST_FIRST).only("pk")

    def table(self, rows: Any) -> Table:
        numbers = [case.pk for case in rows]
        page = Case.objects.filter(pk__in=numbers)
        granted = granted_to_each(numbers, self.asked.years, at=self.at)
        currency = text_asked(self.request, "currency")
        only = "" if currency == ANY else currency
        lines = [
            [linked(row), cell(row.places_text), cell(row.kind_text), cell(amounts_text(granted[row.number], only))]
            for row in case_rows(page, numbers)
        ]
        totals = totals_of(self.found, self.asked.years, at=self.at)
        together = [
            cell(_("All of these")),
            cell(cases_text(totals.cases)),
            cell(""),
            cell(amounts_text(totals.granted, only)),
        ]
        columns = [
            Column(_("Case")),
            Column(_("Partners")),
            Column(_("Kind and years")),
            Column(_("Granted, %(currency)s") % {"currency": only} if only else _("Granted"), "number"),
        ]
        return Table(self.heading, columns, lines, foot=together)

    def points(self) -> list[str]:
        known, missing, currency = (text_asked(self.request, name) for name in ("known", "missing", "currency"))
        said = super().points()
        if known in FACTS:
            said.append(_("Known: %(fact)s") % {"fact": FACTS[known]})
        if missing in FACTS:
            said.append(_("Missing: %(fact)s") % {"fact": FACTS[missing]})
        if currency:
            said.append(_("With a known amount"))
        if payee := text_asked(self.request, "payee"):
            said.append(_("Paid to: %(name)s") % {"name": payee_name(payee, self.asked)})
        if to := text_asked(self.request, "to"):
            said.append(_("For: %(name)s") % {"name": country_name(to, self.asked)})
        return said


WAY = {"programme": "programme__slug", "payee": "paid_to", "to": "paid_for"}


class PartnershipsBehind(Behind):
    """Partnerships that have a case of these choices whose place may be shown."""

    heading = gettext_lazy("Partnerships behind a number")
    empty_text = gettext_lazy("No public partnership fits these choices.")

    def rows(self) -> QuerySet[Partnership]:
        cases = self.cases().with_place().exclude(partnership=None)
        found = Partnership.objects.public().filter(pk__in=cases.order_by().values("partnership"))
        return found.order_by(f"title_{current_language()}", "pk")

    def table(self, rows: Any) -> Table:
        columns = [Column(_("Partnership")), Column(_("Partners")), Column(_("Country")), Column(_("Cases"), "number")]
        lines = [
            [linked(row), cell(row.places_text), cell(row.countries_text), cell(count_text(row.count))]
            for row in partnership_rows(rows.object_list)
        ]
        return Table(self.heading, columns, lines)


def linked(row: ListRow) -> Cell:
    """Return the cell that names a row and leads to its page; a title in the other language is marked."""
    title = format_html('<span lang="{}">{}</span>', row.language, row.title) if row.language else row.title
    return cell(title, row.url)


def amounts_text(granted: dict[str, int], only: str = "") -> str:
    """Return amounts as people write them, one for each currency; of one alone, which the column names, its number.

    A dash stands where none is known.
    """
    if only:
        return amount_text(granted[only], only) if only in granted else "–"
    return ", ".join(money_text(amount, currency) for currency, amount in sorted(granted.items())) or "–"
