"""The text of an article as plain values, ready for its templates: words as written, facts as they are now."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from samverka.faces.website.pictures import PictureShown, with_files
from samverka.faces.website.rows import addresses, organisation_rows, period_of
from samverka.newsroom.facts import Award, awards_of
from samverka.newsroom.models import Article
from samverka.newsroom.words import drawn, linked_pages
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.asking import View
from samverka.stages.catalogue.figures import sums_of
from samverka.stages.organisations.models import Organisation


@dataclass
class Part:
    """One part of a text; its template is called as its kind."""

    kind: str
    value: Any

    @property
    def template(self) -> str:
        """Return the name of the template that draws it."""
        return f"website/news/parts/{self.kind}.html"


@dataclass
class Named:
    """Somebody or something with its public page, where it has one."""

    name: str
    url: str = ""


@dataclass
class AwardShown:
    """An award as readers see it."""

    title: Named
    recipient: Named | None
    partners: list[Named]
    countries: list[str]
    years: str
    amount: int | None
    currency: str


@dataclass
class AwardsShown:
    """A list of awards: the rows, how many more are not public, and the sum of the rows by currency."""

    rows: list[AwardShown]
    hidden: int = 0
    sums: dict[str, int] = field(default_factory=dict)


def parts_of(article: Article, at: datetime) -> list[Part]:
    """Return the parts of the text in their order."""
    pages = linked_pages((block.value.source for block in article.body if block.block_type == "text"), at)
    parts = [Part(block.block_type, _read(block.block_type, block.value, at, pages)) for block in article.body]
    blocks = [part for part in parts if part.kind == "picture" and part.value["picture"]]
    wanted = [_picture(part.value) for part in blocks]
    for part, picture in zip(blocks, with_files(wanted), strict=True):
        part.value = picture
    return [part for part in parts if part.kind != "picture" or isinstance(part.value, PictureShown)]


def _picture(value: Any) -> tuple[int, str, PictureShown]:
    picture = value["picture"]
    return picture.pk, "whole", PictureShown(value["alt"], picture.credit, value["caption"])


def head_picture(article: Article) -> PictureShown | None:
    """Return the picture at the head of an article, where it has one."""
    if not article.picture:
        return None
    return with_files([(article.picture.pk, "wide", PictureShown(article.picture_alt, article.picture.credit))])[0]


def _read(kind: str, value: Any, at: datetime, pages: dict[int, str]) -> Any:
    """Return the facts that a part refers to, or its words; of formatted words, with links to these pages."""
    if kind == "text":
        return drawn(value.source, pages)
    facts: dict[str, Callable[[Any, datetime], Any]] = {
        "awards": _awards,
        "case": _case,
        "organisation": _organisation,
        "figure": _figure,
    }
    return facts[kind](value, at) if kind in facts else value


def _awards(value: Any, at: datetime) -> AwardsShown:
    listed = awards_of(value["awards"], at)
    shown = AwardsShown([award_shown(one.award) for one in listed if one.award.is_open])
    shown.hidden = len(value["awards"]) - len(shown.rows)
    for row in shown.rows:
        shown.sums[row.currency] = shown.sums.get(row.currency, 0) + (row.amount or 0)
    return shown


def _case(value: Any, at: datetime) -> AwardShown | None:
    listed = awards_of([{"case": value, "decision": None, "recipient": None}], at) if value else []
    return next((award_shown(one.award) for one in listed if one.award.is_open), None)


def award_shown(award: Award) -> AwardShown:
    """Return what readers see of an award that is open to them."""
    parties = [_named(one) for one in award.parties]
    home = award.recipient.country_id if award.recipient else None
    abroad = [one.country.name for one in award.parties if one.country_id != home]
    return AwardShown(
        title=Named(award.title, addresses("website:case")(award.reference) if award.has_page else ""),
        recipient=parties[0] if parties else None,
        partners=parties[1:],
        countries=list(dict.fromkeys(abroad)),
        years=period_of(*award.years),
        amount=award.amount,
        currency=award.currency,
    )


def _named(one: Organisation) -> Named:
    return Named(one.short_name, addresses("website:organisation")(one.slug) if one.is_public else "")


def _organisation(value: Any, at: datetime) -> Any:
    """Return the row of an organisation, as lists show it; nothing where it is not public any longer."""
    return next(iter(organisation_rows(Organisation.objects.public().filter(pk=value.pk))), None) if value else None


def _figure(value: Any, at: datetime) -> Any:
    """Return the number, or the sums by currency, with the words beside it and where its cases are listed."""
    view = View.asked(QueryDict(value["query"]))
    catalogue = current_catalogue(at)
    found = catalogue.find(view)
    shown = SimpleNamespace(words=value["words"], url=f"{reverse('website:cases')}{view.query()}", number=len(found))
    shown.sums = {}
    if value["what"] == "sum":
        shown.sums = sums_of(catalogue, found.places).all.granted
    return shown
