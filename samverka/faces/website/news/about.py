"""What an article is about: its words, and whom it names, as links to their pages."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from samverka.faces.website.rows import addresses
from samverka.faces.website.terms.kinds import KIND, Word, title_of
from samverka.ground.common.bilingual import localised
from samverka.newsroom.models import Article
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case

TERMS = (("country", "countries"), ("topic", "topics"), ("goal", "goals"), ("network", "networks"))


def subjects_of(article: Article, at: datetime) -> list[Word]:
    """Return what the article is about, records before words. What is not public any longer is not named."""
    return [*_records(article, at), *_terms(article, at)]


def _records(article: Article, at: datetime) -> Iterator[Word]:
    cases = Case.objects.public(at).with_place()
    for public, named, key, name, slug in (
        (Organisation.objects.public(), article.named_organisations, "organisation_id", "organisation", "slug"),
        (Partnership.objects.public(), article.named_partnerships, "partnership_id", "partnership", "slug"),
        (cases, article.named_cases, "case_id", "case", "reference"),
    ):
        numbers = [getattr(one, key) for one in named.all()]
        for record in public.filter(pk__in=numbers) if numbers else ():
            code = getattr(record, slug)
            yield Word(code, str(record), addresses(f"website:{name}")(code))


def _terms(article: Article, at: datetime) -> Iterator[Word]:
    # Countries and networks have a page once a public case has them.
    known = current_catalogue(at).values
    for kind, field in TERMS:
        for term in getattr(article, field).all():
            code = str(getattr(term, KIND[kind].key))
            name: Any = localised(term, "name")
            language = name.language if name.is_fallback else ""
            has_page = KIND[kind].is_fixed or code in known[kind]
            url = addresses(KIND[kind].page_name)(code) if has_page else ""
            yield Word(code, title_of(kind, code, name.text), url, language=language)
