"""The IATI organisation file: the owner, and what its grants will bring to each country."""

from datetime import date

from samverka.ground.programme.models import Programme
from tests.opendata.cases import built_organisations, full_case, pay


def budgets(organisation):
    """Return (country, year, currency, amount) of each country budget, in the order of the file."""
    return [
        (
            one.find("recipient-country").get("code"),
            one.find("period-start").get("iso-date")[:4],
            one.find("value").get("currency"),
            one.findtext("value"),
        )
        for one in organisation.findall("recipient-country-budget")
    ]


def test_the_owner_without_a_case(cast):
    organisation = built_organisations(cast.programme)[0]
    assert organisation.findtext("organisation-identifier") == "XE-EXAMPLE-OWNER"
    assert [one.text for one in organisation.findall("name/narrative")] == [
        "The Demonstration Owner",
        "Demonstrationsägaren",
    ]
    assert budgets(organisation) == []


def test_what_is_still_to_be_paid_is_shared_by_country_and_year(cast):
    full_case(cast, "DEMO-2025-0001", [cast.exempelby, cast.sekao, cast.mfano], (500_000_01,))
    paid = full_case(cast, "DEMO-2025-0002", amounts=(200_000_00,))
    pay(cast, paid, 100_000_00)
    organisation = built_organisations(cast.programme)[0]
    # Due after the first accounting year, which is over, and after the second, which ends in December.
    assert budgets(organisation) == [
        ("BW", "2026", "SEK", "125000"),
        ("KE", "2026", "SEK", "125000"),
        ("BW", "2027", "SEK", "225000"),
        ("KE", "2027", "SEK", "125000"),
    ]


def test_what_is_overdue_counts_for_this_year(cast):
    case = full_case(cast, "DEMO-2025-0001", amounts=(200_000_00,))
    case.years.filter(number=1).update(starts_on=date(2023, 1, 1), ends_on=date(2023, 12, 31))
    assert budgets(built_organisations(cast.programme)[0])[0] == ("BW", "2026", "SEK", "100000")


def test_all_programmes_of_the_owner_count_but_a_demonstration_stays_apart(cast):
    full_case(cast, "DEMO-2025-0001", amounts=(200_000_00,))
    ours = cast.programme
    facts = {"owner": ours.owner, "sender": "x <x@owner.example>", "home_country": ours.home_country}
    sister = Programme.objects.create(
        slug="sister", name_sv="Syster", name_en="Sister", is_demonstration=True, reference_prefix="SIS", **facts
    )
    real = Programme.objects.create(slug="real", name_sv="Riktigt", name_en="Real", reference_prefix="REAL", **facts)
    assert budgets(built_organisations(sister)[0]) == budgets(built_organisations(ours)[0]) != []
    assert budgets(built_organisations(real)[0]) == []
