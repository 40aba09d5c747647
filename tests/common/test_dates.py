from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from samverka.ground.common.dates import a_year_later, accounting_years, days_left, end_of_day


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 2000))
def test_accounting_years_cover_the_period_without_gap_and_are_at_most_a_year(starts_on, days):
    ends_on = starts_on + timedelta(days=days)
    years = list(accounting_years(starts_on, ends_on))
    assert years[0][0] == starts_on
    assert years[-1][1] == ends_on
    for (_first, last), (following, _last) in pairwise(years):
        assert following == last + timedelta(days=1)
    assert all((last - first).days <= 365 for first, last in years)


def test_a_leap_day_has_a_year_later():
    assert a_year_later(date(2024, 2, 29)) == date(2025, 3, 1)


def test_a_day_ends_in_the_zone_of_the_programme():
    assert end_of_day(date(2026, 7, 1), "Europe/Stockholm") == datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC)


def test_days_left_count_calendar_days_where_the_reader_is():
    closes_at = end_of_day(date(2026, 3, 4), "Europe/Stockholm")
    assert days_left(closes_at, datetime(2026, 3, 2, 23, 30, tzinfo=UTC)) == 1
    assert days_left(closes_at, datetime(2026, 3, 4, 1, tzinfo=UTC)) == 0
    assert days_left(closes_at, datetime(2026, 3, 5, 1, tzinfo=UTC)) == -1
