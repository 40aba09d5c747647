"""The facts of a page as linked data (schema.org), for search engines and other programs.

Each thing is known by its address in English, which never changes; a page in Swedish speaks of the same thing.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from samverka.faces.website.addresses import absolute, identity
from samverka.faces.website.made_up import NO_SUCH_THING
from samverka.ground.common.bilingual import localised
from samverka.ground.common.money import as_decimal
from samverka.ground.programme.models import Programme, ProgrammeOwner
from samverka.stages.organisations.models import Organisation

Node = dict[str, Any]

# Inside a script element only these could end it or begin another.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
NOT_PUBLIC_BODIES = ("civil_society_organisation", "university", "municipally_owned_company")


def written(nodes: Iterable[Node]) -> SafeString:
    """Return the things as JSON that can stand in a script element, whatever their texts hold."""
    graph = {"@context": "https://schema.org", "@graph": [_told(node) for node in nodes]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder)
    return SafeString(text.translate(_ESCAPES))


def _told(value: Any) -> Any:
    """Return the value without what is not known: nothing is said of it."""
    if isinstance(value, dict):
        return {name: _told(one) for name, one in value.items() if one not in (None, "", [], {})}
    return [_told(one) for one in value] if isinstance(value, list) else value


def site() -> str:
    """Return what the site as a whole is known by."""
    return absolute("/#site")


# --- The page --------------------------------------------------------------------------------------------------------


def page_node(here: dict[str, Any]) -> Node:
    """Return the page itself, with the rows that it lists."""
    rows = here.get("rows") or []
    node = {
        "@type": "CollectionPage" if rows else "WebPage",
        "@id": here["canonical"],
        "url": here["canonical"],
        "name": here["heading"],
        "description": here.get("description"),
        "inLanguage": get_language(),
        "isPartOf": {"@id": site()},
        "dateModified": here.get("changed_at"),
    }
    return {**node, "mainEntity": list_node(rows)} if rows else node


def list_node(rows: list[Any]) -> Node:
    """Return the rows of a list, in their order."""
    items = [
        {"@type": "ListItem", "position": position, "url": absolute(row.url), "name": row.title}
        for position, row in enumerate(rows, 1)
    ]
    return {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}


def way_node(here: dict[str, Any]) -> Node:
    """Return the way from the start page to this one."""
    steps = [*here.get("breadcrumbs", []), (here["heading"], here["canonical"])]
    items = [
        {"@type": "ListItem", "position": position, "name": label, "item": url if "//" in url else absolute(url)}
        for position, (label, url) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def site_node(programme: Programme | None) -> Node:
    """Return the site, and how a program can ask it for something."""
    search = {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{absolute(reverse('website:search'))}?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }
    return {
        "@type": "WebSite",
        "@id": site(),
        "url": absolute("/"),
        "name": programme.name if programme else "Samverka",
        "inLanguage": ["sv", "en"],
        "license": programme.licence_url if programme else "",
        "publisher": owner_node(programme.owner) if programme else {},
        "potentialAction": search,
    }


def dataset_node(programme: Programme, about: str, files: list[tuple[str, str, str]]) -> Node:
    """Return the open data of a programme; `files` are (what is in it, media type, path)."""
    distribution = [
        {"@type": "DataDownload", "name": name, "encodingFormat": media_type, "contentUrl": absolute(path)}
        for name, media_type, path in files
    ]
    return {
        "@type": "Dataset",
        "@id": f"{identity('website:opendata')}#{programme.slug}",
        "url": identity("website:opendata"),
        "name": programme.name,
        "description": about,
        "inLanguage": ["sv", "en"],
        "isAccessibleForFree": True,
        "license": programme.licence_url,
        "creator": owner_node(programme.owner),
        "distribution": distribution,
    }


# --- Who -------------------------------------------------------------------------------------------------------------


def owner_node(owner: ProgrammeOwner) -> Node:
    """Return the owner of a programme."""
    return {"@type": "Organization", "name": owner.name, "identifier": owner.identifier, "url": owner.website}


def organisation_node(one: Organisation) -> Node:
    """Return an organisation in short, as others refer to it."""
    return {
        "@type": "Organization" if one.type.code in NOT_PUBLIC_BODIES else "GovernmentOrganization",
        "@id": identity("website:organisation", one.slug) if one.is_public else "",
        "name": one.name,
        "address": {"@type": "PostalAddress", "addressCountry": one.country.code},
        "disambiguatingDescription": NO_SUCH_THING if one.is_fictional else "",
    }


# --- What ------------------------------------------------------------------------------------------------------------


def case_nodes(case: Any, title: str, summary: str, terms: dict[str, list[Any]], money: Any) -> list[Node]:
    """Return a case as a project, and the grant that pays for it where an amount is known.

    `title`, `summary` and `terms` are the public ones; `money` has `granted` (smallest units) and `currency`, or is
    nothing.
    """
    known_by = identity("website:case", case.reference)
    parties = [organisation_node(party.organisation) for party in case.public_parties]
    project = {
        "@type": "Project",
        "@id": f"{known_by}#project",
        "name": title,
        "disambiguatingDescription": NO_SUCH_THING if case.programme.is_demonstration else "",
        "description": summary,
        "identifier": case.reference,
        "url": known_by,
        "member": parties,
        "areaServed": [{"@type": "Country", "name": one.name, "identifier": one.code} for one in terms["country"]],
        "knowsAbout": [one.name for kind in ("area", "topic", "core_area", "goal") for one in terms[kind]],
        "foundingDate": _day_or_year(case.starts_on, case.start_year),
        "dissolutionDate": _day_or_year(case.ends_on, case.end_year),
        "funding": {"@id": f"{known_by}#grant"} if money else {},
    }
    return [project, grant_node(case, known_by, title, parties, money)] if money else [project]


def grant_node(case: Any, known_by: str, title: str, parties: list[Node], money: Any) -> Node:
    """Return the money of a case: who gives it, how much, to whom."""
    programme = case.programme
    funder = {"@type": "Organization", "name": programme.funder_name, "identifier": programme.funder_identifier}
    amount = {
        "@type": "MonetaryAmount",
        "currency": money.currency,
        "value": float(as_decimal(money.granted, money.currency)),
    }
    return {
        "@type": "MonetaryGrant",
        "@id": f"{known_by}#grant",
        "name": title,
        "disambiguatingDescription": NO_SUCH_THING if programme.is_demonstration else "",
        "identifier": case.reference,
        "url": known_by,
        "amount": amount,
        "funder": owner_node(programme.owner),
        "sponsor": funder if programme.funder_name else {},
        "fundedItem": [{"@id": f"{known_by}#project"}, *parties],
    }


def _day_or_year(day: date | None, year: int | None) -> str:
    return day.isoformat() if day else str(year or "")


def place_node(one: Organisation) -> Node:
    """Return an organisation in full, for its own page."""
    names = {localised(one, "name", language).text for language in ("sv", "en")} - {one.name}
    former = {name.text for name in one.names.all() if name.kind == "former"}
    point = {"@type": "GeoCoordinates", "latitude": str(one.latitude), "longitude": str(one.longitude)}
    return {
        **organisation_node(one),
        "url": identity("website:organisation", one.slug),
        "alternateName": sorted(names | former),
        "identifier": one.identifier,
        "sameAs": one.website,
        "location": {"@type": "Place", "geo": point} if one.latitude is not None else {},
    }
