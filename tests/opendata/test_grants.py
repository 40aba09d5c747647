"""The 360Giving file, and that its sums are those of the pages and of IATI."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from samverka.faces.opendata.grants import whole_months, write_grants
from samverka.ground.common.money import as_decimal
from samverka.ground.programme.models import OrganisationType
from samverka.stages.payments.queries import paid_amount
from samverka.stages.projects.models import Commitment
from samverka.stages.projects.queries import granted_amount
from tests.opendata.cases import AT, activity_of, built_grants, full_case, grant_of, organisation, pay, written


def test_a_grant_in_full(cast):
    case = full_case(cast, "DEMO-2025-0001", amounts=(500_000_00, 75_000_50, -25_000_00))
    pay(cast, case, 200_000_00)
    package = built_grants(cast.programme)
    assert package["version"] == "1.4"
    assert package["license"] == cast.programme.licence_url
    assert package["downloadURL"].endswith("/opendata/360giving.json?programme=demonstration")
    grant = package["grants"][0]
    assert grant["id"] == "360G-samverkademo-DEMO-2025-0001"
    assert grant["amountAwarded"] == 550_000.5
    assert [one["value"] for one in grant["commitmentTransaction"]] == [500_000, 75_000.5, -25_000]
    assert [one["description"] for one in grant["commitmentTransaction"]] == ["Grant", "Top-up", "Reduction"]
    assert grant["amountDisbursed"] == 200_000
    assert grant["awardDate"] == "2024-12-01"
    assert grant["plannedDates"] == [{"startDate": "2025-01-01", "endDate": "2026-12-31", "duration": 24}]
    assert grant["actualDates"] == [{"startDate": "2025-01-01"}]
    assert [one["id"] for one in grant["recipientOrganization"]] == ["XE-EXAMPLE-EXEMPELBY"]
    assert [one["countryCode"] for one in grant["beneficiaryLocation"]] == ["BW"]
    assert grant["relatedActivity"] == ["XE-EXAMPLE-OWNER-DEMO-2025-0001"]
    assert "fromOpenCall" not in grant


def test_kosovo_stands_by_name(cast):
    case = full_case(cast, "DEMO-2025-0001", [cast.exempelby, organisation("XK", "Place")])
    assert grant_of(cast.programme, case)["beneficiaryLocation"] == [{"name": "Place, Kosovo"}]


def test_nothing_paid_is_zero_and_no_key_is_empty(cast):
    grant = grant_of(cast.programme, full_case(cast, "DEMO-2025-0001"))
    assert grant["amountDisbursed"] == 0
    assert "disbursementTransaction" not in grant
    assert None not in grant.values()
    assert "" not in grant.values()


def test_a_long_title_is_cut_at_a_word_and_a_summary_like_the_title_is_replaced(cast):
    title = "Clean water for everybody " * 10
    case = full_case(cast, "DEMO-2025-0001", title_en=title, summary_en=title, title_sv="", summary_sv="")
    grant = grant_of(cast.programme, case)
    assert len(grant["title"]) <= 140
    assert grant["title"].endswith("everybody Clean…")
    assert grant["description"] == "A partnership between Exempelby Municipality, Sekao Town Council."


def test_more_than_eight_places_are_cut(cast):
    abroad = [organisation("KE", f"Place {number}") for number in range(10)]
    case = full_case(cast, "DEMO-2025-0001", [cast.exempelby, *abroad])
    assert len(grant_of(cast.programme, case)["beneficiaryLocation"]) == 8


def test_without_a_prefix_or_a_grant_there_is_no_file(cast):
    assert written(write_grants, cast.programme) == b""
    full_case(cast, "DEMO-2025-0001")
    assert written(write_grants, cast.programme)
    cast.programme.grant_prefix = ""
    assert written(write_grants, cast.programme) == b""


def test_built_twice_only_the_build_time_differs(cast):
    full_case(cast, "DEMO-2025-0001")
    first, again = (written(write_grants, cast.programme, AT + timedelta(seconds=n)) for n in (0, 5))
    assert first.replace(b"09:00:00Z", b"") == again.replace(b"09:00:05Z", b"").replace(b"09:00:00Z", b"")


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "months"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), 12),
        (date(2025, 1, 1), date(2025, 12, 30), 11),
        (date(2025, 1, 31), date(2025, 2, 28), 1),
        (date(2024, 2, 29), date(2025, 2, 27), 11),
        (date(2025, 3, 15), date(2025, 3, 15), 0),
    ],
)
def test_whole_months(starts_on, ends_on, months):
    assert whole_months(starts_on, ends_on) == months


amounts = st.lists(st.integers(-900_000_000_00, 900_000_000_00).filter(bool), min_size=1, max_size=6)


# No shrinking: every example writes to the database, and the amounts are readable as they are.
@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(amounts=amounts, paid=st.lists(st.integers(1, 900_000_00), max_size=2))
def test_sums_are_the_same_on_pages_in_iati_and_in_360giving(cast, amounts, paid):
    with transaction.atomic():
        check_sums(cast, amounts, paid)
        transaction.set_rollback(True)


def check_sums(cast, amounts, paid):
    """Compare what the pages show with what stands in the files, and with the single rows there."""
    case = full_case(cast, "DEMO-2025-0001", amounts=amounts)
    for number, amount in enumerate(paid, start=1):
        pay(cast, case, amount, number)
    granted, disbursed = as_decimal(granted_amount(case), "SEK"), as_decimal(paid_amount(case), "SEK")
    grant, activity = grant_of(cast.programme, case), activity_of(cast.programme, case)

    def total(kind):
        rows = activity.xpath(f"transaction[transaction-type/@code='{kind}']/value/text()")
        return sum(map(Decimal, rows), Decimal(0))

    assert granted == total("2") == Decimal(str(grant["amountAwarded"]))
    assert granted == sum(Decimal(str(one["value"])) for one in grant["commitmentTransaction"])
    assert disbursed == total("3") == Decimal(str(grant["amountDisbursed"]))
    assert disbursed == sum(Decimal(str(one["value"])) for one in grant.get("disbursementTransaction", []))


def test_the_references_of_money_are_the_same_in_both_files(cast):
    case = full_case(cast, "DEMO-2025-0001", amounts=(500_000_00, 1_00))
    pay(cast, case, 5_00)
    grant = grant_of(cast.programme, case)
    in_giving = [one["id"] for name in ("commitment", "disbursement") for one in grant[f"{name}Transaction"]]
    assert activity_of(cast.programme, case).xpath("transaction/@ref") == in_giving


def test_the_grantee_needs_an_identifier_and_the_award_a_day(cast):
    municipality = OrganisationType.objects.get(code="municipality")
    nameless = full_case(cast, "DEMO-2025-0001", [organisation("SE", "Place", type=municipality), cast.sekao])
    undated = full_case(cast, "DEMO-2025-0002")
    Commitment.objects.filter(case=undated).update(committed_on=None)
    full_case(cast, "DEMO-2025-0003")
    assert grant_of(cast.programme, nameless) is None
    assert grant_of(cast.programme, undated) is None
    assert len(built_grants(cast.programme)["grants"]) == 1
