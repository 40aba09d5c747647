"""The sums of the public: equal to plain SQL and to the catalogue, exact, and without a word about what is hidden."""

import random
from collections import defaultdict
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Q

from samverka.ground.programme.models import Country, Programme
from samverka.stages.catalogue.actions import build_catalogue, current_catalogue
from samverka.stages.catalogue.asking import View
from samverka.stages.catalogue.facets import NOT_STATED
from samverka.stages.catalogue.figures import (
    KNOWN,
    SEVERAL,
    Totals,
    flows,
    granted_to_each,
    how_complete,
    knowing,
    narrowed,
    not_knowing,
    sum_up,
    sums_of,
    totals_of,
)
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case, CaseParty, Commitment
from samverka.stages.projects.models.cases import Shown
from samverka.stages.projects.states import State
from tests.factories.random_cases import AT, random_cases

pytestmark = pytest.mark.django_db

SEEDS = [1, 2, 3]
COUNTED = """
    published_at IS NOT NULL AND withdrawn_at IS NULL AND (embargo_until IS NULL OR embargo_until <= %s)
"""
LINKED = {
    "country": ("projects_case_countries", "programme_country", "country_id"),
    "area": ("projects_case_areas", "programme_projectarea", "projectarea_id"),
    "goal": ("projects_case_goals", "programme_goal", "goal_id"),
}


def rows_of(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, [connection.ops.adapt_datetimefield_value(one) for one in values])
        return cursor.fetchall()


def a_case(cast, reference="ONE-1", **facts):
    facts = {
        "title_sv": "Ett",
        "title_en": "One",
        "state": State.RECORDED,
        "published_at": AT,
        "changed_at": AT,
        **facts,
    }
    return Case.objects.create(programme=cast.programme, reference=reference, **facts)


def promise(case, amount, currency="SEK", on=None):
    return Commitment.objects.create(case=case, amount=amount, currency=currency, committed_on=on)


# --- Equal to plain SQL ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_the_total_is_that_of_plain_sql(cast, seed):
    random_cases(cast, seed, 60)
    total = sum_up({}, at=AT).total.all
    counted = f"SELECT id FROM projects_case WHERE {COUNTED}"
    assert [(total.cases,)] == rows_of(f"SELECT count(*) FROM projects_case WHERE {COUNTED}", AT)
    money = f"SELECT currency, sum(amount) FROM projects_commitment WHERE case_id IN ({counted}) GROUP BY 1"
    assert total.granted == {currency: int(amount) for currency, amount in rows_of(money, AT)}
    known = f"SELECT count(DISTINCT case_id) FROM projects_commitment WHERE case_id IN ({counted})"
    assert [(total.with_amount,)] == rows_of(known, AT)
    shown = totals_of(Case.objects.public(AT), at=AT)
    hidden = sum_up({}, at=AT).hidden.all
    assert (total.cases, total.with_amount) == (shown.cases + hidden.cases, shown.with_amount + hidden.with_amount)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("group", LINKED)
def test_the_sums_by_term_are_those_of_plain_sql(cast, seed, group):
    random_cases(cast, seed, 60)
    links, terms, column = LINKED[group]
    shown = "shown = 'all'" if group == "country" else "shown <> 'nothing'"
    start = f"""
        FROM projects_case JOIN {links} AS link ON link.case_id = projects_case.id
        JOIN {terms} AS term ON term.id = link.{column}
    """
    cases = dict(rows_of(f"SELECT term.code, count(*) {start} WHERE {COUNTED} AND {shown} GROUP BY 1", AT))
    money = f"""
        SELECT term.code, money.currency, sum(money.amount) {start} JOIN projects_commitment AS money
        ON money.case_id = projects_case.id WHERE {COUNTED} AND {shown} GROUP BY 1, 2
    """
    granted = defaultdict(dict)
    for code, currency, amount in rows_of(money, AT):
        granted[code][currency] = int(amount)
    found = {key: pair.all for key, pair in sum_up({}, at=AT).by[group].items() if key != NOT_STATED}
    assert {key: totals.cases for key, totals in found.items()} == cases
    assert {key: totals.granted for key, totals in found.items() if totals.granted} == granted
    assert cases


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sums_by_year_are_those_of_going_through_the_cases(cast, seed):
    random_cases(cast, seed, 60)
    cases, granted = defaultdict(set), defaultdict(lambda: defaultdict(int))
    for case in Case.objects.public(AT).prefetch_related("commitments"):
        dated = sorted(one.committed_on for one in case.commitments.all() if one.committed_on)
        usual = str(dated[0].year) if dated else case.decided_text[:4] or NOT_STATED
        cases[usual].add(case.pk)
        for one in case.commitments.all():
            year = str(one.committed_on.year) if one.committed_on else usual
            cases[year].add(case.pk)
            granted[year][one.currency] += one.amount
    found = {key: pair.all for key, pair in sum_up({}, at=AT).by["decided"].items()}
    assert {key: totals.cases for key, totals in found.items()} == {key: len(those) for key, those in cases.items()}
    assert {key: totals.granted for key, totals in found.items() if totals.granted} == granted


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sums_by_year_at_work_are_those_of_going_through_the_cases(cast, seed):
    random_cases(cast, seed, 60)
    Case.objects.filter(reference="RANDOM-1").update(start_year=None, end_year=2018)
    cases, granted, partnerships = defaultdict(set), defaultdict(lambda: defaultdict(int)), defaultdict(set)
    for case in Case.objects.public(AT).select_related("partnership").prefetch_related("commitments"):
        first = case.start_year or case.end_year
        years = range(first, (case.end_year or first) + 1) if first else [NOT_STATED]
        for year in map(str, years):
            cases[year].add(case.pk)
            if case.partnership and case.partnership.is_public and case.shows_place:
                partnerships[year].add(case.partnership.pk)
            for one in case.commitments.all():
                granted[year][one.currency] += one.amount
    found = {key: pair.all for key, pair in sum_up({}, at=AT).by["year"].items()}
    assert {key: totals.cases for key, totals in found.items()} == {key: len(those) for key, those in cases.items()}
    assert {key: totals.partnerships for key, totals in found.items()} == {key: len(partnerships[key]) for key in cases}
    assert {key: totals.granted for key, totals in found.items() if totals.granted} == granted
    assert len(found) > 4


def test_what_is_made_up_is_left_out_of_what_is_real(cast):
    owner = cast.programme.owner
    Programme.objects.filter(pk=cast.programme.pk).update(is_demonstration=True)
    real = Programme.objects.create(
        owner=owner, slug="real", reference_prefix="REAL", name_sv="Riktigt", name_en="Real",
        home_country=cast.programme.home_country,
    )  # fmt: skip
    made_up, true = a_case(cast), a_case(cast, "ONE-2")
    Case.objects.filter(pk=true.pk).update(programme=real)
    for case, amount in ((made_up, 100), (true, 7)):
        promise(case, amount)
        case.countries.set(Country.objects.filter(code="KE"))
    pair = sum_up({}, at=AT).by["country"]["KE"]
    assert (pair.all, pair.real) == (Totals(2, 0, 2, {"SEK": 107}), Totals(1, 0, 1, {"SEK": 7}))
    catalogue = current_catalogue(AT)
    assert sums_of(catalogue, catalogue.everything).real == Totals(1, 0, 1, {"SEK": 7})


@pytest.mark.parametrize("seed", SEEDS)
def test_as_many_cases_as_the_catalogue_finds(cast, seed):
    chance = random.Random(seed)
    random_cases(cast, seed, 60)
    build_catalogue(at=AT)
    catalogue = current_catalogue(AT)
    tried = 0
    for _each in range(15):
        codes = chance.sample(["year", "decided", "country", "area", "goal"], chance.choice([1, 1, 2]))
        chosen = {code: tuple(chance.sample(sorted(catalogue.values[code]), 2)) for code in codes}
        figures = sum_up(chosen, at=AT)
        assert figures.total.all.cases == len(catalogue.find(View(chosen=chosen)))
        for group, pairs in figures.by.items():
            for key, pair in pairs.items():
                assert pair.all.cases == len(catalogue.find(View(chosen={**chosen, group: (key,)}))), (
                    chosen,
                    group,
                    key,
                )
                tried += 1
    assert tried > 50


@pytest.mark.parametrize("seed", SEEDS)
def test_beside_all_stand_the_sums_of_the_cases_of_one_home_organisation(cast, seed):
    random_cases(cast, seed, 60)
    home = CaseParty.objects.filter(is_home=True, case__in=Case.objects.public(AT)).first().organisation.slug
    for chosen in ({}, {"decided": ("2020", "2021")}, {"goal": ("1", NOT_STATED)}):
        beside, alone = sum_up(chosen, home, at=AT), sum_up({**chosen, "home": (home,)}, at=AT)
        assert beside.total.home == alone.total.all
        for group, pairs in beside.by.items():
            assert {key: pair.home for key, pair in pairs.items() if pair.home.cases} == {
                key: pair.all for key, pair in alone.by[group].items()
            }
    assert beside.total.home.cases


# --- Exact -----------------------------------------------------------------------------------------------------------


def test_nothing_is_nothing(cast):
    figures = sum_up({}, at=AT)
    assert figures.total.all == Totals()
    assert not any(figures.by.values())
    assert flows({}, at=AT) == []
    assert how_complete({}, at=AT).known == dict.fromkeys(KNOWN, 0)


def test_amounts_beyond_what_floating_point_can_hold_add_up_exactly(cast):
    case = a_case(cast)
    promise(case, 2**53)
    promise(case, 1)
    assert sum_up({}, at=AT).total.all.granted == {"SEK": 2**53 + 1}


def test_currencies_are_never_mixed_and_reductions_are_taken_off(cast):
    one, other = a_case(cast), a_case(cast, "ONE-2")
    promise(one, 100), promise(one, -250), promise(one, 7, "EUR")
    a_case(cast, "ONE-3")
    promise(other, 5, "EUR")
    assert (
        sum_up({}, at=AT).total.all == totals_of(Case.objects.all(), at=AT) == Totals(3, 0, 2, {"SEK": -150, "EUR": 12})
    )
    assert granted_to_each([one.pk], at=AT) == {one.pk: {"SEK": -150, "EUR": 7}}


def test_a_case_in_two_countries_counts_whole_in_each_and_once_in_all(cast):
    case = a_case(cast)
    promise(case, 100, on=date(2020, 1, 1))
    promise(case, 11, on=date(2022, 1, 1))
    case.countries.set(Country.objects.filter(code__in=["BW", "KE"]))
    figures = sum_up({}, at=AT)
    for code in ("BW", "KE"):
        assert figures.by["country"][code].all == Totals(1, 0, 1, {"SEK": 111})
    assert figures.total.all == Totals(1, 0, 1, {"SEK": 111})
    assert {year: pair.all.granted for year, pair in figures.by["decided"].items()} == {
        "2020": {"SEK": 100},
        "2022": {"SEK": 11},
    }
    in_one_year = sum_up({"decided": ("2022",)}, at=AT)
    assert in_one_year.total.all.granted == {"SEK": 11}
    assert in_one_year.by["country"]["KE"].all.granted == {"SEK": 11}
    assert list(in_one_year.by["decided"]) == ["2022"]


def test_the_same_number_of_queries_however_many_cases(cast, django_assert_num_queries):
    for number in (3, 30):
        random_cases(cast, number, number)
        build_catalogue(at=AT)
        current_catalogue(AT)
        with django_assert_num_queries(3):
            sum_up({}, "x", at=AT), flows({}, at=AT), how_complete({}, at=AT)
        Case.objects.all().delete()
        Partnership.objects.all().delete()


# --- What is hidden --------------------------------------------------------------------------------------------------


def test_a_case_of_which_only_the_sums_are_shown_counts_in_the_total_alone(cast):
    case = a_case(cast, shown=Shown.NOTHING, decided_text="2020")
    promise(case, 100)
    CaseParty.objects.create(case=case, organisation=cast.exempelby, is_home=True)
    case.goals.set([1])
    figures = sum_up({}, cast.exempelby.slug, at=AT)
    assert figures.total.all == figures.hidden.all == Totals(1, 0, 1, {"SEK": 100})
    assert figures.total.home == figures.hidden.home == Totals()
    assert not any(figures.by.values())
    for chosen in ({"goal": ("1",)}, {"goal": (NOT_STATED,)}, {"decided": ("2020",)}, {"home": (cast.exempelby.slug,)}):
        assert sum_up(chosen, at=AT).total.all == Totals()
    assert flows({}, at=AT) == []
    assert how_complete({}, at=AT).cases == 0


def test_a_case_without_its_place_is_under_no_country_and_tells_no_partnership(cast):
    partnership = Partnership.objects.create(
        programme=cast.programme, slug="p", title_sv="P", title_en="P", parties_key="p", is_public=True, changed_at=AT
    )
    case = a_case(cast, shown=Shown.NO_PLACE, partnership=partnership)
    promise(case, 100)
    case.countries.set(Country.objects.filter(code__in=["BW", "KE"]))
    figures = sum_up({}, at=AT)
    assert {key: pair.all for key, pair in figures.by["country"].items()} == {NOT_STATED: Totals(1, 0, 1, {"SEK": 100})}
    assert sum_up({"country": ("BW",)}, at=AT).total.all == Totals()
    assert [one.country for one in flows({}, at=AT)] == [NOT_STATED]
    assert how_complete({}, at=AT).known["country"] == 0


@pytest.mark.parametrize(
    "facts",
    [{"published_at": None}, {"embargo_until": AT + timedelta(seconds=1)},
     {"withdrawn_at": AT, "withdrawn_reason_sv": "x", "withdrawn_reason_en": "x"}],
)  # fmt: skip
def test_what_is_not_public_counts_nowhere(cast, facts):
    promise(a_case(cast, **facts), 100)
    assert sum_up({}, at=AT).total.all == Totals()


# --- Where the money goes, and what is known -------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_the_ways_of_the_money_add_up_to_what_is_granted(cast, seed):
    random_cases(cast, seed, 60)
    for chosen in ({}, {"decided": ("2020", "2024")}, {"area": (NOT_STATED,)}):
        figures, sums = sum_up(chosen, at=AT), defaultdict(int)
        for way in flows(chosen, at=AT):
            sums[way.currency] += way.amount
        for currency, amount in figures.hidden.all.granted.items():
            sums[currency] += amount
        assert sums == figures.total.all.granted


def test_who_is_paid_is_not_guessed(cast):
    alone, several = a_case(cast), a_case(cast, "ONE-2")
    homes = [cast.exempelby, cast.sekao]
    for case, parties in ((alone, homes[:1]), (several, homes)):
        for position, organisation in enumerate(parties):
            CaseParty.objects.create(case=case, organisation=organisation, is_home=True, position=position)
    promise(alone, 100), promise(several, 50), promise(a_case(cast, "ONE-3"), 7)
    alone.countries.set(Country.objects.filter(code="BW"))
    several.countries.set(Country.objects.filter(code__in=["BW", "KE"]))
    assert {(way.payee, way.country): way.amount for way in flows({}, at=AT)} == {
        (cast.exempelby.slug, "BW"): 100,
        (SEVERAL, SEVERAL): 50,
        (NOT_STATED, NOT_STATED): 7,
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_known_of_the_cases_is_counted_as_going_through_them_does(cast, seed):
    random_cases(cast, seed, 60)
    known = dict.fromkeys(KNOWN, 0)
    public = Case.objects.public(AT)
    for case in public.prefetch_related("commitments", "parties", "countries", "goals", "areas"):
        dated, placed = any(one.committed_on for one in case.commitments.all()), case.shows_place
        sides = {party.is_home for party in case.parties.all()}
        known["amount"] += bool(case.commitments.all())
        known["decided"] += dated or bool(case.decided_text)
        known["decided_day"] += dated or len(case.decided_text) == 10
        known["period"] += bool(case.start_year and case.end_year)
        known["country"] += placed and bool(case.countries.all())
        known["partners"] += placed and len(sides) == 2
        known["area"] += bool(case.areas.all())
        known["goal"] += bool(case.goals.all())
        known["type"] += bool(case.case_type)
        known["summary_sv"] += placed and bool(case.summary_sv)
        known["summary_en"] += placed and bool(case.summary_en)
    found = how_complete({}, at=AT)
    assert (found.known, found.cases, found.counted) == (known, public.count(), Case.objects.counted().count())
    for fact in KNOWN:
        assert knowing(public, fact).count() == known[fact]
        assert not_knowing(public, fact).count() == found.cases - known[fact]


def test_a_choice_of_nothing_we_know_is_refused(cast):
    with pytest.raises(KeyError):
        narrowed(Case.objects.public(AT), {"colour": ("red",)})
    assert narrowed(Case.objects.filter(Q()), {}).count() == Case.objects.count()
