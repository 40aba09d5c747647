"""The text of an article as plain values, ready for its templates: words as written, facts as they are now."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import reverse

from samverka.faces.website.news.gathered import Block, Gathered
from samverka.faces.website.pictures import PictureShown, files_of, shown_of
from samverka.faces.website.rows import addresses, period_of
from samverka.newsroom.facts import Award
from samverka.newsroom.models import Article, PictureSize
from samverka.newsroom.models.articles import WITH_PICTURE
from samverka.newsroom.words import drawn
from samverka.stages.catalogue.asking import View
from samverka.stages.catalogue.figures import sums_of
from samverka.stages.catalogue.index import Catalogue
from samverka.stages.organisations.models import Organisation

Files = dict[int, list[PictureSize]]


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


def parts_of(known: Gathered, pages: dict[int, str], files: Files) -> list[Part]:
    """Return the parts of the text in their order; of formatted words, with links to these pages."""
    parts = [Part(block.kind, _read(block, known, pages, files)) for block in known.blocks]
    return [part for part in parts if part.kind != "picture" or part.value]


def head_picture(article: Article, files: Files) -> PictureShown | None:
    """Return the picture at the head of an article, where it has one."""
    return shown_of(files.get(article.picture_id or 0, ()), "wide", article.picture_alt)


def pictures_in(article: Article, known: Gathered) -> Files:
    """Return the files of all pictures of an article, by the number of the picture."""
    wanted = {block.value["picture"] for block in known.blocks if block.kind in WITH_PICTURE} | {article.picture_id}
    return files_of(wanted - {None})


def _read(block: Block, known: Gathered, pages: dict[int, str], files: Files) -> Any:
    """Return the facts that a part refers to, or its words."""
    value = block.value
    match block.kind:
        case "text":
            return drawn(value, pages)
        case "picture":
            return shown_of(files.get(value["picture"], ()), "whole", value["alt"], value["caption"])
        case "video":
            picture = shown_of(files.get(value["picture"], ()), "whole", value["alt"])
            return {**value, "picture": picture, "host": urlsplit(value["url"]).hostname or ""}
        case "awards":
            return _awards(block, known)
        case "case":
            found = known.cases.get(value)
            return award_shown(found) if found and found.is_open else None
        case "organisation":
            return known.organisations.get(value)
        case "partnership":
            return known.partnerships.get(value)
        case "call":
            return known.calls.get(value)
        case "network":
            return _network(known.networks.get(value), known.catalogue)
        case "figure":
            return _figure(value, known.catalogue)
    return value


def _awards(block: Block, known: Gathered) -> AwardsShown:
    found = [known.decisions.get(row["decision"]) or known.cases.get(row["case"]) for row in block.awards]
    shown = AwardsShown([award_shown(one) for one in found if one and one.is_open])
    shown.hidden = len(found) - len(shown.rows)
    if any(row.amount is None for row in shown.rows):
        return shown  # A sum that leaves something out would be read as the whole.
    for row in shown.rows:
        shown.sums[row.currency] = shown.sums.get(row.currency, 0) + (row.amount or 0)
    return shown


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


def _network(network: Any, catalogue: Catalogue) -> Any:
    """Return a network with how many partnerships it has; its page is there once a public case has it."""
    if network is None:
        return None
    has_page = network.slug in catalogue.values["network"]
    url = addresses("website:network-term")(network.slug) if has_page else ""
    return SimpleNamespace(named=Named(network.name, url), number=network.number)


def _figure(value: Any, catalogue: Catalogue) -> Any:
    """Return the number, or the sums by currency, with the words beside it and where its cases are listed."""
    view = View.asked(QueryDict(value["query"]))
    found = catalogue.find(view)
    shown = SimpleNamespace(words=value["words"], url=f"{reverse('website:cases')}{view.query()}", number=len(found))
    shown.sums = {}
    if value["what"] == "sum":
        shown.sums = sums_of(catalogue, found.places).all.granted
    return shown
