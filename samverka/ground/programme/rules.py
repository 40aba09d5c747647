"""When a rule set may be changed, and what it lacks before a call can use it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from samverka.ground.common.refusals import Problem
from samverka.ground.programme.models import RuleSet


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
