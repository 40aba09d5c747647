"""All that an article shows of the programme, read at once: its parts and what it is about ask for the same records."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Value

from samverka.faces.website.rows import ListRow, organisation_rows, partnership_rows
from samverka.newsroom.facts import Award, cases_as_awards, decided_awards
from samverka.newsroom.models import Article, NamedCase, NamedOrganisation, NamedPartnership
from samverka.stages.calls.models import Call
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.index import Catalogue
from samverka.stages.networks.models import Network
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership

# What an article names and its text too, and its words: their field, and under which field a word has its code.
NAMED = {"organisation": NamedOrganisation, "case": NamedCase}
TERMS = {
    "country": ("countries", "code"),
    "topic": ("topics", "code"),
    "goal": ("goals", "code"),
    "network": ("networks", "slug"),
}


@dataclass
class Term:
    """A word as an article has it, or a public partnership that it names."""

    kind: str
    code: str
    name_sv: str
    name_en: str


@dataclass
class Block:
    """A part of a text as it is stored: references are numbers."""

    kind: str
    value: Any

    @property
    def awards(self) -> list[Any]:
        """Return the rows of a list of awards."""
        return [row.get("value", row) for row in self.value["awards"]] if self.kind == "awards" else []


@dataclass
class Gathered:
    """The stored parts of an article, what they refer to, by number, and what the article names."""

    blocks: list[Block]
    cases: dict[int, Award]
    decisions: dict[int, Award]
    organisations: dict[int, ListRow]
    partnerships: dict[int, ListRow]
    calls: dict[int, Call]
    networks: dict[int, Network]
    named: dict[str, list[int]]
    terms: list[Term]
    catalogue: Catalogue


def gathered(article: Article, at: datetime, *, is_draft: bool = False) -> Gathered:
    """Read what an article shows, in as many queries however much it is."""
    blocks = [Block(one["type"], one["value"]) for one in article.body.raw_data]
    named, terms = _in_draft(article) if is_draft else _in_tables(article)
    rows = [row for block in blocks for row in block.awards]
    cases = {*named["case"], *_numbers(blocks, "case"), *(row["case"] for row in rows if row["case"])}
    organisations = {*named["organisation"], *_numbers(blocks, "organisation")}
    catalogue = current_catalogue(at)
    public = Organisation.objects.public().filter(pk__in=organisations)
    return Gathered(
        blocks=blocks,
        cases=cases_as_awards(cases, at),
        decisions=decided_awards((row["decision"] for row in rows if row["decision"]), at),
        organisations={row.number: row for row in organisation_rows(public, catalogue)} if organisations else {},
        **_references(blocks),
        named=named,
        terms=terms,
        catalogue=catalogue,
    )


def _references(blocks: list[Block]) -> dict[str, dict[int, Any]]:
    """Return the public partnerships, calls and networks that the text refers to; nothing is asked where none is."""
    asked = {kind: {*_numbers(blocks, kind)} for kind in ("partnership", "call", "network")}
    partnerships = Partnership.objects.public().filter(pk__in=asked["partnership"])
    calls = Call.objects.public().filter(pk__in=asked["call"])
    networks = Network.objects.filter(pk__in=asked["network"]).annotate(number=Count("memberships"))
    return {
        "partnerships": {row.number: row for row in partnership_rows(partnerships)} if asked["partnership"] else {},
        "calls": {one.pk: one for one in calls} if asked["call"] else {},
        "networks": {one.pk: one for one in networks} if asked["network"] else {},
    }


def _numbers(blocks: list[Block], kind: str) -> Iterator[int]:
    return (block.value for block in blocks if block.kind == kind and block.value)


def _in_draft(article: Article) -> tuple[dict[str, list[int]], list[Term]]:
    """Return what a draft names: its editor may have chosen what no table has yet."""
    named = {kind: [getattr(one, f"{kind}_id") for one in getattr(article, f"named_{kind}s").all()] for kind in NAMED}
    chosen = [one.partnership_id for one in article.named_partnerships.all()]
    partnerships = Partnership.objects.public().filter(pk__in=chosen)
    terms = [Term("partnership", one.slug, one.title_sv, one.title_en) for one in partnerships]
    terms += [
        Term(kind, getattr(one, key), one.name_sv, one.name_en)
        for kind, (field, key) in TERMS.items()
        for one in getattr(article, field).all()
    ]
    return named, terms


def _in_tables(article: Article) -> tuple[dict[str, list[int]], list[Term]]:
    """Return what a stored article names, in one query over all the tables that say so."""
    asked: list[Any] = []
    nothing = Value("")
    for place, (kind, model) in enumerate(NAMED.items()):
        of_it: Any = model._default_manager.filter(article=article.pk)
        asked.append(of_it.values_list(Value(place), F("pk"), Value(kind), F(f"{kind}_id"), nothing, nothing, nothing))
    of_it = NamedPartnership.objects.filter(article=article.pk, partnership__in=Partnership.objects.public())
    columns = [F(f"partnership__{name}") for name in ("slug", "title_sv", "title_en")]
    place = len(NAMED)
    asked.append(of_it.values_list(Value(place), F("pk"), Value("partnership"), F("partnership_id"), *columns))
    for place, (kind, (field, key)) in enumerate(TERMS.items(), len(NAMED) + 1):
        relation: Any = Article._meta.get_field(field)
        word = relation.m2m_reverse_field_name()
        columns = [F(f"{word}__{name}") for name in (key, "name_sv", "name_en")]
        of_it = relation.remote_field.through._default_manager.filter(article=article.pk)
        asked.append(of_it.values_list(Value(place), F("pk"), Value(kind), F(f"{word}_id"), *columns))
    first, *others = [one.order_by() for one in asked]
    named: dict[str, list[int]] = {kind: [] for kind in NAMED}
    terms = []
    for _place, _order, kind, number, *words in sorted(first.union(*others, all=True)):
        if kind in NAMED:
            named[kind].append(number)
        else:
            terms.append(Term(kind, *words))
    return named, terms
