"""All words of a kind with their numbers of cases, and one word: its cases, its partners, its neighbours."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from samverka.faces.website.articles import article_rows, articles_about
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.keeping import KeptForEdition
from samverka.faces.website.letters import OtherLetters
from samverka.faces.website.linked import Node
from samverka.faces.website.made_up import about_made_up
from samverka.faces.website.map.locator import locator_map
from samverka.faces.website.rows import addresses, case_rows
from samverka.faces.website.terms.kinds import KIND, Kind, Word, title_of
from samverka.ground.common.bilingual import localised
from samverka.ground.programme.models import Country, Programme
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.asking import View
from samverka.stages.catalogue.facets import NOT_STATED
from samverka.stages.catalogue.figures import sums_of
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


class Summary:
    """What is said of all cases of a word: their sums, when one of them last changed, from which country they look."""

    def __init__(self, catalogue: Catalogue, places: BitMap) -> None:
        self.sums = sums_of(catalogue, places)
        self.changed_at: datetime | None = None
        self.home: Country | None = None
        if places:
            last = Case.objects.filter(pk=catalogue.last_changed(places)).values_list("changed_at", flat=True)
            self.changed_at = last.first()
            programmes = Programme.objects.filter(slug__in=catalogue.ledger.programmes_of(places))
            self.home = Country.objects.filter(pk__in=programmes.order_by().values("home_country")).first()


# Adding up takes longer the more cases there are; for one edition it stays the same.
_summaries: KeptForEdition[Summary] = KeptForEdition(most=1_000)


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

    def in_their_order(self, rows: list[Word]) -> list[Word]:
        """Return the words of a fixed list as that list has them, goals from 1 to 17; others as they come."""
        if not self.kind.is_fixed:
            return rows
        codes = self.kind.records.objects.values_list("code", flat=True)
        places = {code: place for place, code in enumerate(codes)}
        return sorted(rows, key=lambda row: places.get(row.code, len(places)))

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

    def name_of(self, **of: str) -> str:
        return str(self.kind.many)

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
        return self.in_their_order(rows)


class TermPage(OtherLetters, TermsPage):
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
        self.term = self.word(kwargs["code"])
        if not self.is_known(kwargs["code"], self.term, self.catalogue):
            raise Http404
        return self.draw()

    def in_right_letters(self) -> dict[str, str]:
        wanted = self.kwargs["code"].casefold()
        known = {*self.catalogue.values[self.kind.code]} - {NOT_STATED}
        if self.kind.is_fixed:
            known.update(self.kind.records.objects.values_list(self.kind.key, flat=True))
        return next(({"code": one} for one in sorted(known) if one.casefold() == wanted), {})

    def word(self, code: str) -> Any:
        """Return the record of a word, where its kind has records."""
        return self.kind.records.objects.filter(**{self.kind.key: code}).first() if self.kind.records else None

    def is_known(self, code: str, term: Any, catalogue: Catalogue) -> bool:
        """Tell whether the word has a page: it is one of a fixed list, or some public case has it."""
        return code != NOT_STATED and (
            (term is not None and self.kind.is_fixed) or code in catalogue.values[self.kind.code]
        )

    def name_of(self, **of: str) -> str:
        code = of["code"]
        term = self.word(code)
        if not self.is_known(code, term, current_catalogue(timezone.now())):
            return ""
        return title_of(self.kind.code, code, localised(term, "name").text) if term else code

    def context(self) -> dict[str, Any]:
        numbers = self.catalogue.page(self.found, 0, NEWEST)
        name = localised(self.term, "name") if self.term else None
        code = self.kwargs["code"]
        list_url = reverse("website:cases")
        key = (self.kind.code, code)
        summary = _summaries.get(self.catalogue.token, key, lambda: Summary(self.catalogue, self.found.places))
        heading = title_of(self.kind.code, code, name.text) if name else code
        return {
            **super().context(),
            "heading": heading,
            "description": self.in_short(heading),
            "heading_language": name.language if name and name.is_fallback else "",
            "breadcrumbs": [(self.kind.many, reverse(self.kind.list_name))],
            "kind": self.kind,
            "count": len(self.found),
            "totals": summary.sums.all,
            "made_up": about_made_up(summary.sums),
            "rows": case_rows(Case.objects.public(self.at).filter(pk__in=numbers), numbers),
            "articles": article_rows(articles_about(self.kind.code, code, self.at)[:MOST_ARTICLES]),
            "all_url": f"{list_url}{self.view.query()}",
            "partners": self.partners(list_url),
            "often": [] if not self.found else self.often(),
            "beside": self.beside(),
            "map": locator_map([self.term], home=summary.home) if isinstance(self.term, Country) else None,
            "changed_at": summary.changed_at,
        }

    def in_short(self, heading: str) -> str:
        """Return what the page is about as one sentence, for whoever shows its address."""
        words = ngettext(
            "%(kind)s: %(name)s. %(number)s case of partners in different countries.",
            "%(kind)s: %(name)s. %(number)s cases of partners in different countries.",
            len(self.found),
        )
        return words % {"kind": self.kind.one, "name": heading, "number": len(self.found)}

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
        if isinstance(self.term, Country):
            same = Country.objects.filter(region_group=self.term.region_group)
            codes = set(same.values_list("code", flat=True))
            rows = [row for row in rows if row.code in codes]
        return [row for row in self.in_their_order(rows) if row.code != code][:MOST_BESIDE]

    def things(self, here: dict[str, Any]) -> list[Node]:
        """Say what the page is about."""
        kinds = {"country": "Country", "year": "Thing"}
        about = {"@type": kinds.get(self.kind.code, "DefinedTerm"), "@id": f"{here['canonical']}#term"}
        return [{**about, "name": here["heading"], "identifier": self.kwargs["code"], "url": here["canonical"]}]
