from datetime import date
from uuid import uuid4

import pytest

from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import NotAllowed, Refused
from samverka.ground.programme.actions import (
    copy_rule_set,
    edit_cost_categories,
    edit_criteria,
    edit_limits,
    edit_rule_set,
    make_rule_set,
)
from samverka.ground.programme.models import Limit, RuleSet

FACTS = {"name_sv": "Regler 2027", "name_en": "Rules 2027", "valid_from": date(2027, 1, 1), "valid_until": None}
TRAVEL = {"name_sv": "Resor", "name_en": "Travel"}


def limit(**changes):
    facts = {"scope": "year", "kind": "maximum", "amount": 100, "region_group": "", "parties_from": 2, "category": None}
    return {**facts, "source": "Guidelines", **changes}


def rows_of(rule_set):
    """Return everything a rule set says beside its own fields, without the numbers of its rows."""
    return (
        list(rule_set.categories.values_list("code", "name_sv", "name_en", "position")),
        list(rule_set.limits.values_list("scope", "kind", "amount", "region_group", "parties_from", "category__code")),
        list(rule_set.criteria.values_list("code", "name_en", "guidance_sv", "max_points", "weight", "position")),
        [list(getattr(rule_set, name).all()) for name in ("countries", "applicant_types", "partner_types")],
    )


def test_copy_rule_set_takes_everything_but_its_days_along(cast, at):
    cast.rule_set.is_frozen = True
    cast.rule_set.valid_until = date(2026, 12, 31)
    cast.rule_set.save()

    copied = copy_rule_set(cast.rule_set, key=uuid4(), by=cast.sara, at=at, **{**FACTS, "source": "Decision 7"})

    assert rows_of(copied) == rows_of(cast.rule_set)
    assert (copied.name_en, copied.valid_from, copied.valid_until, copied.is_frozen) == (
        "Rules 2027", date(2027, 1, 1), None, False,
    )  # fmt: skip
    assert (copied.max_years, copied.case_type, copied.appeal_text_sv) == (
        cast.rule_set.max_years, cast.rule_set.case_type, cast.rule_set.appeal_text_sv,
    )  # fmt: skip
    assert not set(copied.categories.all()) & set(cast.rule_set.categories.all())
    assert Event.objects.about(copied)[0].details == {"copied_from": cast.rule_set.pk}


def test_copy_and_make_rule_set_twice_with_one_key_make_one(cast, at):
    key = uuid4()
    first = copy_rule_set(cast.rule_set, key=key, by=cast.sara, at=at, **FACTS)
    assert copy_rule_set(cast.rule_set, key=key, by=cast.sara, at=at, **FACTS) == first
    assert make_rule_set(cast.rule_set.case_type, key=key, by=cast.sara, at=at, **FACTS) == first
    assert RuleSet.objects.count() == 2


def test_make_rule_set_keeps_what_it_points_at(cast, at):
    countries = list(cast.rule_set.countries.all()[:2])
    made = make_rule_set(
        cast.rule_set.case_type, key=uuid4(), by=cast.helena, at=at, **FACTS, countries=countries, applicant_types=[]
    )
    assert list(made.countries.all()) == countries
    assert made.programme == cast.programme


def test_rules_that_end_before_they_begin_are_refused(cast, at):
    with pytest.raises(Refused) as refused:
        edit_rule_set(cast.rule_set, valid_until=date(2020, 1, 1), by=cast.sara, at=at)
    assert refused.value.problems[0].where == "valid_until"
    assert RuleSet.objects.get().valid_until is None


@pytest.mark.parametrize("edit", [edit_rule_set, edit_cost_categories, edit_criteria, edit_limits])
@pytest.mark.parametrize("is_known", [True, False])
def test_frozen_rules_are_not_changed_and_the_sentence_says_to_copy_them(cast, at, edit, is_known):
    RuleSet.objects.update(is_frozen=True)
    if is_known:
        cast.rule_set.refresh_from_db()
    before = rows_of(cast.rule_set)
    with pytest.raises(Refused, match="Copy them"):
        edit(cast.rule_set, by=cast.sara, at=at, **({} if edit is edit_rule_set else {"rows": []}))
    assert rows_of(cast.rule_set) == before


@pytest.mark.parametrize("who", ["ingrid", "farid", "maja", "eva", "rolf"])
def test_rules_are_for_officers_and_head_only(cast, at, who):
    by = getattr(cast, who)
    for act in (
        lambda: make_rule_set(cast.rule_set.case_type, key=uuid4(), by=by, at=at, **FACTS),
        lambda: copy_rule_set(cast.rule_set, key=uuid4(), by=by, at=at, **FACTS),
        lambda: edit_limits(cast.rule_set, rows=[], by=by, at=at),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_edit_cost_categories_keeps_the_limits_on_what_stays(cast, at):
    rules = cast.rule_set
    kept = {"code": "working_hours", "name_sv": "Arbetstid", "name_en": "Working hours"}

    edit_cost_categories(rules, rows=[kept, TRAVEL, TRAVEL], by=cast.sara, at=at)

    assert list(rules.categories.values_list("code", "position")) == [
        ("working_hours", 0), ("travel", 1), ("travel-2", 2),
    ]  # fmt: skip
    assert rules.limits.filter(category__code="working_hours").count() == 2


def test_the_same_rows_sent_twice_stay_one(cast, at):
    for _time in range(2):
        edit_cost_categories(cast.rule_set, rows=[TRAVEL], by=cast.sara, at=at)
        edit_limits(cast.rule_set, rows=[limit()], by=cast.sara, at=at)
        edit_criteria(cast.rule_set, rows=[{**TRAVEL, "weight": 2, "max_points": 5}], by=cast.sara, at=at)
    assert [kind.count() for kind in (cast.rule_set.categories, cast.rule_set.limits, cast.rule_set.criteria)] == [
        1
    ] * 3


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([limit(), limit(amount=200)], "same thing"),
        ([limit(), limit(kind="guide", amount=101)], "above the maximum"),
    ],
)
def test_limits_that_contradict_each_other_are_refused(cast, at, rows, sentence):
    before = Limit.objects.count()
    with pytest.raises(Refused, match=sentence):
        edit_limits(cast.rule_set, rows=rows, by=cast.sara, at=at)
    assert Limit.objects.count() == before


def test_limits_for_more_parties_or_another_region_stand_side_by_side(cast, at):
    rows = [limit(), limit(parties_from=3), limit(region_group="europe"), limit(kind="guide", amount=90)]
    edit_limits(cast.rule_set, rows=rows, by=cast.sara, at=at)
    assert cast.rule_set.limits.count() == 4


def test_rule_sets_are_seen_by_the_office_of_their_programme(cast):
    for person in (cast.sara, cast.helena, cast.farid, cast.maja, cast.rolf):
        assert list(RuleSet.objects.visible_to(person)) == [cast.rule_set]
    for person in (cast.ingrid, cast.eva, cast.stranger):
        assert not RuleSet.objects.visible_to(person).exists()
