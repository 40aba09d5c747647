"""The files pass the public validators, warnings included, whatever lies in the database."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from samverka.faces.opendata.activities import write_activities
from samverka.faces.opendata.grants import write_grants
from samverka.faces.opendata.organisation import write_organisation
from samverka.ground.programme.models import Programme, RuleSet
from samverka.stages.projects.models import Case, Commitment
from tests.factories import payments, projects
from tests.opendata.cases import AT, SHARED, bare_case, complaints, full_case, organisation, pay, written

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the validators lie in ../shared, which is not here"),
]

# Without a null character: PostgreSQL keeps none.
HOSTILE = "<b>&amp;\"' ]]> \x01\x0b\x1f\x7f\x85\ufffe\uffff\ud7ff 🌍\u200f مرحبا \u202e <!-- <?xml ?> \u2028 ї"


def assert_valid(tmp_path, programme, with_grants=True):
    """Build all three files and let the validators read them."""
    activities = written(write_activities, programme)
    assert complaints("validate_iati.py", tmp_path / "activities.xml", activities) == ""
    assert complaints("validate_iati.py", tmp_path / "org.xml", written(write_organisation, programme)) == ""
    grants = written(write_grants, programme)
    assert bool(grants) == with_grants
    if grants:
        prefix = f"360G-{programme.grant_prefix}"
        assert complaints("validate_360giving.py", tmp_path / "grants.json", grants, "--prefix", prefix) == ""
    return activities, grants


def test_a_rich_programme(cast, tmp_path):
    three = full_case(cast, "DEMO-2025-0001", [cast.exempelby, cast.sekao, cast.mfano], (500_000_00, 75_000_50))
    pay(cast, three, 200_000_00)
    pay(cast, three, 50_000_25, number=2)
    place = {"latitude": "42.6629", "longitude": "21.1655", "identifier": "XI-WIKIDATA-Q0"}
    kosovo = organisation("XK", "Kosovo place", **place)
    full_case(cast, "DEMO-2025-0002", [cast.exempelby, kosovo], (300_000_00, -50_000_00))
    zimbabwe = organisation("ZW", "Zimbabwe place")
    full_case(cast, "DEMO-2025-0003", [cast.annanby, zimbabwe, kosovo, cast.mfano], state="completed")
    full_case(cast, "DEMO-2025-0004", starts_on=date(2026, 6, 1), ends_on=date(2028, 5, 31))
    activities, _grants = assert_valid(tmp_path, cast.programme)
    assert activities.count(b"<iati-activity ") == 5


def test_a_sparse_programme(cast, tmp_path):
    programme = cast.programme
    programme.funder_name = programme.funder_identifier = programme.funder_activity = ""
    programme.owner.website = programme.owner.email = ""
    programme.owner.name_sv = ""
    bare_case(cast, "DEMO-2025-0001", ends_on=None, title_sv="")
    bare_case(cast, "DEMO-2025-0002", [organisation("ZW", "Place", name_sv="")], title_en="")
    empty_year = full_case(cast, "DEMO-2025-0003")
    empty_year.years.get(number=2).lines.all().delete()
    empty_year.areas.clear()
    activities, _grants = assert_valid(tmp_path, programme)
    assert activities.count(b"<iati-activity ") == 4


def test_cases_whose_place_is_hidden(cast, tmp_path):
    hidden = full_case(cast, "DEMO-2025-0001", [cast.exempelby, cast.sekao], shown="no_place")
    pay(cast, hidden, 200_000_00)
    full_case(cast, "DEMO-2025-0002", [cast.exempelby, cast.mfano])
    # The one that has the grant may itself be abroad: then the file does not say who has it.
    abroad = full_case(cast, "DEMO-2025-0003", [cast.sekao, cast.mfano], shown="no_place")
    pay(cast, abroad, 100_000_00)
    activities, grants = assert_valid(tmp_path, cast.programme)
    assert activities.count(b"<iati-activity ") == 4
    assert b"DEMO-2025-0001" in grants
    assert b"DEMO-2025-0003" not in grants
    told = written(write_organisation, cast.programme)
    assert b"recipient-region-budget" in told
    assert b"BW" not in told
    for content in (activities, grants, told):
        assert cast.sekao.name_en.encode() not in content
    assert cast.mfano.name_en.encode() in activities


def test_an_empty_programme(cast, tmp_path):
    activities, _grants = assert_valid(tmp_path, cast.programme, with_grants=False)
    assert activities.count(b"<iati-activity ") == 1


def test_without_a_case_and_without_rules_there_is_nothing_to_say(cast):
    bare = Programme.objects.create(
        owner=cast.programme.owner,
        slug="bare",
        name_sv="Tomt",
        name_en="Empty",
        is_demonstration=True,
        sender="x <x@owner.example>",
        reference_prefix="BARE",
        home_country=cast.programme.home_country,
    )
    assert not RuleSet.objects.filter(programme=bare).exists()
    assert written(write_activities, bare) == b""


def test_broken_cases_do_not_spoil_the_file(cast, tmp_path):
    full_case(cast, "DEMO-2025-0001")
    undated = full_case(cast, "DEMO-2025-0002")
    Commitment.objects.filter(case=undated).update(committed_on=None)
    strange = full_case(cast, "DEMO-2025-0003")
    Commitment.objects.filter(case=strange).update(currency="ZWG")
    long_year = full_case(cast, "DEMO-2025-0004")
    long_year.years.filter(number=1).update(ends_on=date(2026, 1, 2))
    future = full_case(cast, "DEMO-2025-0005")
    Commitment.objects.filter(case=future).update(committed_on=AT.date() + timedelta(days=1))
    bare_case(cast, "DEMO-2025-0006", starts_on=None)
    bare_case(cast, "DEMO-2025-0007", starts_on=date(2026, 1, 1), ends_on=date(2025, 1, 1))
    bare_case(cast, "DEMO-2025-0008", [cast.exempelby, cast.annanby])
    bare_case(cast, "DEMO-2025-0009", title_sv=" ", title_en="\x01")
    bare_case(cast, "DEMO-2025-0010").parties.all().delete()
    bare_case(cast, "DEMO/2025/0011")
    activities, _grants = assert_valid(tmp_path, cast.programme)
    assert activities.count(b"<iati-activity ") == 2


def test_hostile_texts(cast, tmp_path):
    place = organisation("KE", HOSTILE, website="https://place.example/?a=1&b=2", name_sv=f"{HOSTILE} sv")
    case = full_case(cast, "DEMO|2025&0001", [cast.exempelby, place])
    texts = {"title_sv": HOSTILE, "title_en": f"{HOSTILE}\r\n\r\n2", "summary_en": f"{HOSTILE}\n\n\tand\u2029more"}
    Case.objects.filter(pk=case.pk).update(**texts)
    cast.programme.owner.name_en = f"Owner {HOSTILE}"
    activities, grants = assert_valid(tmp_path, cast.programme)
    for content in (activities, grants):
        text = content.decode()
        assert "🌍" in text
        assert "مرحبا" in text
        assert not any(character in text for character in "\x01\x0b\x1f\x7f\ufffe\uffff")


def test_a_real_owner_with_a_former_identifier(cast, tmp_path):
    owner = cast.programme.owner
    owner.identifier, owner.former_identifiers = "SE-ON-802000-0002", ["SE-ON-802000-0001"]
    owner.save()
    cast.programme.is_demonstration = False
    cast.programme.save()
    for one in (cast.exempelby, cast.sekao):
        one.is_fictional = False
        one.save()
    full_case(cast, "DEMO-2025-0001")
    activities, _grants = assert_valid(tmp_path, cast.programme)
    assert b'ref="SE-ON-802000-0001" type="B1"' in activities
    assert b"EXAMPLE-OWNER" not in activities


@pytest.mark.parametrize("parties", [2, 3])
def test_the_files_that_are_served_now(cast, client, tmp_path, parties):
    case = projects.public_case(cast, AT, case=payments.paid(cast, AT, parties=parties).case)
    pay(cast, full_case(cast, "DEMO-2025-0001"), 200_000_00)
    assert timezone.now() > AT
    addresses = {
        "iati-activities.xml": "validate_iati.py",
        "iati-organisation.xml": "validate_iati.py",
        "360giving.json": "validate_360giving.py",
    }
    for name, validator in addresses.items():
        response = client.get(f"/opendata/{name}?programme={cast.programme.slug}")
        assert response.status_code == 200
        assert complaints(validator, tmp_path / name, response.content) == ""
        assert (case.reference.encode() in response.content) == ("organisation" not in name)
