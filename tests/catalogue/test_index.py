"""The catalogue finds and counts what plain SQL does, in any combination; and words as people write them."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Q
from django.http import QueryDict
from pyroaring import BitMap

from samverka.ground.common.folding import fold
from samverka.ground.programme.models import CaseType, CoreArea, Country, Goal, ProjectArea, Tag, Topic
from samverka.stages.catalogue.actions import PARTNERSHIPS, build_catalogue, current_catalogue
from samverka.stages.catalogue.asking import SORTS, View
from samverka.stages.catalogue.facets import FACETS, NEWEST_FIRST, NOT_STATED
from samverka.stages.catalogue.finding import matching, view_in_words
from samverka.stages.catalogue.models import Edition
from samverka.stages.catalogue.words import stems_of
from samverka.stages.organisations.models import Organisation, OrganisationName
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.actions import refresh_search_text
from samverka.stages.projects.models import Case, CaseParty, Commitment
from samverka.stages.projects.queries import search_texts_of
from samverka.stages.projects.states import State
from tests.factories.remembered import remembered

pytestmark = pytest.mark.django_db

CASES = 150
QUERIES = 100
# None of them stands in the name of a goal, an area or a place, which would find the case too.
WORDS = ["brygga", "Kajak", "pelargon", "trumpet", "Ångbåt", "väderkvarn", "umbrella", "lantern"]

# What each facet means, in plain SQL.
SQL = {
    "home": lambda v: Q(parties__organisation__slug=v, parties__is_home=True),
    "partner": lambda v: Q(parties__organisation__slug=v, parties__is_home=False),
    "country": lambda v: Q(countries__code=v),
    "region": lambda v: Q(countries__region_group=v),
    "area": lambda v: Q(areas__code=v),
    "topic": lambda v: Q(topics__code=v),
    "core_area": lambda v: Q(core_areas__code=v),
    "tag": lambda v: Q(tags__code=v),
    "goal": lambda v: Q(goals__code=v),
    "type": lambda v: Q(case_type__code=v),
    "state": lambda v: Q(state=v),
    "year": lambda v: Q(start_year__lte=v) & (Q(end_year__gte=v) | Q(end_year=None, start_year=v)),
    "decided": lambda v: Q(commitments__committed_on__year=v),
}
EMPTY = {
    "home": ~Q(pk__in=CaseParty.objects.filter(is_home=True).values("case")),
    "country": Q(countries=None),
    "area": Q(areas=None),
    "topic": Q(topics=None),
    "core_area": Q(core_areas=None),
    "tag": Q(tags=None),
    "goal": Q(goals=None),
    "type": Q(case_type=None),
    "year": Q(start_year=None),
    "decided": Q(commitments=None),
}


@remembered
def lay_out(cast, seed):
    """Make cases of all kinds, with gaps; return the moment at which all of them had been made."""
    chance = random.Random(seed)
    programme, at = cast.programme, datetime(2026, 3, 1, tzinfo=UTC)
    homes = list(Organisation.objects.filter(country=programme.home_country)[:6])
    abroad = list(Organisation.objects.exclude(country=programme.home_country)[:6])
    partnerships = [
        Partnership.objects.create(
            programme=programme, slug=f"lasting-{one}", title_sv=f"L{one}", title_en=f"L{one}", parties_key=f"l{one}",
            is_public=one > 2, changed_at=at,
        )
        for one in range(25)
    ]  # fmt: skip
    kinds, countries = list(CaseType.objects.all()[:3]), list(Country.objects.all()[:8])
    terms = {
        "areas": list(ProjectArea.objects.all()),
        "topics": list(Topic.objects.all()),
        "core_areas": list(CoreArea.objects.all()),
        "tags": list(Tag.objects.all()[:6]),
        "goals": list(Goal.objects.all()),
        "countries": countries,
    }
    for number in range(CASES):
        start = chance.choice([None, *range(2012, 2026)])
        case = Case.objects.create(
            programme=programme,
            partnership=chance.choice([None, *partnerships]),
            shown=chance.choice([*["all"] * 6, "no_place"]),
            case_type=chance.choice([None, *kinds]),
            reference=f"RND-{number}",
            state=chance.choice(list(State)),
            title_sv=" ".join(chance.sample(WORDS, 2)),
            title_en=chance.choice(["", " ".join(chance.sample(WORDS, 2))]),
            start_year=start,
            end_year=start and chance.choice([None, start + chance.randrange(4)]),
            published_at=chance.choice([None, at, at]),
            changed_at=at + timedelta(seconds=number),
        )
        for field, choices in terms.items():
            getattr(case, field).set(chance.sample(choices, chance.randrange(3)))
        if parties := chance.sample(homes, chance.randrange(2)) + chance.sample(abroad, chance.randrange(2)):
            CaseParty.objects.bulk_create(
                CaseParty(case=case, organisation=one, is_home=one in homes, position=place)
                for place, one in enumerate(parties)
            )
        if chance.random() < 0.5:
            day = at.date().replace(year=chance.randrange(2012, 2026))
            Commitment.objects.create(case=case, amount=chance.randrange(10**8), currency="SEK", committed_on=day)
        refresh_search_text(case)
    return at + timedelta(days=1)


def some_view(catalogue, chance):
    """Return a view as a visitor might ask for it: words, one to four facets, now and then several values."""
    chosen = {}
    for code in chance.sample(list(SQL), chance.randrange(5)):
        known = [one for one in catalogue.values[code] if one != NOT_STATED or code in EMPTY]
        if known:
            chosen[code] = tuple(chance.sample(known, min(len(known), chance.randrange(1, 3))))
    return View(chance.choice(["", "", chance.choice(WORDS)]), chosen, chance.choice(list(SORTS)))


# What a case that hides its place does not tell.
PLACES = {"partner", "country", "region", "tag"}


def having(code, value):
    """Return the public cases that have a value of a facet, as far as they tell."""
    cases = Case.objects.public()
    told = cases.with_place() if code in PLACES else cases
    if value == NOT_STATED:
        return cases.exclude(pk__in=told.exclude(EMPTY[code]).values("pk"))
    return told.filter(SQL[code](value))


def in_sql(view):
    """Return the numbers of the cases that the view finds, asked of the tables."""
    found = Case.objects.public()
    for word in view.text.split():
        found = found.filter(search_text__contains=fold(word))
    for code, values in view.chosen.items():
        numbers = {number for value in values for number in having(code, value).values_list("pk", flat=True)}
        found = found.filter(pk__in=numbers)
    return set(found.values_list("pk", flat=True))


def partnerships_in_sql(view):
    """Return the numbers of the partnerships that the view finds: each has what its placed cases have together."""
    found = Partnership.objects.public()
    placed = Case.objects.public().with_place()
    for word in view.text.split():
        found = found.filter(pk__in=placed.filter(search_text__contains=fold(word)).values("partnership"))
    for code, values in view.chosen.items():
        numbers = set()
        for value in values:
            if value == NOT_STATED:
                stated = placed.exclude(EMPTY[code]).exclude(partnership=None)
                meant = Partnership.objects.public().exclude(pk__in=stated.values("partnership"))
                numbers |= set(meant.values_list("pk", flat=True))
            else:
                numbers |= set(placed.filter(SQL[code](value)).values_list("partnership", flat=True))
        found = found.filter(pk__in=numbers - {None})
    return set(found.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("kind", "records", "in_sql"), [("cases", Case, in_sql), (PARTNERSHIPS, Partnership, partnerships_in_sql)]
)
def test_it_counts_as_sql_does(cast, kind, records, in_sql):
    chance = random.Random(20261122)
    catalogue = current_catalogue(lay_out(cast, 20261122), kind)
    assert len(catalogue) == records.objects.public().count() > 20
    checked = 0
    for _number in range(QUERIES):
        view = some_view(catalogue, chance)
        found = catalogue.find(view)
        expected = in_sql(view)
        assert {catalogue.numbers[place] for place in found.places} == expected, view
        paged = [number for start in range(0, len(found), 7) for number in catalogue.page(found, start, 7)]
        assert len(paged) == len(expected) and set(paged) == expected, view  # noqa: PT018 - two halves of one fact
        assert [number for batch in catalogue.all_numbers(found, 9) for number in batch] == paged
        code = chance.choice(list(SQL))
        for value, count in catalogue.counts(found, code):
            if value.code != NOT_STATED or code in EMPTY:
                alone = View(view.text, {**view.chosen, code: (value.code,)}, view.sort)
                assert count == len(in_sql(alone)), (view, code, value.code)
                checked += count > 0
    assert checked > QUERIES


def test_orders(cast):
    catalogue = current_catalogue(lay_out(cast, 7))
    newest = list(Case.objects.public().order_by(*NEWEST_FIRST).values_list("pk", flat=True))
    assert catalogue.page(catalogue.find(View()), 0, CASES) == newest
    best = catalogue.page(catalogue.find(View("kajak", sort="newest")), 0, CASES)
    assert sorted(best) == sorted(catalogue.page(catalogue.find(View("kajak")), 0, CASES))
    largest = catalogue.page(catalogue.find(View(sort="amount")), 0, 3)
    amounts = (
        Commitment.objects.filter(case__in=Case.objects.public()).order_by("-amount").values_list("case", flat=True)
    )
    assert largest == list(amounts[:3])
    titles = catalogue.page(catalogue.find(View(sort="title")), 0, CASES)
    cases = [Case.objects.get(pk=number) for number in titles]
    shown = [case.title_en or case.title_sv for case in cases if case.shows_place]
    assert not any(case.shows_place for case in cases[len(shown) :]), "those without a title of their own come last"
    assert [fold(title) for title in shown] == sorted(fold(title) for title in shown)


def case_called(cast, at, **facts):
    case = Case.objects.create(
        programme=cast.programme, reference=f"T-{Case.objects.count()}", state=State.RECORDED,
        published_at=at, changed_at=at, **{"title_sv": "", "title_en": "", **facts},
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(search_text=search_texts_of(case)[0])
    return case


def test_an_address_may_hold_anything():
    assert View.asked(QueryDict("q=%00%01&country=%00&country=%0a%1b&goal=%07+5")) == View("", {"goal": ("5",)})
    assert View.asked(QueryDict("sort=best")) == View.asked(QueryDict("sort=newest")) == View()
    assert View.asked(QueryDict("q=x")).order == "best"
    assert View.asked(QueryDict("q=x&sort=best")).query() == "?q=x"
    assert View.asked(QueryDict("q=x&sort=newest")).query() == "?q=x&sort=newest"


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("skolor", True),  # the same stem as skola
        ("SKOLORNA", True),
        ("schools", True),
        ("waters", True),
        ("vrac", True),  # how the name begins
        ("Vračar", True),
        ("vracar", True),
        ("Vracra", True),  # two letters changed places
        ("skola vatten", True),
        ("skola bibliotek", False),
        ("xyzzyx", False),
    ],
)
def test_words_as_people_write_them(cast, at, text, is_found):
    case = case_called(cast, at, title_sv="En skola i Vračar, rent vatten", title_en="A school and water")
    case_called(cast, at, title_sv="Bibliotek", title_en="Library")
    found = [number for batch in matching(QueryDict(f"q={text}"), at=at).numbers(2, 3) for number in batch]
    assert found == ([case.pk] if is_found else [])


def test_what_was_meant_is_said(cast, at):
    case_called(cast, at, title_en="Francistown")
    found = current_catalogue(at).find(View("franciston"))
    assert (len(found), found.meant) == (1, {"franciston": ["Francistown"]})


def named(cast, at, name, *, misspelt=(), is_home=False, **facts):
    """Make a case with a party of this name; return both."""
    case = case_called(cast, at, **facts)
    one = Organisation.objects.create(
        slug=f"{fold(name)}-{case.pk}", name_sv=name, name_en=name, short_sv=name, short_en=name, type=cast.sekao.type,
        country=cast.sekao.country, is_public=True, changed_at=at,
    )  # fmt: skip
    for text in misspelt:
        OrganisationName.objects.create(organisation=one, text=text, spelling=text.lower(), kind="misspelling")
    CaseParty.objects.create(case=case, organisation=one, is_home=is_home, position=0)
    refresh_search_text(case)
    return case, one


def test_a_name_is_told_as_it_is_written_and_never_as_it_is_misspelt(cast, at):
    case, _one = named(cast, at, "Francistown", misspelt=["Franscistown"])
    catalogue = current_catalogue(at)
    for text in ("fransistown", "franscistwn", "francistwn"):
        found = catalogue.find(View(text))
        assert catalogue.page(found, 0, 9) == [case.pk], text
        assert found.meant == {text: ["Francistown"]}
    assert catalogue.find(View("franscistown")).meant == {}


def test_who_types_an_accent_gets_that_spelling_first(cast, at):
    with_ring, _one = named(cast, at, "Håbo")
    without, _one = named(cast, at + timedelta(seconds=1), "Habo")
    catalogue = current_catalogue(at)
    for text, first, second in (("håbo", with_ring, without), ("habo", without, with_ring)):
        found = catalogue.find(View(text))
        assert catalogue.page(found, 0, 9) == [first.pk, second.pk]
        assert found.meant == {}
    assert catalogue.page(catalogue.find(View("håbo", sort="newest")), 0, 9) == [without.pk, with_ring.pk]


def test_the_best_match_comes_first(cast, at):
    title = case_called(cast, at, title_en="Open schools", start_year=2015)
    summary = case_called(cast, at, title_en="A", summary_en="Many schools", start_year=2018)
    stem = case_called(cast, at, title_en="One school", start_year=2022)
    catalogue = current_catalogue(at)
    assert catalogue.page(catalogue.find(View("schools")), 0, 9) == [title.pk, summary.pk, stem.pk]
    assert catalogue.page(catalogue.find(View("schools")), 1, 1) == [summary.pk]
    assert list(catalogue.all_numbers(catalogue.find(View("schools")), 2)) == [[title.pk, summary.pk], [stem.pk]]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("demokrati", "demokratin"), ("demokratin", "demokrati"), ("klimat", "klimatet"), ("klimatet", "klimat"),
        ("skola", "skolan"), ("skola", "skolornas"), ("samhälle", "samhället"), ("jämställdhet", "jämställdheten"),
        ("ungdom", "ungdomarna"), ("möte", "mötet"), ("kommun", "kommunernas"), ("förskola", "förskolans"),
        ("invånare", "invånarna"), ("politik", "politikens"),
    ],
)  # fmt: skip
def test_swedish_words_in_their_definite_form(cast, at, written, asked):
    case = case_called(cast, at, title_sv=f"Om {written} här")
    catalogue = current_catalogue(at)
    assert catalogue.page(catalogue.find(View(asked)), 0, 9) == [case.pk]


def test_a_short_word_is_not_taken_for_a_definite_form():
    assert stems_of("plan") == {"plan"}
    assert stems_of("klimat") & stems_of("klimatet")


def test_a_partnership_is_not_told_by_a_case_that_hides_its_place(cast, at):
    case, one = named(cast, at, "Secretville", title_en="Secretville together", shown="no_place")
    partnership = Partnership.objects.create(
        programme=cast.programme, slug="p", title_sv="P", title_en="P", parties_key="p", is_public=True, changed_at=at
    )
    Case.objects.filter(pk=case.pk).update(partnership=partnership)
    catalogue = current_catalogue(at, PARTNERSHIPS)
    for view in (View("secretville"), View("", {"partner": (one.slug,)}), View("", {"state": (case.state,)})):
        assert not len(catalogue.find(view)), view
    Partnership.objects.update(is_public=False)
    assert build_catalogue(PARTNERSHIPS, at=at).numbers == b""


def test_a_partnership_is_found_by_its_cases(cast, at):
    case, _one = named(cast, at, "Francistown", misspelt=["Franscistown"], title_en="Youth councils")
    partnership = Partnership.objects.create(
        programme=cast.programme, slug="p", title_sv="P", title_en="Lasting", parties_key="p", is_public=True,
        changed_at=at,
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(partnership=partnership)
    for text in ("francistown", "fransistown", "franscistown", "council", case.reference, "lasting", "youth lasting"):
        found = [
            number for batch in matching(QueryDict(f"q={text}"), PARTNERSHIPS, at=at).numbers(2, 3) for number in batch
        ]
        assert found == [partnership.pk], text


def test_a_change_is_seen_at_once_where_the_catalogue_is_small(cast, at):
    assert len(current_catalogue(at)) == Case.objects.public(at).count()
    first = Edition.objects.get(kind="cases").token
    current_catalogue(at)
    assert Edition.objects.get(kind="cases").token == first
    case = case_called(cast, at + timedelta(minutes=1), title_en="New")
    assert case.pk in list(current_catalogue(at + timedelta(minutes=2)).numbers)
    assert Edition.objects.filter(kind="cases").count() == 1


def test_an_embargo_ends_by_itself(cast, at):
    case = case_called(cast, at, title_en="Later", embargo_until=at + timedelta(hours=1))
    assert case.pk not in list(current_catalogue(at).numbers)
    assert case.pk in list(current_catalogue(at + timedelta(hours=1)).numbers)


def test_many_cases_are_left_to_the_worker(cast, at, monkeypatch):
    monkeypatch.setattr("samverka.stages.catalogue.actions.FEW", -1)
    build_catalogue(PARTNERSHIPS, at=at)
    build_catalogue(at=at)
    case_called(cast, at, title_en="New")
    assert Edition.objects.get(kind="cases").token == current_catalogue(at).token, "the visitor does not wait"


def test_a_hidden_place_is_found_by_no_word_and_no_facet(cast, at):
    case = case_called(cast, at, title_en="Secretville together", shown="no_place")
    case.countries.set(Country.objects.filter(code="UA"))
    CaseParty.objects.create(case=case, organisation=cast.sekao, is_home=False, position=0)
    catalogue = current_catalogue(at)
    assert case.pk in list(catalogue.numbers)
    for view in (View("secretville"), View("", {"country": ("UA",)}), View("", {"partner": (cast.sekao.slug,)})):
        assert case.pk not in catalogue.page(catalogue.find(view), 0, 99)


def test_a_view_in_words():
    asked = QueryDict("q=water&country=KE&country=XX&sort=title&goal=16&nonsense=1")
    assert view_in_words(asked, at=datetime.now(UTC)) == "“water”; Country: KE or XX; Global goal: 16; By title"
    assert View.asked(asked).query() == "?q=water&country=KE&country=XX&goal=16&sort=title"
    assert {facet.code for facet in FACETS} > set(View.asked(asked).chosen)


@pytest.mark.parametrize("kind", Edition.Kind)
def test_in_the_order_of_publication(cast, kind):
    chance, at = random.Random(7), lay_out(cast, 7)
    for case in Case.objects.public(at):
        Case.objects.filter(pk=case.pk).update(published_at=at - timedelta(minutes=chance.randrange(10_000)))
    build_catalogue(kind, at=at)
    catalogue = current_catalogue(at, kind)
    cases = Case.objects.public(at).with_place().filter(partnership__is_public=True)
    dated = [(one.published_at, one.partnership_id) for one in cases]
    if kind == Edition.Kind.CASES:
        dated = [(one.published_at, one.pk) for one in Case.objects.public(at)]
    expected = list(dict.fromkeys(number for _moment, number in sorted(dated, reverse=True)))
    everything = catalogue.everything
    assert catalogue.newest_published(everything, 0, 1_000) == expected
    assert catalogue.newest_published(everything, 3, 4) == expected[3:7]
    for many in (1, 2):  # One is found in another way, as a small part of all.
        few = BitMap(chance.sample(range(len(catalogue)), many))
        numbers = {catalogue.numbers[place] for place in few}
        assert catalogue.newest_published(few, 0, 5) == [one for one in expected if one in numbers]
    assert len(expected) > 10
