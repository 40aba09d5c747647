"""Rows of public lists, read as plain values: a page of fifty needs the same few queries as a page of three."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from pyroaring import BitMap

from samverka.ground.common.bilingual import LANGUAGES, current_language
from samverka.ground.common.languages import language_of
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.index import Catalogue
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership, Party
from samverka.stages.projects.models import Case, CaseParty, Shown

# Cases of which no year is known come last, on every database.
NEWEST_FIRST = (F("start_year").desc(nulls_last=True), "-published_at", "-pk")


@dataclass
class ListRow:
    """What a list shows of a case, a partnership or an organisation; `number` is its primary key.

    `language` is set when it is not the page's.
    """

    title: str
    url: str
    language: str = ""
    number: int = 0
    places: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    period: str = ""
    kind: str = ""
    count: int = 0
    is_demonstration: bool = False
    is_fictional: bool = False

    @property
    def places_text(self) -> str:
        """Return the parties as one line."""
        return " – ".join(self.places)

    @property
    def countries_text(self) -> str:
        """Return the countries as one line."""
        return ", ".join(self.countries)

    @property
    def kind_text(self) -> str:
        """Return kind and years as one line: “Project, 2021–2023”."""
        return ", ".join(filter(None, (self.kind, self.period)))


def addresses(name: str) -> Callable[[str], str]:
    """Return a function from a slug or reference to the address of that page; the address is looked up once."""
    before, after = reverse(name, args=["0"]).rsplit("0", 1)
    return lambda slug: f"{before}{slug}{after}"


def period_of(start: int | None, end: int | None) -> str:
    """Return the years as people write them: 2021–2023, from 2021, until 2023."""
    if start and end and start != end:
        return f"{start}–{end}"
    return str(start or end or "")


def other(language: str) -> str:
    """Return the language that the page is not in."""
    return next(one for one in LANGUAGES if one != language)


def language_beside(text: str) -> str:
    """Return the language of a text that was kept without it, where it can be told and is not the page's."""
    found = language_of(text)
    return "" if found == current_language() else found


def _in_own_words(wanted: str, fallback: str) -> tuple[str, str]:
    """Return the text for the page, and its language when it is not the page's."""
    return (wanted, "") if wanted else (fallback, other(current_language()))


def case_rows(cases: QuerySet[Case], order: list[int] | None = None) -> list[ListRow]:
    """Return the rows of these public cases, in their order or in that of the numbers (primary keys) given.

    Of a case whose place is hidden neither the title, the countries nor the partners abroad come out.
    """
    here = current_language()
    fields = (f"title_{here}", f"title_{other(here)}", "start_year", "end_year", f"case_type__name_{here}")
    found = list(cases.values_list("pk", "reference", "shown", "programme__is_demonstration", *fields))
    rows: dict[int, ListRow] = {}
    hidden: list[int] = []
    address = addresses("website:case")
    for number, reference, shown, is_demonstration, wanted, fallback, start, end, kind in found:
        title, language = _in_own_words(wanted, fallback)
        if shown != Shown.ALL:
            hidden.append(number)
        rows[number] = ListRow(
            title,
            address(reference),
            language,
            period=period_of(start, end),
            kind=kind or "",
            number=number,
            is_demonstration=is_demonstration,
        )
    _hide_titles(rows, hidden)
    _add_places(rows, CaseParty.objects.filter(Q(is_home=True) | Q(case__shown=Shown.ALL), case__in=rows), "case")
    _add_case_countries(rows)
    return [rows[number] for number in order or rows if number in rows]


def _hide_titles(rows: dict[int, ListRow], hidden: list[int]) -> None:
    """Call the cases whose place is hidden by what the public may read; most lists have none, and ask nothing."""
    for case in Case.objects.filter(pk__in=hidden).select_related("case_type") if hidden else []:
        rows[case.pk].title, rows[case.pk].language = case.public_title, ""


def _add_places(rows: dict[int, ListRow], parties: QuerySet[Any], record: str) -> None:
    """Add the short names of the parties, in their order, and their countries where a partnership asks for them."""
    here = current_language()
    names = (f"organisation__short_{here}", f"organisation__name_{here}", f"organisation__country__name_{here}")
    for number, short, name, country in parties.order_by("position", "pk").values_list(record, *names):
        row = rows[number]
        row.places.append(short or name)
        if record == "partnership" and country not in row.countries:
            row.countries.append(country)


def _add_case_countries(rows: dict[int, ListRow]) -> None:
    named = Case.countries.through.objects.filter(case__in=rows, case__shown=Shown.ALL)
    for number, name in named.values_list("case", f"country__name_{current_language()}").order_by("pk"):
        rows[number].countries.append(name)


def partnership_rows(partnerships: QuerySet[Partnership], order: list[int] | None = None) -> list[ListRow]:
    """Return the rows of these partnerships, with the number of their public cases and the years they cover.

    They come in their order or in that of the numbers (primary keys) given.
    """
    here = current_language()
    address = addresses("website:partnership")
    found = partnerships.values_list("pk", "slug", f"title_{here}", "programme__is_demonstration")
    rows = {
        number: ListRow(title, address(slug), number=number, is_demonstration=demo)
        for number, slug, title, demo in found
    }
    _add_places(rows, Party.objects.filter(partnership__in=rows), "partnership")
    cases = Case.objects.public().with_place().filter(partnership__in=rows).order_by().values_list("partnership")
    summed = cases.annotate(Count("pk"), Min("start_year"), Max("start_year"), Max("end_year"))
    for number, count, first, last_begun, last in summed:
        rows[number].count = count
        rows[number].period = period_of(first, max(filter(None, (last_begun, last)), default=None))
    return [rows[number] for number in order or rows if number in rows]


def organisation_rows(organisations: QuerySet[Organisation], catalogue: Catalogue | None = None) -> list[ListRow]:
    """Return the rows of these organisations, with the number of their public cases."""
    here = current_language()
    address = addresses("website:organisation")
    fields = ("pk", "slug", f"name_{here}", f"type__name_{here}", f"country__name_{here}", "is_fictional")
    rows = {
        slug: ListRow(name, address(slug), number=number, kind=kind, countries=[country], is_fictional=is_fictional)
        for number, slug, name, kind, country, is_fictional in organisations.values_list(*fields)
    }
    catalogue = catalogue or current_catalogue(timezone.now())
    for slug, row in rows.items():
        row.count = cases_with(catalogue, slug)
    return list(rows.values())


def cases_with(catalogue: Catalogue, slug: str) -> int:
    """Return in how many public cases an organisation is seen to take part, as the catalogue finds them."""
    sides = [catalogue.values[facet].get(slug) for facet in ("home", "partner")]
    return len(BitMap.union(*(side.places for side in sides if side))) if any(sides) else 0
