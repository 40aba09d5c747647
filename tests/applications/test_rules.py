from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverka.ground.common.refusals import stopping
from samverka.ground.programme.models import CoreArea, Limit, OrganisationType
from samverka.stages.applications.actions import save_budget, save_focus, save_summary, save_team
from samverka.stages.applications.models import Section
from samverka.stages.applications.rules import (
    limits_in_force,
    problems_before_signing,
    problems_before_starting,
    problems_before_submitting,
    section_states,
    totals_of,
)
from tests.factories import applications
from tests.factories.calls import open_call

REGIONS = ["", "africa", "europe", "asia"]


def texts(problems):
    return " ".join(str(problem) for problem in problems)


# --- Who may apply together ------------------------------------------------------------------------------------------


def test_a_complete_application_has_no_problem(cast, at):
    assert problems_before_signing(applications.draft(cast, at), at=at) == []
    assert problems_before_submitting(applications.signed(cast, at, parties=3), at=at) == []


def test_an_ineligible_country_is_named_with_the_rule_set_and_its_dates(cast, at):
    call = open_call(cast, at)
    cast.rule_set.countries.remove(cast.sekao.country)
    (problem,) = problems_before_starting(call, [cast.exempelby, cast.sekao], at=at)
    assert "Botswana" in str(problem)
    assert problem.where == "partners"
    assert problem.source == (
        "Rules for projects 2026, in force from 1 January 2026. Source: Rules of the demonstration, section 2"
    )


def test_kinds_of_organisation_that_may_not_apply_or_be_partner(cast, at):
    call = open_call(cast, at)
    cast.rule_set.applicant_types.set(OrganisationType.objects.exclude(pk=cast.exempelby.type_id))
    cast.rule_set.partner_types.set(OrganisationType.objects.exclude(pk=cast.sekao.type_id))
    problems = problems_before_starting(call, [cast.exempelby, cast.sekao], at=at)
    assert [problem.where for problem in problems] == ["applicant", "partners"]


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ([], "Choose the organisation that applies"),
        (["exempelby"], "must be in another country"),
        (["exempelby", "annanby"], "must be in another country"),
        (["sekao", "exempelby"], "the applicant must be in Sweden"),
        (["exempelby", "sekao", "sekao"], "Name each organisation once"),
    ],
)
def test_parties_that_do_not_fit(cast, at, keys, wanted):
    organisations = [getattr(cast, key) for key in keys]
    assert wanted in texts(problems_before_starting(open_call(cast, at), organisations, at=at))


def test_made_up_and_real_organisations_are_kept_apart(cast, at):
    cast.sekao.is_fictional = False
    problems = problems_before_starting(open_call(cast, at), [cast.exempelby, cast.sekao], at=at)
    assert "Made-up organisations" in texts(problems)


# --- When ------------------------------------------------------------------------------------------------------------


def test_the_call_closes_after_its_last_second(cast, at):
    application = applications.draft(cast, at)
    last = application.call.closes_at
    assert problems_before_signing(application, at=last) == []
    assert "has closed" in texts(problems_before_signing(application, at=last + timedelta(seconds=1)))


def test_one_that_was_returned_has_a_deadline_of_its_own(cast, at):
    application = applications.draft(cast, at)
    application.completion_due_at = application.call.closes_at + timedelta(days=20)
    assert problems_before_signing(application, at=application.completion_due_at) == []
    late = application.completion_due_at + timedelta(seconds=1)
    assert "ended on" in texts(problems_before_signing(application, at=late))


# --- What is still to be written -------------------------------------------------------------------------------------


def test_an_empty_application_says_all_that_is_missing(cast, at):
    application = applications.fresh(applications.empty_draft(cast, at))
    wheres = {problem.where for problem in problems_before_signing(application, at=at)}
    assert wheres == {Section.SUMMARY, Section.FOCUS, Section.ACTIVITIES, Section.TEAM, Section.BUDGET}
    assert set(section_states(application).values()) == {"empty"}


def test_sections_are_empty_started_or_done(cast, at):
    application = applications.empty_draft(cast, at)
    save_focus(application, version=0, by=cast.thato, at=at, core_areas=CoreArea.objects.all())
    save_summary(application, version=0, by=cast.thato, at=at, title="A")
    states = section_states(applications.fresh(application))
    assert (states["summary"], states["focus"], states["team"]) == ("started", "done", "empty")


@pytest.mark.parametrize(
    ("texts_changed", "wanted"),
    [
        ({"title": " "}, "title"),
        ({"summary_sv": ""}, "in Swedish"),
        ({"summary_en": ""}, "in English"),
        ({"starts_on": None}, "on which day"),
        ({"starts_on": date(2027, 1, 1), "ends_on": date(2026, 1, 1)}, "ends before it begins"),
        ({"starts_on": date(2027, 1, 1), "ends_on": date(2030, 1, 1)}, "3 years at most"),
        ({"starts_on": date(2027, 1, 1), "ends_on": date(2027, 6, 1)}, "There are costs in year 2"),
    ],
)
def test_what_the_summary_must_say(cast, at, texts_changed, wanted):
    application = applications.draft(cast, at, **texts_changed)
    assert wanted in texts(problems_before_signing(application, at=at))


@pytest.mark.parametrize(
    ("starts_on", "ends_on"), [(date(2027, 1, 1), date(2029, 12, 31)), (date(2028, 2, 29), date(2031, 2, 28))]
)
def test_a_period_of_exactly_three_years_is_allowed(cast, at, starts_on, ends_on):
    application = applications.draft(cast, at, starts_on=starts_on, ends_on=ends_on)
    assert problems_before_signing(application, at=at) == []


def test_each_organisation_needs_its_team(cast, at):
    application = applications.draft(cast, at)
    save_team(
        application, [{"organisation": cast.exempelby, "name": "A", "role": "manager"}], version=1, by=cast.thato, at=at
    )
    assert "Sekao Town Council needs at least 1 person" in texts(
        problems_before_signing(applications.fresh(application), at=at)
    )


def test_rows_left_half_filled_are_named_by_their_number(cast, at):
    application = applications.draft(cast, at)
    rows = [*applications.budget_rows(application), {"year": 1, "unit_amount": 1_00}]
    save_budget(application, rows, version=1, by=cast.ingrid, at=at)
    problems = problems_before_signing(applications.fresh(application), at=at)
    assert "Give description and cost category of cost 3." in texts(problems)


# --- Caps ------------------------------------------------------------------------------------------------------------


def with_costs(cast, at, amount, *, parties=2, code="travel", years=(1,)):
    application = applications.draft(cast, at, parties=parties)
    category = cast.rule_set.categories.get(code=code)
    row = {"category": category, "description": "x", "quantity": 1, "unit_amount": amount}
    save_budget(application, [{**row, "year": year} for year in years], version=1, by=cast.ingrid, at=at)
    return applications.fresh(application)


def test_a_maximum_stops_from_the_first_unit_above(cast, at):
    assert problems_before_signing(with_costs(cast, at, 500_000_00), at=at) == []
    (problem,) = problems_before_signing(with_costs(cast, at, 500_000_01), at=at)
    assert not problem.is_warning
    assert str(problem).replace("\xa0", " ").endswith("SEK 500,000.01 of at most SEK 500,000. Take away SEK 0.01.")
    assert "Rules of the demonstration, section 2" in problem.source


def test_three_parties_have_a_higher_maximum(cast, at):
    assert problems_before_signing(with_costs(cast, at, 650_000_00, parties=3), at=at) == []
    assert problems_before_signing(with_costs(cast, at, 650_000_01, parties=3), at=at)


def test_a_guide_amount_warns_and_does_not_stop(cast, at):
    application = with_costs(cast, at, 160_000_00, code="working_hours")
    (problem,) = problems_before_signing(application, at=at)
    assert problem.is_warning
    assert stopping([problem]) == []
    assert section_states(application)["budget"] == "done"


def test_the_cap_of_the_whole_case(cast, at):
    Limit.objects.filter(rule_set=cast.rule_set, scope="case").update(amount=900_000_00)
    assert "whole case" in texts(problems_before_signing(with_costs(cast, at, 450_000_01, years=(1, 2)), at=at))


def test_a_region_of_its_own_has_its_own_maximum(cast, at):
    cast.sekao.country.region_group = "europe"
    cast.sekao.country.save()
    assert "at most SEK\xa0450,000" in texts(problems_before_signing(with_costs(cast, at, 460_000_00), at=at))


def test_partners_in_several_regions_get_the_higher_amount(cast, at):
    cast.sekao.country.region_group = "europe"
    cast.sekao.country.save()
    assert problems_before_signing(with_costs(cast, at, 650_000_00, parties=3), at=at) == []
    assert "650,000" in texts(problems_before_signing(with_costs(cast, at, 650_000_01, parties=3), at=at))


limits = st.lists(
    st.builds(
        Limit,
        pk=st.integers(1, 9999),
        scope=st.sampled_from(Limit.Scope.values),
        kind=st.sampled_from(Limit.Kind.values),
        amount=st.integers(0, 10**9),
        region_group=st.sampled_from(REGIONS),
        parties_from=st.integers(2, 4),
        category_id=st.sampled_from([None, 1, 2]),
    ),
    max_size=12,
)
regions = st.sets(st.sampled_from(REGIONS[1:]))


def group_of(limit):
    return limit.scope, limit.kind, limit.category_id


@given(limits, regions, st.integers(2, 5))
def test_one_limit_for_each_thing_that_is_limited_and_only_one_that_fits(rows, wanted, parties):
    found = limits_in_force(rows, regions=wanted, parties=parties)
    fitting = [row for row in rows if row.parties_from <= parties and row.region_group in {"", *wanted}]
    assert sorted(map(str, map(group_of, found))) == sorted({str(group_of(row)) for row in fitting})
    assert all(any(one is row for row in fitting) for one in found)


@given(limits, regions, st.integers(2, 5))
def test_more_regions_never_lower_an_amount_that_counted_for_a_region(rows, wanted, parties):
    together = {group_of(one): one.amount for one in limits_in_force(rows, regions=wanted, parties=parties)}
    for region in wanted:
        for one in limits_in_force(rows, regions={region}, parties=parties):
            assert together[group_of(one)] >= one.amount


@given(limits, regions, st.integers(2, 5), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows, wanted, parties, random):
    shuffled = random.sample(rows, len(rows))
    first, second = (limits_in_force(some, regions=wanted, parties=parties) for some in (rows, shuffled))
    assert {group_of(one): one.amount for one in first} == {group_of(one): one.amount for one in second}


@given(limits, st.sampled_from(REGIONS[1:]), st.integers(2, 5))
def test_the_most_specific_wins_within_a_region(rows, region, parties):
    for one in limits_in_force(rows, regions={region}, parties=parties):
        rivals = [row for row in rows if group_of(row) == group_of(one) and row.parties_from <= parties]
        rivals = [row for row in rivals if row.region_group in {"", region}]
        assert (bool(one.region_group), one.parties_from) == max(
            (bool(row.region_group), row.parties_from) for row in rivals
        )


lines = st.lists(
    st.fixed_dictionaries(
        {
            "year": st.integers(1, 5),
            "category": st.sampled_from([None, {"code": "travel"}, {"code": "audit"}]),
            "amount": st.integers(0, 10**14),
        }
    )
)


@given(lines)
def test_parts_of_a_budget_always_add_up_to_the_whole(rows):
    totals = totals_of(rows)
    assert totals.whole == sum(row["amount"] for row in rows)
    for parts in (totals.by_year, totals.by_category, totals.by_both):
        assert sum(parts.values()) == totals.whole
    for year in totals.by_year:
        assert sum(totals.by_both.get((year, code), 0) for code in totals.by_category) == totals.of(year, "")
    assert totals.of(None, "") == totals.whole
