"""What an article is about: its words, and whom it names, as links to their pages."""

from collections.abc import Iterator
from typing import Any

from samverka.faces.website.news.gathered import Gathered
from samverka.faces.website.rows import addresses
from samverka.faces.website.terms.kinds import KIND, Word, title_of
from samverka.ground.common.bilingual import localised


def subjects_of(known: Gathered) -> list[Word]:
    """Return what the article is about, records before words. What is not public any longer is not named."""
    return [*_records(known), *_terms(known)]


def _records(known: Gathered) -> Iterator[Word]:
    for number in known.named["organisation"]:
        if row := known.organisations.get(number):
            yield Word("", row.title, row.url)
    for one in known.terms:
        if one.kind == "partnership":
            title: Any = localised(one, "name")
            yield Word(one.code, title.text, addresses("website:partnership")(one.code))
    for number in known.named["case"]:
        if (award := known.cases.get(number)) and award.has_page:
            yield Word(award.reference, award.title, addresses("website:case")(award.reference))


def _terms(known: Gathered) -> Iterator[Word]:
    # Countries and networks have a page once a public case has them.
    for term in known.terms:
        if term.kind == "partnership":
            continue
        kind, code = KIND[term.kind], term.code
        name: Any = localised(term, "name")
        language = name.language if name.is_fallback else ""
        has_page = kind.is_fixed or code in known.catalogue.values[term.kind]
        url = addresses(kind.page_name)(code) if has_page else ""
        yield Word(code, title_of(term.kind, code, name.text), url, language=language)
