"""The sitemap: every public address once in each language, with its other languages beside it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from samverka.faces.website.frame import absolute
from samverka.faces.website.rows import addresses
from samverka.faces.website.terms.kinds import KINDS, Kind
from samverka.newsroom.addresses import address as article_address
from samverka.newsroom.models import Article
from samverka.stages.calls.models import Call
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.facets import NOT_STATED
from samverka.stages.catalogue.index import Catalogue
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case

MOST_ADDRESSES = 50_000  # The protocol allows no more in one file.
LANGUAGES = [code for code, _name in settings.LANGUAGES]
PAGES = (
    "home",
    "calls",
    "partnerships",
    "cases",
    "map",
    "figures",
    "organisations",
    "news",
    "comment-rules",
    "stories",
    "events",
    "publications",
    "guidance",
    "newsletter",
    "contact",
    "accessibility",
    "privacy",
    "opendata",
    "corrections",
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LINKS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'

# The addresses of a page in every language, and when it last changed where that is known.
Place = tuple[dict[str, str], datetime | None]


def sitemap(part: str) -> tuple[str, datetime | None]:
    """Return the sitemap, or an index of its parts when one file may not hold it, and when the newest page changed.

    `part` is a number from the index.
    """
    places = list(_places())
    each = MOST_ADDRESSES // len(LANGUAGES)
    if part:
        number = int(part) if part.isascii() and part.isdigit() and len(part) < 5 else 0
        wanted = places[(number - 1) * each : number * each] if number else []
        if not wanted:
            raise Http404
        return _file(wanted), _newest(wanted)
    if len(places) <= each:
        return _file(places), _newest(places)
    address = absolute(reverse("sitemap"))
    parts = range(1, -(-len(places) // each) + 1)
    entries = "".join(f"<sitemap><loc>{escape(f'{address}?part={number}')}</loc></sitemap>\n" for number in parts)
    return f"{HEAD}<sitemapindex {SPACES}>\n{entries}</sitemapindex>\n", _newest(places)


def _newest(places: list[Place]) -> datetime | None:
    return max((changed_at for _addresses, changed_at in places if changed_at), default=None)


def _file(places: list[Place]) -> str:
    return f"{HEAD}<urlset {SPACES} {LINKS}>\n{''.join(map(_entries, places))}</urlset>\n"


def _entries(place: Place) -> str:
    """Return one `url` for each language, each naming all of them."""
    by_language, changed_at = place
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(url)}"/>' for code, url in by_language.items()
    )
    changed = f"<lastmod>{changed_at.isoformat(timespec='seconds')}</lastmod>" if changed_at else ""
    return "".join(f"<url><loc>{escape(url)}</loc>{changed}{others}</url>\n" for url in by_language.values())


def _places() -> Iterator[Place]:
    """Yield the addresses of every public page by language, with the moment it last changed where that is known."""
    for name in [*(f"website:{page}" for page in PAGES), *(kind.list_name for kind in KINDS)]:
        yield {code: absolute(_in(code, name)) for code in LANGUAGES}, None
    kinds = {
        "call": Call.objects.public().order_by("pk").values_list("slug", "changed_at"),
        "partnership": Partnership.objects.public().order_by("pk").values_list("slug", "changed_at"),
        "organisation": Organisation.objects.public().order_by("pk").values_list("slug", "changed_at"),
    }
    for kind, rows in kinds.items():
        address = _by_language(f"website:{kind}")
        yield from ((address(slug), changed_at) for slug, changed_at in rows)
    changed, address = {}, _by_language("website:case")
    cases = Case.objects.public().order_by("pk").values_list("pk", "reference", "changed_at")
    for number, reference, changed_at in cases:
        changed[number] = changed_at
        yield address(reference), changed_at
    yield from _terms(changed)
    yield from _articles()


def _terms(changed: dict[int, datetime]) -> Iterator[Place]:
    """Yield the pages of terms; `changed` says of each public case, by its number, when it last changed."""
    catalogue = current_catalogue(timezone.now())
    by_place = [changed.get(number) for number in catalogue.numbers]
    for kind in KINDS:
        address, having = _by_language(kind.page_name), catalogue.values[kind.code]
        # In an order of their own: each part of a long sitemap is asked for by itself.
        for code in sorted(_codes(kind, catalogue)):
            places = having[code].places if code in having else ()
            yield address(code), max(filter(None, (by_place[place] for place in places)), default=None)


def _codes(kind: Kind, catalogue: Catalogue) -> set[str]:
    """Return the words that have a page: those of some public case, and all of a fixed list."""
    fixed = kind.records.objects.values_list(kind.key, flat=True) if kind.is_fixed else ()
    return {*catalogue.values[kind.code], *fixed} - {NOT_STATED}


def _by_language(name: str) -> Callable[[str], dict[str, str]]:
    """Return a function from a slug, reference or code to the addresses of that page."""
    known = {}
    for code in LANGUAGES:
        with override(code):
            known[code] = addresses(name)
    return lambda slug: {code: absolute(of(slug)) for code, of in known.items()}


def _articles() -> Iterator[Place]:
    """Yield the articles: each language has a name of its own for one, and some are in one language only."""
    rows = Article.objects.public().order_by("translation_key", "locale__language_code")
    columns = ("translation_key", "locale__language_code", "slug", "last_published_at")
    found = rows.values_list(*columns, "eventpage__occasion__called_off_at")
    for _key, versions in groupby(found, key=itemgetter(0)):
        told = list(versions)
        yield (
            {code: absolute(article_address(code, slug)[2]) for _of, code, slug, *_moments in told},
            max(filter(None, (moment for one in told for moment in one[3:]))),
        )


def _in(language: str, name: str) -> str:
    with override(language):
        return reverse(name)
