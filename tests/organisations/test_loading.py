"""The Swedish municipalities and regions of the package."""

import pytest

from samverka.stages.organisations.known_names import known_organisations
from samverka.stages.organisations.loading import load_municipalities
from samverka.stages.organisations.models import Organisation, OrganisationName
from samverka.stages.organisations.queries import named
from tests.conftest import NOW
from tests.factories.places import laid_out_once


@pytest.fixture(scope="module")
def laid_out_places(django_db_setup, django_db_blocker):
    with laid_out_once(django_db_blocker, lambda: load_municipalities(NOW)) as places:
        yield places


@pytest.fixture
def swedish(laid_out_places, db):
    return Organisation.objects.filter(country__code="SE", is_fictional=False)


def test_there_are_290_municipalities_and_21_regions_and_gotland_is_both(swedish):
    assert swedish.count() == 310
    (gotland,) = named("0980", "SE")
    assert named("09", "SE") == named("Gotland", "SE") == [gotland]
    assert (gotland.name_sv, gotland.code, gotland.type.code) == ("Region Gotland", "0980", "region")
    assert swedish.filter(type__code="municipality").count() == 289
    assert swedish.filter(type__code="region").count() == 21


def test_a_second_time_changes_nothing(swedish, at):
    names = OrganisationName.objects.count()
    assert load_municipalities(at.replace(year=2027)) == 0
    assert OrganisationName.objects.count() == names
    assert not swedish.filter(changed_at__year=2027).exists()


def test_what_the_office_added_or_renamed_stays(swedish, at):
    lund = swedish.get(code="1281")
    lund.names.create(text="Lundagård", spelling="lundagård", kind="alias")
    swedish.filter(pk=lund.pk).update(name_en="Lund City", population=1)
    load_municipalities(at)
    lund.refresh_from_db()
    assert lund.name_en == "Lund City"
    assert lund.population > 100_000
    assert "lundagard" in lund.search_text


@pytest.mark.parametrize(
    ("code", "sv", "en", "slug", "short"),
    [
        ("2080", "Falu kommun", "Falun Municipality", "falu-kommun", "Falun"),
        ("0305", "Håbo kommun", "Håbo Municipality", "habo-kommun-0305", "Håbo"),
        ("0643", "Habo kommun", "Habo Municipality", "habo-kommun", "Habo"),
        ("1480", "Göteborgs Stad", "City of Gothenburg", "goteborgs-stad", "Gothenburg"),
        ("0880", "Kalmar kommun", "Kalmar Municipality", "kalmar-kommun", "Kalmar"),
        ("1281", "Lunds kommun", "Lund Municipality", "lunds-kommun", "Lund"),
        ("08", "Region Kalmar län", "Region Kalmar County", "region-kalmar-lan", "Region Kalmar County"),
        (
            "14",
            "Västra Götalandsregionen",
            "Region Västra Götaland",
            "vastra-gotalandsregionen",
            "Region Västra Götaland",
        ),
    ],
)
def test_names_are_those_that_each_uses(swedish, code, sv, en, slug, short):
    one = swedish.get(code=code)
    assert (one.name_sv, one.name_en, one.slug, one.short_en) == (sv, en, slug, short)


def test_every_name_means_one_organisation(swedish):
    """A name that stood for two would stop each import that uses it."""
    seen = {}
    for name in OrganisationName.objects.filter(organisation__in=swedish):
        assert seen.setdefault(name.spelling, name.organisation_id) == name.organisation_id, name.text


def test_every_known_name_is_one_organisations_own(swedish):
    seen = {}
    for known in known_organisations():
        for name in (known.name, *(one.text for one in known.names)):
            assert seen.setdefault((known.country, name.casefold()), known.name) == known.name, name


def test_the_aliases_of_swedish_organisations_are_loaded(swedish):
    for known in known_organisations():
        if known.country == "SE" and "kommunalförbund" not in known.name:
            for name in known.names:
                assert [one.name_sv for one in named(name.text, "SE")] == [known.name]


def test_it_asks_little_of_the_database(swedish, at, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        load_municipalities(at)
