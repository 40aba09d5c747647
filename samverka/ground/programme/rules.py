"""When a rule set may be changed, what it lacks before a call can use it, and what a file may say of a programme."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import LANGUAGES
from samverka.ground.common.refusals import Problem
from samverka.ground.programme.models import RuleSet

# A public page weighs 60 KB at most, and the logo stands on each of them.
MOST_LOGO_BYTES = 20_000
LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_SIGNATURES = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}
# What a drawing has no need of, and what could do something to whoever opens it by itself.
_ACTIVE = (b"<script", b"<foreignobject", b"<!entity", b"javascript:", b"<iframe")

# What can have stood at an address of a former site: a case, something that cases are sorted by, the list of cases,
# the words of a search, or no more than the number of a page.
FORMER_FACETS = ("home", "partner", "country", "area", "topic", "goal", "network", "year")
FORMER_KINDS = ("case", *FORMER_FACETS, "list", "search", "page")
# Kinds of which an address says nothing that would have to be read.
_WITHOUT_WORD = ("list", "search", "page")


def problems_with_former_site(former_site: Any) -> Iterator[Problem]:
    """Yield what is wrong with the addresses of a former site: {"paths": {path: kind}, "queries": {name: kind}}."""
    tables = former_site if isinstance(former_site, dict) else {"": former_site}
    for name, rows in tables.items():
        if name not in ("paths", "queries") or not isinstance(rows, dict):
            yield Problem(_("A former site has the tables “paths” and “queries”, and not “%s”.") % name)
            continue
        for address, kind in rows.items():
            if kind not in FORMER_KINDS:
                words = {"address": address, "kind": kind, "kinds": ", ".join(FORMER_KINDS)}
                yield Problem(_("“%(kind)s” at “%(address)s” is no kind of page. Take one of: %(kinds)s.") % words)
            elif name == "paths":
                yield from _problems_with_former_path(address, kind)


def _problems_with_former_path(path: str, kind: str) -> Iterator[Problem]:
    if not path.startswith("/"):
        yield Problem(_("The path “%s” of a former site does not begin with a slash. Write it as in addresses.") % path)
    places = re.findall(r"\{.*?\}", path)
    if unknown := set(places) - {"{word}", "{number}"}:
        words = {"path": path, "place": min(unknown), "known": "{word}, {number}"}
        yield Problem(_("“%(place)s” in the path “%(path)s” means nothing. What does: %(known)s.") % words)
    if places.count("{word}") > 1 or ("{word}" not in places and kind not in _WITHOUT_WORD):
        words = {"path": path, "word": "{word}"}
        yield Problem(_("The path “%(path)s” must hold %(word)s once: there stands which page is meant.") % words)
    if not re.sub(rf"^/({'|'.join(LANGUAGES)})(?=/|$)|\{{.*?\}}|/", "", path):
        yield Problem(_("The path “%s” of a former site would fit every address. Add what is the same in all.") % path)


def problems_with_logo(name: str, content: bytes) -> list[Problem]:
    """Return why the file cannot be the logo of an owner: its kind, its size, or what it holds."""
    ending = PurePath(name).suffix.lower()
    words = {"name": PurePath(name).name, "limit": MOST_LOGO_BYTES // 1000}
    if ending not in LOGO_TYPES:
        return [Problem(_("“%(name)s” is no logo that can be shown. Take a file in SVG, PNG or JPEG.") % words)]
    if len(content) > MOST_LOGO_BYTES:
        return [Problem(_("“%(name)s” is larger than %(limit)s KB. Make it smaller: it stands on every page.") % words)]
    low = content.lower()
    if not (b"<svg" in low if ending == ".svg" else content.startswith(_SIGNATURES[ending])):
        return [Problem(_("“%(name)s” is not what its name says. Save it again.") % words)]
    if ending == ".svg" and any(word in low for word in _ACTIVE):
        return [Problem(_("“%(name)s” holds more than a drawing, such as a script. Save it as a plain SVG.") % words)]
    return []


def problems_before_editing_rule_set(rule_set: RuleSet) -> list[Problem]:
    """Return why the rule set can no longer be changed; empty while no call that uses it has opened."""
    if rule_set.is_frozen:
        return [
            Problem(_("A call with these rules has opened, so they stay as they are. Copy them, and change the copy."))
        ]
    return []


def problems_with_window(valid_from: Any, valid_until: Any) -> list[Problem]:
    """Return what is wrong with the days between which the rules are in force."""
    if valid_until and valid_until < valid_from:
        return [Problem(_("The last day comes before the first. Move one of the two."), where="valid_until")]
    return []


def problems_before_using_rule_set(rule_set: RuleSet) -> list[Problem]:
    """Return what the rule set lacks before a call with it can open, as a checklist for the office."""
    parts = {
        "countries": (rule_set.countries, _("The rule set names no eligible country.")),
        "applicant_types": (rule_set.applicant_types, _("The rule set names no kind of organisation that may apply.")),
        "partner_types": (rule_set.partner_types, _("The rule set names no kind of organisation that may be partner.")),
        "categories": (rule_set.categories, _("The rule set names no cost category.")),
        "limits": (rule_set.limits, _("The rule set has no cap and no guide amount.")),
        "criteria": (rule_set.criteria, _("The rule set has no criterion to assess by.")),
    }
    return [Problem(sentence, where=where) for where, (rows, sentence) in parts.items() if not rows.all()]


def problems_with_limits(rows: Iterable[dict[str, Any]]) -> Iterator[Problem]:
    """Yield a problem when two limits say different things about the same budget, or a guide lies above a maximum."""
    amounts: dict[tuple[Any, ...], dict[str, int]] = {}
    for row in rows:
        place = (row["scope"], row["region_group"], row["parties_from"], row["category"])
        kinds = amounts.setdefault(place, {})
        if row["kind"] in kinds:
            yield Problem(_("Two rows limit the same thing. Remove one of them, or say how they differ."))
        kinds[row["kind"]] = row["amount"]
    if any(kinds.get("guide", 0) > kinds["maximum"] for kinds in amounts.values() if "maximum" in kinds):
        yield Problem(_("A guide amount lies above the maximum for the same thing. Lower it, or raise the maximum."))
