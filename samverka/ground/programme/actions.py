"""Giving out reference numbers, and making, changing and copying the rules that calls point at."""

from datetime import datetime
from itertools import chain, count
from typing import Any

from django.db import transaction
from django.db.models import F
from django.forms.models import model_to_dict
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from samverka.ground.audit.actions import record
from samverka.ground.common.dates import today
from samverka.ground.common.folding import fold
from samverka.ground.common.refusals import refuse_if, require
from samverka.ground.programme.models import (
    CaseType,
    CostCategory,
    Criterion,
    Limit,
    Programme,
    ReferenceSeries,
    RuleSet,
    Tag,
)
from samverka.ground.programme.permissions import can_edit_rule_set
from samverka.ground.programme.rules import (
    problems_before_editing_rule_set,
    problems_with_limits,
    problems_with_window,
)

# What a rule set points at by lists, and where its rows point.
SHARED_WORDS = ("countries", "applicant_types", "partner_types")
TO_OTHERS = ("rule_set", "category")


def give_reference(programme: Programme, at: datetime) -> str:
    """Give out the next reference number of the year: `PREFIX-2026-0001`. Numbers are never given twice.

    Call it inside the transaction that keeps the record: the row of the series stays locked until then.
    """
    year = today(at).year
    series, _created = ReferenceSeries.objects.get_or_create(programme=programme, year=year)
    ReferenceSeries.objects.filter(pk=series.pk).update(last_number=F("last_number") + 1)
    series.refresh_from_db(fields=["last_number"])
    return f"{programme.reference_prefix}-{year}-{series.last_number:04}"


def take_tag(name_sv: str, name_en: str) -> Tag:
    """Return the tag of this name in either language; a new one where there is none. Called by what gives out tags."""
    wanted = {fold(name_sv), fold(name_en)}
    for tag in Tag.objects.all():
        if wanted & {fold(tag.name_sv), fold(tag.name_en)}:
            return tag
    stem = slugify(fold(name_en)).replace("-", "_")[:44] or "tag"
    taken = set(Tag.objects.filter(code__startswith=stem).values_list("code", flat=True))
    numbered = (f"{stem}_{number}" for number in count(2))
    code = next(one for one in chain([stem], numbered) if one not in taken)
    return Tag.objects.create(code=code, name_sv=name_sv, name_en=name_en)


@transaction.atomic
def make_rule_set(case_type: CaseType, *, key: Any, by: Any, at: datetime, **facts: Any) -> RuleSet:
    """Make the rules for a case type; `facts` are the fields of `RuleSet`, the words it points at given as lists.

    Who: programme officer, head of the programme. The form's `key` makes a repeat return what was made first.
    Tells nobody.
    """
    rule_set = RuleSet(key=key, programme=case_type.programme, case_type=case_type)
    require(can_edit_rule_set(by, rule_set))
    made = RuleSet.objects.filter(key=key).first() if key else None
    if made:
        return made
    _write(rule_set, facts)
    record(gettext_noop("Rule set made"), rule_set, by=by, at=at)
    return rule_set


@transaction.atomic
def edit_rule_set(rule_set: RuleSet, *, by: Any, at: datetime, **facts: Any) -> RuleSet:
    """Change rules that no open call uses yet. Who: programme officer, head of the programme. Tells nobody."""
    _hold(rule_set, by)
    if "case_type" in facts:
        rule_set.programme = facts["case_type"].programme
        require(can_edit_rule_set(by, rule_set))
    _write(rule_set, facts)
    record(gettext_noop("Rule set changed"), rule_set, by=by, at=at, fields=sorted(facts))
    return rule_set


@transaction.atomic
def copy_rule_set(rule_set: RuleSet, *, key: Any, by: Any, at: datetime, **facts: Any) -> RuleSet:
    """Make a new version of `rule_set`: everything is copied but what `facts` say, above all its names and its days.

    Who: programme officer, head of the programme. The form's `key` makes a repeat return what was made first. The
    rule set copied from may be frozen; the copy never is. Tells nobody.
    """
    require(can_edit_rule_set(by, rule_set))
    made = RuleSet.objects.filter(key=key).first() if key else None
    if made:
        return made
    kept = model_to_dict(rule_set, exclude=["id", "key", "is_frozen", "valid_from", "valid_until"])
    kept |= {"programme": rule_set.programme, "case_type": rule_set.case_type}
    copied = RuleSet(key=key)
    _write(copied, {**kept, **facts})
    categories = _copy_rows(rule_set.categories, copied)
    _copy_rows(rule_set.criteria, copied)
    for limit in rule_set.limits.all():
        category = categories[limit.category_id] if limit.category_id else None
        Limit.objects.create(rule_set=copied, category=category, **model_to_dict(limit, exclude=["id", *TO_OTHERS]))
    record(gettext_noop("Rule set copied"), copied, by=by, at=at, copied_from=rule_set.pk)
    return copied


@transaction.atomic
def edit_cost_categories(rule_set: RuleSet, *, rows: list[dict[str, Any]], by: Any, at: datetime) -> RuleSet:
    """Say which costs the rules pay: `rows` have `name_sv`, `name_en` and, where the category was there before, `code`.

    A category that is left out goes, with the limits on it. Who: programme officer, head. Tells nobody.
    """
    _hold(rule_set, by)
    _replace(CostCategory, rule_set, rows)
    record(gettext_noop("Cost categories changed"), rule_set, by=by, at=at, rows=len(rows))
    return rule_set


@transaction.atomic
def edit_criteria(rule_set: RuleSet, *, rows: list[dict[str, Any]], by: Any, at: datetime) -> RuleSet:
    """Say what applications are scored by; `rows` are the fields of `Criterion`, with `code` where it was there before.

    Who: programme officer, head. Tells nobody.
    """
    _hold(rule_set, by)
    _replace(Criterion, rule_set, rows)
    record(gettext_noop("Criteria changed"), rule_set, by=by, at=at, rows=len(rows))
    return rule_set


@transaction.atomic
def edit_limits(rule_set: RuleSet, *, rows: list[dict[str, Any]], by: Any, at: datetime) -> RuleSet:
    """Say what a budget must not, or should not, exceed: `rows` are the fields of `Limit`, amounts in smallest units.

    Who: programme officer, head. Raises `Refused` when two rows contradict each other. Tells nobody.
    """
    _hold(rule_set, by)
    refuse_if(problems_with_limits(rows))
    rule_set.limits.all().delete()
    Limit.objects.bulk_create(Limit(rule_set=rule_set, **row) for row in rows)
    record(gettext_noop("Limits changed"), rule_set, by=by, at=at, rows=len(rows))
    return rule_set


def _hold(rule_set: RuleSet, by: Any) -> None:
    """Ask whether `by` may change the rules, and keep a call from opening with them until this change is done."""
    require(can_edit_rule_set(by, rule_set))
    refuse_if(problems_before_editing_rule_set(rule_set))
    if not RuleSet.objects.filter(pk=rule_set.pk, is_frozen=False).update(is_frozen=False):
        rule_set.refresh_from_db(fields=["is_frozen"])
        refuse_if(problems_before_editing_rule_set(rule_set))


def _write(rule_set: RuleSet, facts: dict[str, Any]) -> None:
    """Keep the fields given in `facts`, and what the rule set points at."""
    for name, value in facts.items():
        if name not in SHARED_WORDS:
            setattr(rule_set, name, value)
    refuse_if(problems_with_window(rule_set.valid_from, rule_set.valid_until))
    rule_set.save()
    for name in SHARED_WORDS:
        if name in facts:
            getattr(rule_set, name).set(facts[name])


def _replace(model: type[CostCategory] | type[Criterion], rule_set: RuleSet, rows: list[dict[str, Any]]) -> None:
    """Bring the rows of a rule set in line with `rows`, found again by their codes: what is sent twice stays one."""
    codes: list[str] = []
    for position, row in enumerate(rows):
        stem = row.get("code") or slugify(fold(row["name_en"]))[:40] or "row"
        code = next(one for one in (stem, *(f"{stem}-{n}" for n in range(2, 1000))) if one not in codes)
        codes.append(code)
        fields = {**row, "code": code, "position": position}
        model.objects.update_or_create(rule_set=rule_set, code=code, defaults=fields)
    model.objects.filter(rule_set=rule_set).exclude(code__in=codes).delete()


def _copy_rows(rows: Any, copied: RuleSet) -> dict[int, Any]:
    """Copy the rows to another rule set; return each copy by the number of the row it was copied from."""
    return {
        row.pk: type(row).objects.create(rule_set=copied, **model_to_dict(row, exclude=["id", *TO_OTHERS]))
        for row in rows.all()
    }
