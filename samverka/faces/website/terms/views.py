"""All words of a kind with their numbers of cases, and one word: its cases, its partners, its neighbours."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.articles import article_rows, articles_about
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.linked import Node
from samverka.faces.website.rows import addresses, case_rows
from samverka.faces.website.terms.kinds import KIND, Kind, Word, title_of
from samverka.ground.common.bilingual import localised
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.asking import View
from samverka.stages.catalogue.facets import NOT_STATED
from samverka.stages.catalogue.figures import totals_of
from samverka.stages.catalogue.index import Catalogue, Found
from samverka.stages.projects.models import Case

MOST_ARTICLES = 5
NEWEST = 20
MOST_OF_A_KIND = 12
MOST_BESIDE = 30


@dataclass
class Words:
    """Words under one heading."""

    label: Any
    words: list[Word] = field(default_factory=list)


class TermsPage(WebsitePage):
    """What the list and the pages of a kind share: the kind, and the catalogue that counts."""

    kind: Kind = KIND["country"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the catalogue."""
        super().setup(request, *args, **kwargs)
        self.catalogue: Catalogue = current_catalogue(self.at)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page."""
        return self.draw()

    def rows_of(self, kind: Kind, found: Found) -> list[Word]:
        """Return the words that the cases found have, in the order of the facet."""
        address = addresses(kind.page_name)
        counted = self.catalogue.counts(found, kind.code)
        return [Word(one.code, one.name, address(one.code), count) for one, count in counted if one.code != NOT_STATED]


class TermList(TermsPage):
    """All words of a kind."""

    template_name = "website/terms/terms.html"

    def context(self) -> dict[str, Any]:
        rows = self.all_rows()
        return {
            **super().context(),
            "heading": self.kind.many,
            "lead": self.kind.lead,
            "description": self.kind.lead,
            "kind": self.kind,
            "rows": rows,
            "kinds": [(kind.many, reverse(kind.list_name)) for kind in KIND.values() if kind != self.kind],
            "changed_at": self.catalogue.made_at,
        }

    def all_rows(self) -> list[Word]:
        """Return the words that a public case has; of a fixed list all of them."""
        found = self.catalogue.find(View())
        rows = self.rows_of(self.kind, found)
        if self.kind.is_fixed:
            counted = {row.code: row.count for row in rows}
            address = addresses(self.kind.page_name)
            for term in self.kind.records.objects.all():
                if term.code not in counted:
                    text = localised(term, "name")
                    title = title_of(self.kind.code, term.code, text.text)
                    rows.append(
                        Word(term.code, title, address(term.code), 0, text.language if text.is_fallback else "")
                    )
        return rows


class TermPage(TermsPage):
    """One word: how many cases have it, how much they were granted, which are newest, who takes part."""

    template_name = "website/terms/term.html"
    og_type = "article"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the cases."""
        super().setup(request, *args, **kwargs)
        self.view = View(chosen={self.kind.code: (kwargs["code"],)})
        self.found = self.catalogue.find(self.view)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page of a word that is known."""
        code = kwargs["code"]
        self.term = self.kind.records.objects.filter(**{self.kind.key: code}).first() if self.kind.records else None
        is_known = (self.term is not None and self.kind.is_fixed) or code in self.catalogue.values[self.kind.code]
        if code == NOT_STATED or not is_known:
            raise Http404
        return self.draw()

    def context(self) -> dict[str, Any]:
        numbers = self.catalogue.page(self.found, 0, NEWEST)
        name = localised(self.term, "name") if self.term else None
        code = self.kwargs["code"]
        list_url = reverse("website:cases")
        return {
            **super().context(),
            "heading": title_of(self.kind.code, code, name.text) if name else code,
            "heading_language": name.language if name and name.is_fallback else "",
            "breadcrumbs": [(self.kind.many, reverse(self.kind.list_name))],
            "kind": self.kind,
            "count": len(self.found),
            "totals": totals_of(self.cases()),
            "rows": case_rows(Case.objects.public(self.at).filter(pk__in=numbers), numbers),
            "articles": article_rows(articles_about(self.kind.code, code, self.at)[:MOST_ARTICLES]),
            "all_url": f"{list_url}{self.view.query()}",
            "partners": self.partners(list_url),
            "often": [] if not self.found else self.often(),
            "beside": self.beside(),
            "changed_at": self.changed_at(),
        }

    def cases(self) -> Any:
        """Return the public cases that have the word, for sums and moments."""
        cases = Case.objects.public(self.at)
        if self.kind.is_place:
            cases = cases.with_place()
        return cases.filter(pk__in=Case.objects.filter(self.kind.having(self.kwargs["code"])).values("pk"))

    def changed_at(self) -> datetime | None:
        """Return when any of these cases last changed."""
        moment: datetime | None = self.cases().order_by("-changed_at").values_list("changed_at", flat=True).first()
        return moment

    def partners(self, list_url: str) -> list[Words]:
        """Return the organisations with most of these cases, at home and abroad."""
        address = addresses("website:organisation")
        sides = []
        for facet, label in (("home", _("At home")), ("partner", _("Abroad"))):
            counted = self.catalogue.counts(self.found, facet)[:MOST_OF_A_KIND]
            rows = [Word(one.code, one.name, address(one.code), count) for one, count in counted if one.code != "-"]
            sides.append(Words(label, rows))
        return [side for side in sides if side.words]

    def often(self) -> list[Words]:
        """Return the words of other kinds that most of these cases have too."""
        others = [kind for kind in KIND.values() if kind != self.kind and kind.code != "year"]
        lists = [Words(kind.many, self.rows_of(kind, self.found)) for kind in others]
        for one in lists:
            one.words = sorted(one.words, key=lambda word: -word.count)[:5]
        return [one for one in lists if one.words]

    def beside(self) -> list[Word]:
        """Return the other words of the kind: the nearest years, the countries in the same part of the world."""
        code = self.kwargs["code"]
        rows = self.rows_of(self.kind, self.catalogue.find(View()))
        if self.kind.code == "year":
            return sorted((row for row in rows if 0 < abs(int(row.code) - int(code)) <= 3), key=lambda row: row.code)
        if isinstance(self.term, KIND["country"].records):
            same = KIND["country"].records.objects.filter(region_group=self.term.region_group)
            codes = set(same.values_list("code", flat=True))
            rows = [row for row in rows if row.code in codes]
        return [row for row in rows if row.code != code][:MOST_BESIDE]

    def things(self, here: dict[str, Any]) -> list[Node]:
        """Say what the page is about."""
        kinds = {"country": "Country", "year": "Thing"}
        about = {"@type": kinds.get(self.kind.code, "DefinedTerm"), "@id": f"{here['canonical']}#term"}
        return [{**about, "name": here["heading"], "identifier": self.kwargs["code"], "url": here["canonical"]}]
