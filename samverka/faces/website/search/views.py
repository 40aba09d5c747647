"""One box over everything public. Every word must occur, in any case and form, with or without accents or misspelt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.articles import ArticleRow, article_rows, public_articles
from samverka.faces.website.finding import asked, countries_called, organisations_found, partnerships_found, words_of
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.rows import ListRow, addresses, case_rows, organisation_rows, partnership_rows
from samverka.ground.common.bilingual import current_language
from samverka.ground.common.folding import fold, same_spelling
from samverka.stages.calls.models import Call
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.asking import View
from samverka.stages.catalogue.index import Catalogue, Found
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case
from samverka.ui.pages import PUBLIC

MOST_OF_A_KIND = 10
MOST_CALLS = 200


@dataclass
class Group:
    """What was found of one kind: the first rows, how many there are, and where to see all."""

    title: Any
    rows: Sequence[ListRow | ArticleRow]
    count: int
    url: str


class Search(WebsitePage):
    allowed = PUBLIC
    template_name = "website/search/search.html"
    heading = _("Search")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.draw()

    def context(self) -> dict[str, Any]:
        text = asked(self.request, "q")
        words = words_of(text)
        catalogue = current_catalogue(self.at)
        found = catalogue.find(View(text))
        groups = [group for group in self.groups(text, words, catalogue, found) if group.count] if words else []
        return {
            **super().context(),
            "text": text,
            "groups": groups,
            "number": sum(group.count for group in groups),
            "has_asked": bool(words),
            "meant": list(found.meant.items()),
        }

    def groups(self, text: str, words: list[str], catalogue: Catalogue, found: Found) -> list[Group]:
        """Return what was found, organisations first: most people look for a place."""
        near = {fold(word): meant[0] for word, meant in found.meant.items()}
        wanted = [near.get(word, word) for word in words]
        meant = countries_called(wanted)
        organisations = organisations_found(Organisation.objects.public(), meant)
        partnerships = partnerships_found(Partnership.objects.public(), meant)
        numbers = catalogue.page(found, 0, MOST_OF_A_KIND)
        cases = case_rows(Case.objects.public(self.at).filter(pk__in=numbers), numbers)
        spelt = " ".join(wanted) if near else text
        return [
            self.group(_("Organisations"), organisations, organisation_rows, "website:organisations", spelt),
            self.group(_("Partnerships"), partnerships, partnership_rows, "website:partnerships", spelt),
            Group(_("Cases"), cases, len(found), f"{reverse('website:cases')}{found.view.query()}"),
            self.calls(wanted),
            self.articles(wanted),
        ]

    def group(self, title: Any, found: QuerySet[Any], rows_of: Any, name: str, text: str) -> Group:
        count = found.count()
        rows = rows_of(found[:MOST_OF_A_KIND]) if count else []
        # Who writes å gets Håbo before Habo, though both are found.
        rows.sort(key=lambda row: same_spelling(text) not in same_spelling(row.title))
        return Group(title, rows, count, f"{reverse(name)}?{urlencode({'q': text})}")

    def articles(self, words: list[str]) -> Group:
        """Return the articles found, in the language of the page."""
        found = public_articles(self.at).found_by(words)
        url = f"{reverse('website:news')}?{urlencode({'q': ' '.join(words)})}"
        return Group(_("News"), article_rows(found[:MOST_OF_A_KIND]), found.count(), url)

    def calls(self, words: list[str]) -> Group:
        """Return the calls found. There are few calls, and no folded column of theirs, so they are folded here."""
        here = current_language()
        columns = ("slug", f"title_{here}", "title_sv", "title_en", "programme__is_demonstration")
        address = addresses("website:call")
        rows = [
            ListRow(title, address(slug), is_demonstration=is_demonstration)
            for slug, title, title_sv, title_en, is_demonstration in Call.objects.public().values_list(*columns)[
                :MOST_CALLS
            ]
            if all(word in fold(f"{title_sv}\n{title_en}") for word in words)
        ]
        return Group(_("Calls"), rows[:MOST_OF_A_KIND], len(rows), reverse("website:calls"))
