"""Every public address of ours, read off the URL configuration: a page that is added later is among them by itself."""

import io
import zipfile
from itertools import product
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from django.utils import translation

from samverka.faces.website.terms.kinds import KIND
from samverka.newsroom.comments.models import Comment
from samverka.stages.applications.models import Application
from samverka.stages.projects.models import Case
from samverka.ui.pages import PUBLIC

LANGUAGES = [code for code, _name in settings.LANGUAGES]
OF_OURS = [model for model in apps.get_models() if model.__module__.startswith("samverka.")]


# Which cases have a word, by its kind, asked of the tables.
HAVING = {
    "country": lambda code: Q(countries__code=code),
    "goal": lambda code: Q(goals__code=code),
    "area": lambda code: Q(areas__code=code),
    "topic": lambda code: Q(topics__code=code),
    "core_area": lambda code: Q(core_areas__code=code),
    "network": lambda slug: Q(network__slug=slug) | Q(partnership__network_memberships__network__slug=slug),
    "year": lambda year: (
        Q(start_year__lte=year, end_year__gte=year)
        | Q(start_year=year, end_year=None)
        | Q(start_year=None, end_year=year)
    ),
}


def patterns(resolver=None, space=""):
    """Yield (name, pattern) of every address that anybody may open."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif getattr(getattr(pattern.callback, "view_class", None), "allowed", None) == PUBLIC:
            yield f"{space}{pattern.name}", pattern


def fillings():
    """Return what can stand for each name in an address: all there is in the database, whoever may see it."""
    references = {*Case.objects.values_list("reference", flat=True)}
    references |= {*Application.objects.values_list("reference", flat=True)}
    # A key or a token is a secret of the one it was given to.
    return {
        "reference": references,
        "key": {uuid4()},
        "number": range(1, 4),
        "pk": {*Comment.objects.values_list("pk", flat=True)},
        "token": {"unknown"},
        "name": {"unknown.webp"},
    }


def codes_of(kind):
    """Return the words of a kind that some case has, whoever may see it: a page for another has nothing to tell."""
    if not kind.records:
        return set(Case.objects.exclude(start_year=None).values_list("start_year", flat=True))
    had = Case.objects.filter(HAVING[kind.code](OuterRef(kind.key)))
    return set(kind.records.objects.filter(Exists(had)).values_list(kind.key, flat=True))


def slugs_for(page):
    """Return what a page of a record finds its record by: every slug of this kind of record, whoever may see it."""
    assert page.records is not None, f"Say in `slugs_for` what can stand in the address of {page}."
    return set(page.records.values_list(page.by["slug"], flat=True))


def addresses(languages=LANGUAGES):
    """Yield (name, address) in these languages. A name in a pattern that nothing can be filled in for fails."""
    known = fillings()
    for name, pattern in patterns():
        wanted = list(pattern.pattern.regex.groupindex)
        if "code" in wanted:
            known["code"] = codes_of(KIND[name.removeprefix("website:").removesuffix("-term")])
        if "slug" in wanted:
            known["slug"] = slugs_for(pattern.callback.view_class)
        assert set(wanted) <= set(known), f"Say in `fillings` what can stand in {name} for {wanted}."
        seen = set()
        for language, values in product(languages, product(*(sorted(map(str, known[one])) for one in wanted))):
            with translation.override(language):
                try:
                    address = reverse(name, kwargs=dict(zip(wanted, values, strict=True)))
                except NoReverseMatch:  # Not every value has the form that this address takes.
                    continue
            if address not in seen:
                seen.add(address)
                yield name, address


def text_of(answer):
    """Return all that an answer says, headers included; what is packed is unpacked."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = b"\n".join(package.read(one) for one in package.namelist())
    # How long it is, and its hash, can hold any number by chance.
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items() if name not in ("Content-Length", "ETag"))
    return f"{headers}\n{content.decode()}"
