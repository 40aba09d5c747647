"""One box over everything that is public. Every word must occur, in any case, with or without accents."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.finding import asked, countries_called, organisations_found, partnerships_found, words_of
from samverka.faces.website.frame import WebsitePage
from samverka.faces.website.rows import NEWEST_FIRST, ListRow, addresses, case_rows, organisation_rows, partnership_rows
from samverka.ground.common.bilingual import current_language
from samverka.ground.common.folding import fold, same_spelling
from samverka.stages.calls.models import Call
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case
from samverka.stages.projects.queries import cases_found
from samverka.ui.pages import PUBLIC

MOST_OF_A_KIND = 10
MOST_CALLS = 200


@dataclass
class Group:
    """What was found of one kind: the first rows, how many there are, and where to see all."""

    title: Any
    rows: list[ListRow]
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
        groups = [group for group in self.groups(text, words) if group.count] if words else []
        number = sum(group.count for group in groups)
        return {**super().context(), "text": text, "groups": groups, "number": number, "has_asked": bool(words)}

    def groups(self, text: str, words: list[str]) -> list[Group]:
        """Return what was found, organisations first: most people look for a place."""
        meant = countries_called(words)
        organisations = organisations_found(Organisation.objects.public(), meant)
        partnerships = partnerships_found(Partnership.objects.public(), meant)
        cases = cases_found(Case.objects.public(), text).order_by(*NEWEST_FIRST)
        return [
            self.group(_("Organisations"), organisations, organisation_rows, "website:organisations", text),
            self.group(_("Partnerships"), partnerships, partnership_rows, "website:partnerships", text),
            self.group(_("Cases"), cases, case_rows, "website:cases", text),
            self.calls(words),
        ]

    def group(self, title: Any, found: QuerySet[Any], rows_of: Any, name: str, text: str) -> Group:
        count = found.count()
        rows = rows_of(found[:MOST_OF_A_KIND]) if count else []
        # Who writes å gets Håbo before Habo, though both are found.
        rows.sort(key=lambda row: same_spelling(text) not in same_spelling(row.title))
        return Group(title, rows, count, f"{reverse(name)}?{urlencode({'q': text})}")

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
