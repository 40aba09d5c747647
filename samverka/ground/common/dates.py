"""Days and moments: when a day ends, how many days are left, which accounting years a period has."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone


def today(at: datetime) -> date:
    """Return the calendar day at moment `at`, in the time zone in force."""
    return timezone.localtime(at).date()


def end_of_day(day: date, zone: str) -> datetime:
    """Return the last second of `day` in the time zone called `zone`."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=ZoneInfo(zone))


def days_left(until: datetime, at: datetime) -> int:
    """Return the number of calendar days from `at` to `until`: 0 on the last day, below 0 afterwards."""
    return (today(until) - today(at)).days


def a_year_later(day: date) -> date:
    """Return the same day a year later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def working_days_later(day: date, number: int) -> date:
    """Return the day `number` working days after `day`: Monday to Friday, for public holidays are not known."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day


def accounting_years(starts_on: date, ends_on: date) -> Iterator[tuple[date, date]]:
    """Yield first and last day of each accounting year of a case: at most a year long; the last one may be short."""
    while starts_on <= ends_on:
        next_start = a_year_later(starts_on)
        yield starts_on, min(ends_on, next_start - timedelta(days=1))
        starts_on = next_start
