"""One box over everything public. Every word must occur, in any case and form, with or without accents or misspelt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.articles import ArticleRow, article_rows, public_articles
from samverka.faces.website.finding import asked, countries_called, organisations_found, words_of
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.rows import ListRow, addresses, case_rows, organisation_rows, partnership_rows
from samverka.faces.website.search.terms import terms_found
from samverka.ground.common.bilingual import current_language
from samverka.ground.common.folding import fold, same_spelling
from samverka.stages.calls.models import Call
from samverka.stages.catalogue.actions import PARTNERSHIPS, current_catalogue
from samverka.stages.catalogue.asking import View, written
from samverka.stages.catalogue.index import Catalogue, Found
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case
from samverka.ui.pages import PUBLIC

Row = TypeVar("Row")

MOST_OF_A_KIND = 10
MOST_CALLS = 200


@dataclass
class Group:
    """What was found of one kind: the first rows, how many there are, and where to see all."""

    title: Any
    rows: Sequence[ListRow | ArticleRow]
    count: int
    url: str
    # Whether each row says how many cases it stands for.
    has_counts: bool = False


class Search(WebsitePage):
    allowed = PUBLIC
    template_name = "website/search/search.html"
    heading = _("Search")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.draw()

    def context(self) -> dict[str, Any]:
        text = written(asked(self.request, "q"))
        words = words_of(text)
        catalogue = current_catalogue(self.at)
        found = catalogue.find(View(text))
        groups = [group for group in self.groups(text, words, catalogue, found) if group.count] if words else []
        return {
            **super().context(),
            "is_for_robots": False,
            "text": text,
            "groups": groups,
            "number": sum(group.count for group in groups),
            "has_asked": bool(words),
            "meant": list(found.meant.items()),
        }

    def groups(self, text: str, words: list[str], catalogue: Catalogue, found: Found) -> list[Group]:
        """Return what was found, organisations first: most people look for a place."""
        near = {fold(word): others for word, others in found.meaning.near.items()}
        wanted = [near[word][0] if word in near else word for word in words]
        organisations = organisations_found(Organisation.objects.public(), countries_called(wanted))
        terms = terms_found(catalogue, text, found.meaning.near)
        return [
            Group(_("Countries, goals and other subjects"), terms, len(terms), "", has_counts=True),
            self.organisations(organisations, " ".join(wanted) if near else text),
            self.partnerships(text),
            self.cases(catalogue, found),
            self.calls(wanted),
            self.articles(wanted),
        ]

    def organisations(self, found: QuerySet[Organisation], text: str) -> Group:
        rows, count = first_of(found, organisation_rows)
        # Who writes å gets Håbo before Habo, though both are found.
        rows.sort(key=lambda row: same_spelling(text) not in same_spelling(row.title))
        return Group(_("Organisations"), rows, count, f"{reverse('website:organisations')}?{urlencode({'q': text})}")

    def partnerships(self, text: str) -> Group:
        catalogue = current_catalogue(self.at, PARTNERSHIPS)
        found = catalogue.find(View(text))
        numbers = catalogue.page(found, 0, MOST_OF_A_KIND)
        rows = partnership_rows(Partnership.objects.public().filter(pk__in=numbers), numbers) if numbers else []
        address = f"{reverse('website:partnerships')}{found.view.query()}"
        return Group(_("Partnerships"), rows, len(found), address)

    def cases(self, catalogue: Catalogue, found: Found) -> Group:
        numbers = catalogue.page(found, 0, MOST_OF_A_KIND)
        rows = case_rows(Case.objects.public(self.at).filter(pk__in=numbers), numbers) if numbers else []
        return Group(_("Cases"), rows, len(found), f"{reverse('website:cases')}{found.view.query()}")

    def articles(self, words: list[str]) -> Group:
        """Return the articles found, in the language of the page."""
        found = public_articles(self.at).found_by(words)
        url = f"{reverse('website:news')}?{urlencode({'q': ' '.join(words)})}"
        return Group(_("News"), *first_of(found, partial(article_rows, most_pictures=0)), url)

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


def first_of(found: Any, rows_of: Callable[[Any], list[Row]]) -> tuple[list[Row], int]:
    """Return the first rows of what was found, and how many there are; counted only where there are more."""
    rows = rows_of(found[: MOST_OF_A_KIND + 1])
    return rows[:MOST_OF_A_KIND], len(rows) if len(rows) <= MOST_OF_A_KIND else found.count()
