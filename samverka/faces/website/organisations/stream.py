"""Everything that is tagged with an organisation, in one stream, newest first: cases, partnerships, calls won, news."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import CharField, F, Min, Q, QuerySet, Value
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.translation import gettext_lazy as _

from samverka.faces.website.articles import ArticleRow, article_rows, public_articles
from samverka.faces.website.rows import ListRow, addresses, case_rows
from samverka.ground.common.bilingual import current_language
from samverka.ground.programme.models import Country
from samverka.newsroom.models import Article, NamedOrganisation
from samverka.stages.calls.models import Call
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case, Shown

CASE, PARTNERSHIP, CALL, ARTICLE = "case", "partnership", "call", "article"
LABELS = {CASE: _("Case"), PARTNERSHIP: _("Partnership"), CALL: _("Grant in a call"), ARTICLE: _("Article")}
TONES = {CASE: "neutral", PARTNERSHIP: "info", CALL: "good", ARTICLE: "info"}


@dataclass
class Entry:
    """One thing in a stream: what it is, its row, and the year it stands under; 0 where none is known."""

    kind: str
    row: ListRow | ArticleRow
    year: int

    @property
    def label(self) -> Any:
        """Return what it is, in words."""
        return LABELS[self.kind]

    @property
    def tone(self) -> str:
        """Return the tone of its label, by which the eye tells it from the others."""
        return TONES[self.kind]


class Stream(Sequence[Any]):
    """The stream of one organisation, read a page at a time: kind, number and year of each, then their rows.

    A case whose place is hidden stands in the streams of its home side only, and leads to no partnership.
    """

    def __init__(self, organisation: Organisation, at: datetime) -> None:
        seen = Q(parties__is_home=True) | Q(shown=Shown.ALL)
        self.cases = Case.objects.public(at).filter(seen, parties__organisation=organisation)
        # Each in one query with all others: only numbers and years, so that a long stream stays light.
        kinds = (self._cases(), self._partnerships(organisation), self._calls(at), self._articles(organisation, at))
        parts = [rows.order_by().values_list("kind", "pk", "year") for rows in kinds]
        self._all = parts[0].union(*parts[1:], all=True).order_by("-year", "kind", "-pk")

    def _cases(self) -> QuerySet[Any]:
        year = Coalesce("start_year", "end_year", Value(0))
        return self.cases.annotate(kind=Value(CASE, CharField()), year=year)

    def _partnerships(self, organisation: Organisation) -> QuerySet[Any]:
        """Return the partnerships, each under the year in which its first case began."""
        shown = Partnership.objects.public().filter(parties__organisation=organisation)
        named = shown.annotate(kind=Value(PARTNERSHIP, CharField()))
        return named.annotate(year=Coalesce(Min("cases__start_year"), Value(0)))

    def _calls(self, at: datetime) -> QuerySet[Any]:
        """Return the calls in which it won a grant, under the year of the last day."""
        won = self.cases.filter(shown=Shown.ALL).values("agreement__decision__application__call")
        named = Call.objects.public().filter(pk__in=won).annotate(kind=Value(CALL, CharField()))
        return named.annotate(year=ExtractYear(F("closes_at")))

    def _articles(self, organisation: Organisation, at: datetime) -> Any:
        """Return what was written about it in the language of the page."""
        # An article that names it twice is one article.
        naming = NamedOrganisation.objects.filter(organisation=organisation).order_by().values("article")
        told = public_articles(at).filter(pk__in=naming).annotate(kind=Value(ARTICLE, CharField()))
        return told.annotate(year=ExtractYear(F("out_at")))

    @cached_property
    def newest_change(self) -> dict[str, Any]:
        """Return when a case in the stream last changed, and the home country of its programme; nothing without one."""
        home = [f"programme__home_country__{field}" for field in ("code", "name_sv", "name_en")]
        return self.cases.order_by("-changed_at", "pk").values("changed_at", *home).first() or {}

    @property
    def changed_at(self) -> datetime | None:
        """Return when a case in the stream last changed."""
        return self.newest_change.get("changed_at")

    @property
    def home(self) -> Country | None:
        """Return the home country of the programme, as far as a map names it."""
        found = {name.rpartition("__")[2]: value for name, value in self.newest_change.items() if "__" in name}
        return Country(**found) if found else None

    @cached_property
    def _found(self) -> list[Any]:
        """Return all of it in one query, as numbers: the pager wants to know how many, the page wants some."""
        return list(self._all)

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, part: Any) -> Any:
        """Return the entries of a slice."""
        found = self._found[part]
        rows: dict[str, Callable[[list[int]], Any]] = {
            CASE: self._case_rows,
            PARTNERSHIP: self._partnership_rows,
            CALL: self._call_rows,
            ARTICLE: self._article_rows,
        }
        numbers = {kind: [number for of, number, _year in found if of == kind] for kind in rows}
        by_kind = {kind: read(numbers[kind]) if numbers[kind] else {} for kind, read in rows.items()}
        return [Entry(kind, by_kind[kind][number], year) for kind, number, year in found if number in by_kind[kind]]

    def _case_rows(self, numbers: list[int]) -> dict[int, ListRow]:
        return {row.number: row for row in case_rows(self.cases.filter(pk__in=numbers))}

    def _partnership_rows(self, numbers: list[int]) -> dict[int, ListRow]:
        address = addresses("website:partnership")
        columns = ("pk", "slug", f"title_{current_language()}", "programme__is_demonstration")
        return {
            number: ListRow(title, address(slug), number=number, is_demonstration=is_demo)
            for number, slug, title, is_demo in Partnership.objects.filter(pk__in=numbers).values_list(*columns)
        }

    def _article_rows(self, numbers: list[int]) -> dict[int, ArticleRow]:
        articles = Article.objects.filter(pk__in=numbers)
        return {row.number: row for row in article_rows(articles, most_pictures=0)}

    def _call_rows(self, numbers: list[int]) -> dict[int, ListRow]:
        address = addresses("website:call")
        columns = ("pk", "slug", f"title_{current_language()}", "closes_at", "programme__is_demonstration")
        return {
            number: ListRow(title, address(slug), number=number, period=f"{closes_at:%Y}", is_demonstration=is_demo)
            for number, slug, title, closes_at, is_demo in Call.objects.filter(pk__in=numbers).values_list(*columns)
        }
