"""Where that stands today which an address of a former site asked for. Only what is public is ever found."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode

from samverka.faces.website.finding import LONGEST_TEXT, MOST_WORDS, countries_called, partnerships_found
from samverka.faces.website.former.patterns import Asked, FormerAddress, FormerSite
from samverka.faces.website.terms.kinds import KIND
from samverka.ground.common.folding import fold
from samverka.ground.programme.rules import FORMER_FACETS
from samverka.stages.catalogue.actions import current_catalogue
from samverka.stages.catalogue.asking import View
from samverka.stages.catalogue.facets import NEWEST_FIRST, NOT_STATED
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership, Party
from samverka.stages.projects.models import Case, CaseQuerySet

# Rows that are looked at more closely; with so many the words were too common to mean one of them.
MOST_LOOKED_AT = 200
ORGANISATIONS = ("home", "partner")
# Words with which titles join two places.
JOINING = {"and", "och"}
_PATH = re.compile(r"https?://[^/\s]+(/[^\s?#;,)\"]*)")


@dataclass(frozen=True)
class Today:
    """An address of today. It is certain when everything that was asked for is there."""

    url: str
    is_certain: bool


def todays_address(address: FormerAddress, site: FormerSite, at: datetime) -> Today:
    """Return where to go: the page, the cases that have all that was asked for, or a search for its words."""
    for one in address.asked:
        if one.kind == "case" and (url := _page_of_case(as_slug(one.word), site, at)):
            return Today(url, is_certain=True)
    wanted = [one for one in address.asked if one.kind != "list"]
    facets = [one for one in wanted if one.kind in FORMER_FACETS]
    known = {one.kind: code for one in facets if (code := _code_of(one.kind, as_slug(one.word), at))}
    if known:
        return Today(_page_of(known), is_certain=len(known) == len(wanted))
    if wanted:
        return Today(_search_for(wanted[0]), is_certain=False)
    return Today(reverse("website:cases"), is_certain=True)


def as_slug(text: str) -> str:
    """Return `text` as addresses write it: “Environment/Climate change” becomes environment-climate-change."""
    return "-".join(re.findall("[a-z0-9]+", re.sub("['’]", "", fold(text))))


def _page_of(known: dict[str, str]) -> str:
    """Return the page of the one thing that is known, or the list of the cases that have all of them."""
    if len(known) > 1:
        view = View(chosen={kind: (code,) for kind, code in known.items()})
        return f"{reverse('website:cases')}{view.query()}"
    ((kind, code),) = known.items()
    return reverse("website:organisation" if kind in ORGANISATIONS else KIND[kind].page_name, args=[code])


def _search_for(one: Asked) -> str:
    words = " ".join(re.findall(r"[^\W_]+", one.word))[:LONGEST_TEXT]
    url = reverse("website:search")
    return f"{url}?{urlencode({'q': words})}" if words else url


# --- What cases are sorted by ----------------------------------------------------------------------------------------


def _code_of(kind: str, slug: str, at: datetime) -> str:
    """Return by what the thing of this kind is known today, or nothing."""
    if not slug:
        return ""
    return _organisation(slug) if kind in ORGANISATIONS else _term(kind, slug, at)


def _organisation(slug: str) -> str:
    """Return the address of the one organisation that has, had or is called by this name."""
    found = Organisation.objects.public()
    if found.filter(slug=slug).exists():
        return slug
    for word in slug.split("-")[:MOST_WORDS]:
        found = found.filter(search_text__contains=word)
    names = found.values_list("slug", "search_text")[:MOST_LOOKED_AT]
    fitting = [known for known, text in names if slug in map(as_slug, text.splitlines())]
    return fitting[0] if len(fitting) == 1 else ""


def _term(kind: str, slug: str, at: datetime) -> str:
    """Return the code of a term that has a page, by its code or its name in either language; of goals by the number."""
    values = current_catalogue(at).values[kind].values()
    named = [(one.code, one.name_sv, one.name_en) for one in values if one.code != NOT_STATED]
    if KIND[kind].is_fixed:
        named += KIND[kind].records.objects.values_list("code", "name_sv", "name_en")
    number = re.match("0*([0-9]+)", slug) if kind == "goal" else None
    wanted = number[1] if number else slug
    return next((code for code, *names in named if wanted in map(as_slug, (code, *names))), "")


# --- Cases and partnerships ------------------------------------------------------------------------------------------


def _page_of_case(slug: str, site: FormerSite, at: datetime) -> str:
    """Return the page of the case whose source or title it was, or of the partnership of which there were several.

    Titles and sources name places: a case that hides its place is not looked for.
    """
    if not slug:
        return ""
    cases = Case.objects.public(at).with_place().select_related("partnership").order_by(*NEWEST_FIRST)
    found = _named_by_source(cases, slug, site) or _titled(cases, slug)
    partnerships = {case.partnership for case in found}
    partnership = partnerships.pop() if len(found) > 1 and len(partnerships) == 1 else None
    if found and not (partnership and partnership.is_public):
        return reverse("website:case", args=[found[0].reference])
    partnership = partnership or _partnership(slug)
    return reverse("website:partnership", args=[partnership.slug]) if partnership else ""


def _named_by_source(cases: CaseQuerySet, slug: str, site: FormerSite) -> list[Case]:
    """Return the cases whose source was this very page, in whichever language."""

    def is_it(path: str) -> bool:
        read = site.read(path, {})
        return read is not None and read.asked[0].kind == "case" and as_slug(read.asked[0].word) == slug

    near = cases.filter(source__icontains=slug)[:MOST_LOOKED_AT]
    return [case for case in near if any(map(is_it, _PATH.findall(case.source)))]


def _titled(cases: CaseQuerySet, slug: str) -> list[Case]:
    """Return the cases whose title in either language makes this word."""
    for word in slug.split("-")[:MOST_WORDS]:
        cases = cases.filter(search_text__contains=word)
    return [case for case in cases[:MOST_LOOKED_AT] if slug in (as_slug(case.title_sv), as_slug(case.title_en))]


def _partnership(slug: str) -> Partnership | None:
    """Return the partnership of this address, or the one of which at least two parties are named, and nobody else."""
    public = Partnership.objects.public()
    if known := public.filter(slug=slug).first():
        return known
    words = [word for word in slug.split("-") if word not in JOINING]
    if not 2 <= len(words) <= MOST_WORDS:
        return None
    near = partnerships_found(public, countries_called(words))[:MOST_LOOKED_AT]
    fitting = _of_these_parties(set(words), list(near))
    return fitting[0] if len(fitting) == 1 else None


def _of_these_parties(words: set[str], partnerships: list[Partnership]) -> list[Partnership]:
    """Return those of whose parties at least two are named, and whose parties and countries have all the words."""
    columns = ("organisation__search_text", "organisation__country__name_sv", "organisation__country__name_en")
    parties = Party.objects.filter(partnership__in=partnerships).values_list("partnership", *columns)
    named: Counter[int] = Counter()
    known: dict[int, set[str]] = defaultdict(set)
    for number, *texts in parties:
        own, *countries = (set(as_slug(text).split("-")) for text in texts)
        named[number] += bool(words & own)
        known[number] |= own.union(*countries)
    return [one for one in partnerships if named[one.pk] > 1 and words <= known[one.pk]]
