"""The IATI activity file says what the records say, in the order and with the codes that the standard wants."""

from datetime import date, timedelta

import pytest

from samverka.ground.programme.models import ProjectArea
from samverka.stages.projects.models import Case
from tests.opendata.cases import (
    AT,
    activity_of,
    bare_case,
    built_activities,
    full_case,
    organisation,
    pay,
    written,
)

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def texts(parent, path):
    """Return the texts at `path` by language."""
    return {one.get(LANGUAGE, "en"): one.text for one in parent.findall(f"{path}/narrative")}


def codes(parent, path, attribute="code"):
    return [one.get(attribute) for one in parent.findall(path)]


def money(activity, kind):
    """Return the amounts of the transactions of one kind."""
    found = [one for one in activity.findall("transaction") if one.find("transaction-type").get("code") == kind]
    return [one.findtext("value") for one in found]


def test_a_case_in_full(cast):
    case = full_case(cast, "DEMO-2025-0001", amounts=(500_000_00, 75_000_50, -25_000_00))
    pay(cast, case, 200_000_00)
    activity = activity_of(cast.programme, case)
    assert activity.findtext("iati-identifier") == "XE-EXAMPLE-OWNER-DEMO-2025-0001"
    assert activity.get("hierarchy") == "2"
    assert texts(activity, "title") == {"en": "Case DEMO-2025-0001", "sv": "Ärende DEMO-2025-0001"}
    assert texts(activity, "description") == {"en": "We learn from each other.", "sv": "Vi lär av varandra."}
    assert codes(activity, "participating-org", "role") == ["1", "2", "3", "4", "4"]
    assert codes(activity, "participating-org", "ref")[3:] == ["XE-EXAMPLE-EXEMPELBY", "XE-EXAMPLE-SEKAO"]
    assert activity.find("participating-org").get("activity-id") == "XE-EXAMPLE-FUNDER-1"
    assert codes(activity, "recipient-country") == ["BW"]
    assert sum(map(int, codes(activity, "sector[@vocabulary='1']", "percentage"))) == 100
    assert codes(activity, "tag[@vocabulary='2']") == ["5", "16"]
    assert set(codes(activity, "tag[@vocabulary='3']")) == {"16.7", "5.c"}
    assert money(activity, "2") == ["500000", "75000.50", "-25000"]
    assert money(activity, "3") == ["200000"]
    assert [one.findtext("value") for one in activity.findall("budget")] == ["250000", "250000"]
    # The first year is paid; of the second no more is planned than its budget.
    planned = activity.findall("planned-disbursement")
    assert [one.findtext("value") for one in planned] == ["250000"]
    assert planned[0].find("period-start").get("iso-date") == "2027-01-01"
    assert codes(activity, "related-activity", "ref") == ["XE-EXAMPLE-OWNER-DEMO"]
    assert [one.get("url").rpartition("/sv/")[1] for one in activity.findall("document-link")] == ["/sv/", ""]


def test_the_programme_names_its_cases_and_holds_no_money(cast):
    case = full_case(cast, "DEMO-2025-0001")
    root = built_activities(cast.programme)
    programme = root[-1]
    assert programme.get("hierarchy") == "1"
    assert codes(programme, "related-activity", "ref") == [f"XE-EXAMPLE-OWNER-{case.reference}"]
    assert not programme.findall("budget")
    assert not programme.findall("transaction")
    assert codes(programme, "recipient-region") == ["998"]
    assert programme.find("activity-date[@type='2']").get("iso-date") == "2025-01-01"


def test_three_parties_in_two_countries(cast):
    case = full_case(cast, "DEMO-2025-0001", [cast.exempelby, cast.sekao, cast.mfano])
    activity = activity_of(cast.programme, case)
    shares = {one.get("code"): one.get("percentage") for one in activity.findall("recipient-country")}
    assert shares == {"BW": "50", "KE": "50"}
    assert activity.find("activity-scope").get("code") == "3"
    assert len(codes(activity, "participating-org[@role='4']", "ref")) == 3


def test_four_countries_and_three_areas_are_shared_to_a_hundred(cast):
    abroad = [organisation(code, f"Place {code}") for code in ("KE", "ZW", "XK")]
    case = full_case(cast, "DEMO-2025-0001", [cast.exempelby, *abroad])
    case.areas.set(ProjectArea.objects.all()[:7])
    activity = activity_of(cast.programme, case)
    assert sorted(codes(activity, "recipient-country")) == ["KE", "XK", "ZW"]
    for path in ("recipient-country", "sector[@vocabulary='1']", "sector[@vocabulary='99']"):
        assert sum(map(int, codes(activity, path, "percentage"))) == 100


def test_a_partner_that_is_no_recipient_of_aid_does_not_count_beside_one_that_is(cast):
    vilnius = organisation("LT", "Made-up Lithuania")
    both = full_case(cast, "DEMO-2025-0001", [cast.exempelby, cast.sekao, vilnius])
    alone = full_case(cast, "DEMO-2025-0002", [cast.exempelby, vilnius])
    assert codes(activity_of(cast.programme, both), "recipient-country") == ["BW"]
    activity = activity_of(cast.programme, alone)
    assert codes(activity, "recipient-country") == ["LT"]
    assert activity.find("default-flow-type") is None


def test_an_organisation_without_a_good_identifier_is_named_only(cast):
    nameless = [organisation("KE", "A", identifier=one) for one in ("", "INVENTED-1", "KE-COA-1 2", "XE-EXAMPLE-")]
    case = full_case(cast, "DEMO-2025-0001", [cast.exempelby, *nameless])
    refs = codes(activity_of(cast.programme, case), "participating-org[@role='4']", "ref")
    assert refs == ["XE-EXAMPLE-EXEMPELBY", None, None, None, None]


def test_a_place_is_given_where_it_is_known(cast):
    place = organisation("KE", "Place", latitude="-1.2833", longitude="36.8167")
    case = full_case(cast, "DEMO-2025-0001", [cast.exempelby, place])
    assert activity_of(cast.programme, case).findtext("location/point/pos") == "-1.2833 36.8167"


@pytest.mark.parametrize(
    ("state", "starts", "ends", "status", "dates"),
    [
        ("running", 30, 400, "1", ["1", "3"]),
        ("running", -30, 300, "2", ["1", "2", "3"]),
        ("running", -30, 0, "2", ["1", "2", "3"]),
        ("running", -400, -1, "3", ["1", "2", "3"]),
        ("completed", -400, -30, "4", ["1", "2", "3", "4"]),
        ("completed", -400, 30, "4", ["1", "2", "3"]),
        ("recorded", -400, -30, "4", ["1", "3"]),
        ("recorded", -400, 30, "2", ["1", "3"]),
    ],
)
def test_status_and_dates_follow_from_state_and_days(cast, state, starts, ends, status, dates):
    today = AT.date()
    days = {"starts_on": today + timedelta(days=starts), "ends_on": today + timedelta(days=ends)}
    activity = activity_of(cast.programme, bare_case(cast, "DEMO-2025-0001", state=state, **days))
    assert activity.find("activity-status").get("code") == status
    assert codes(activity, "activity-date", "type") == dates


def test_what_is_not_paid_is_planned_up_to_what_is_left(cast):
    reduced = full_case(cast, "DEMO-2025-0001", amounts=(500_000_00, -200_000_00))
    activity = activity_of(cast.programme, reduced)
    assert [one.findtext("value") for one in activity.findall("planned-disbursement")] == ["250000", "50000"]
    pay(cast, reduced, 300_000_00)
    assert activity_of(cast.programme, reduced).findall("planned-disbursement") == []


def test_only_confirmed_payments_are_money_that_has_left(cast):
    case = full_case(cast, "DEMO-2025-0001")
    pay(cast, case, 111_00, state="entered")
    pay(cast, case, 222_00, number=2, state="cancelled")
    assert money(activity_of(cast.programme, case), "3") == []


def test_the_moment_of_change_is_the_records_own(cast):
    quiet = bare_case(cast, "DEMO-2025-0001", starts_on=date(2025, 1, 1))
    paid = full_case(cast, "DEMO-2025-0002")
    pay(cast, paid, 200_000_00)
    Case.objects.filter(pk=paid.pk).update(changed_at=AT - timedelta(days=400))
    later = AT + timedelta(days=20)
    stamps = [activity_of(cast.programme, one, later).get("last-updated-datetime") for one in (quiet, paid)]
    assert stamps == ["2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z"]


def test_a_case_that_has_ended_since_has_changed(cast):
    case = bare_case(cast, "DEMO-2025-0001", ends_on=date(2026, 3, 10))
    activity = activity_of(cast.programme, case, AT + timedelta(days=20))
    assert activity.get("last-updated-datetime") == "2026-03-11T00:00:00Z"


def test_built_twice_only_the_build_time_differs(cast):
    from samverka.faces.opendata.activities import write_activities

    for number in range(3):
        full_case(cast, f"DEMO-2025-000{number}", [cast.exempelby, cast.mfano, cast.sekao])
    first, again = (written(write_activities, cast.programme, AT + timedelta(seconds=n)) for n in (0, 5))
    assert first != again
    assert first.replace(b"09:00:00Z", b"") == again.replace(b"09:00:05Z", b"").replace(b"09:00:00Z", b"")


def test_identifiers_survive_a_new_name_and_a_new_publisher(cast):
    owner = cast.programme.owner
    cast.programme.is_demonstration = False
    for one in (cast.exempelby, cast.sekao):
        one.is_fictional = False
        one.save()
    old = full_case(cast, "DEMO-2025-0001")
    old.commitments.update(committed_on=date(2024, 12, 1))
    new = full_case(cast, "DEMO-2026-0001")
    new.commitments.update(committed_on=date(2026, 2, 1))
    owner.identifier = "SE-ON-802000-0002"
    owner.former_identifiers = [{"identifier": "SE-ON-802000-0001", "until": "2025-12-31"}]
    activity = activity_of(cast.programme, old)
    assert activity.findtext("iati-identifier") == "SE-ON-802000-0001-DEMO-2025-0001"
    assert activity.find("reporting-org").get("ref") == "SE-ON-802000-0002"
    assert codes(activity, "other-identifier[@type='B1']", "ref") == ["SE-ON-802000-0001"]
    assert activity_of(cast.programme, new).findtext("iati-identifier") == "SE-ON-802000-0002-DEMO-2026-0001"
    # Without a day nobody knows which were given under it, so none changes.
    owner.former_identifiers = ["SE-ON-802000-0001"]
    assert activity_of(cast.programme, new).findtext("iati-identifier") == "SE-ON-802000-0001-DEMO-2026-0001"


def test_a_reference_with_other_characters_becomes_an_allowed_one_and_stays_apart(cast):
    for reference in ("2017:0049", "2017 0049", "2017_0049", "2017-0049", "Ä&|?"):
        bare_case(cast, reference)
    found = [
        one.findtext("iati-identifier").removeprefix("XE-EXAMPLE-OWNER-") for one in built_activities(cast.programme)
    ]
    assert found[:-1] == ["2017_3a_0049", "2017_20_0049", "2017_5f_0049", "2017-0049", "_c4__26__7c__3f_"]


def test_a_demonstration_never_carries_a_real_identifier(cast):
    cast.programme.owner.identifier = "SE-ON-802000-0001"
    cast.programme.owner.former_identifiers = ["SE-ON-802000-0002"]
    activity = activity_of(cast.programme, bare_case(cast, "DEMO-2025-0001"))
    assert activity.find("reporting-org").get("ref") == "XE-EXAMPLE-SE-ON-802000-0001"
    assert activity.findtext("iati-identifier") == "XE-EXAMPLE-SE-ON-802000-0001-DEMO-2025-0001"
    assert codes(activity, "other-identifier", "type") == ["A1"]


def test_queries_do_not_grow_with_the_cases(cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    assert cast.programme.owner.name_en  # read once, before counting
    counts = []
    for number in (1, 2, 3):
        case = full_case(cast, f"DEMO-2025-000{number}", [cast.exempelby, cast.mfano, cast.sekao])
        pay(cast, case, 200_000_00)
        with CaptureQueriesContext(connection) as asked:
            built_activities(cast.programme)
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2] <= 19
