"""Which organisation a name in a file means."""

import pytest

from samverka.stages.organisations.models import Organisation
from samverka.stages.projects.models import Case


def parties(number=1):
    case = Case.objects.get(reference=f"CAT-T{number}")
    return [party.organisation.name_en for party in case.parties.all()]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Falun", "Falun Municipality"),
        ("falu kommun", "Falun Municipality"),
        ("Falun kommun", "Falun Municipality"),
        ("ronneby kommun", "Ronneby Municipality"),
        ("Växjö Kommun", "Växjö Municipality"),
        ("Vaxjo kommun", "Växjö Municipality"),
        ("Lidingö stad", "City of Lidingö"),
        ("Göteborg", "City of Gothenburg"),
        ("HÅBO KOMMUN", "Håbo Municipality"),
        ("Habo", "Habo Municipality"),
        ("Gotlands kommun", "Region Gotland"),
        ("Landstinget Västernorrland", "Region Västernorrland"),
        ("Kalmar", "Kalmar Municipality"),
        ("0980", "Region Gotland"),
    ],
)
def test_swedish_names(take_in, text, name):
    assert not take_in({"swedish_partners": text, "country_iso2": "BW"}).refusals
    assert parties() == [name]


@pytest.mark.parametrize(
    ("first", "second", "country", "name"),
    [
        ("Gaborone City Council", "Gabarone", "BW", "Gaborone City Council"),
        ("Gabarone City Council", "Gaborone", "BW", "Gaborone City Council"),
        ("Franscistown City Council", "Francistown", "BW", "Francistown City Council"),
        ("Cherson", "Kherson", "UA", "Kherson"),
        ("Berislav", "Beryslav", "UA", "Beryslav"),
        ("Vracar", "Vračar Municipality", "RS", "Vračar Municipality"),
        ("Bihac", "Bihać", "BA", "Bihać"),
        ("Tlokwe", "JB Marks Local Municipality", "ZA", "JB Marks Local Municipality"),
        ("Český Krumlov", "cesky krumlov", "UA", "Český Krumlov"),
    ],
)
def test_spellings_of_one_place(take_in, first, second, country, name):
    row = {"swedish_partners": "Lunds kommun", "country_iso2": country}
    take_in({**row, "international_partners": first}, {**row, "international_partners": second})
    assert parties(1) == parties(2) == ["Lund Municipality", name]
    assert Case.objects.get(reference="CAT-T1").partnership == Case.objects.get(reference="CAT-T2").partnership


def test_the_same_name_in_two_countries_is_two_places(take_in):
    take_in({"international_partners": "Livingstone;Livingstone", "country_iso2": "ZM", "swedish_partners": "Lund"})
    take_in({"id": "T2", "international_partners": "Livingstone", "country_iso2": "ZA", "swedish_partners": "Lund"})
    assert Organisation.objects.filter(name_en="Livingstone").count() == 2
    assert parties(1) == ["Lund Municipality", "Livingstone"]  # Named twice in the file, a party once.


def test_commas_stand_inside_names(take_in):
    take_in({"swedish_partners": "Strängnäs", "international_partners": "Ilala, Dar es Salaam", "country_iso2": "TZ"})
    assert parties() == ["Strängnäs Municipality", "Ilala, Dar es Salaam"]


def test_a_swedish_federation_is_made(take_in):
    take_in(
        {"swedish_partners": "Sjuhärads kommunalförbund", "international_partners": "Da Nang", "country_iso2": "VN"}
    )
    made = Organisation.objects.get(name_sv="Sjuhärads kommunalförbund")
    assert (made.type.code, made.country.code) == ("federation_of_municipalities", "SE")


def test_a_country_may_be_named_in_other_ways(take_in):
    for number, text in enumerate(("XKX", "Kosovo", "xk"), 1):
        row = {"id": f"T{number}", "swedish_partners": "Växjö", "international_partners": "Vushtrri"}
        take_in({**row, "country_iso2": text})
    assert Organisation.objects.filter(country__code="XK").count() == 1
