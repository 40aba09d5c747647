"""How rule sets and their rows are shown."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.ground.programme.models import CostCategory, Criterion, Limit, RuleSet
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import badge, day_tag, money_tag


def rule_set_badge(rule_set: RuleSet, *, on: date) -> dict[str, Any]:
    """Return in words whether the rules are in force, and whether they can still be changed."""
    if rule_set.valid_until and rule_set.valid_until < on:
        return {"label": _("No longer in force"), "tone": "neutral"}
    if rule_set.valid_from > on:
        return {"label": _("In force later"), "tone": "info"}
    return {"label": _("In force"), "tone": "good"}


def rule_set_table(rule_sets: Iterable[RuleSet], *, on: date) -> Table:
    """Return the table of rule sets."""
    columns = [Column(_("Rule set")), Column(_("Case type")), Column(_("From")), Column(_("Until")), Column(_("State"))]
    rows = []
    for one in rule_sets:
        shown = rule_set_badge(one, on=on)
        rows.append(
            [
                cell(one.name, url=reverse("office:rule-set", args=[one.pk])),
                cell(one.case_type.name),
                cell(day_tag(one.valid_from)),
                cell(day_tag(one.valid_until)),
                cell(badge(shown["label"], shown["tone"])),
            ]
        )
    return Table(_("Rules"), columns, rows)


def category_table(categories: Iterable[CostCategory]) -> Table:
    """Return the kinds of cost that are paid, in both languages."""
    columns = [Column(_("In English")), Column(_("In Swedish"))]
    return Table(_("Cost categories"), columns, [[cell(one.name_en), cell(one.name_sv)] for one in categories])


def limit_table(limits: Iterable[Limit], currency: str) -> Table:
    """Return the amounts that a budget must not, or should not, exceed."""
    columns = [Column(_("Applies to")), Column(_("Kind")), Column(_("Region")), Column(_("Parties")), Column(_("Cost"))]
    columns += [Column(_("Source")), Column(_("Amount"), "number")]
    kinds = {Limit.Kind.MAXIMUM: (_("Maximum"), "warn"), Limit.Kind.GUIDE: (_("Guide amount"), "info")}
    rows = []
    for one in limits:
        label, tone = kinds[Limit.Kind(one.kind)]
        rows.append(
            [
                cell(one.get_scope_display()),
                cell(badge(label, tone)),
                cell(one.get_region_group_display() or _("all regions")),
                cell(_("%(number)s or more") % {"number": one.parties_from}),
                cell(one.category.name if one.category else _("the whole budget")),
                cell(one.source),
                cell(money_tag(one.amount, currency)),
            ]
        )
    return Table(_("Limits"), columns, rows)


def criterion_table(criteria: Iterable[Criterion]) -> Table:
    """Return what assessors score, in the language of the page."""
    columns = [Column(_("Criterion")), Column(_("Most points"), "number"), Column(_("Weight"), "number")]
    rows = [[cell(one.name), cell(one.max_points), cell(one.weight)] for one in criteria]
    return Table(_("Criteria"), columns, rows)
