"""Turning the server's calendar forward: `python -m tests.browser.clock close_call | end_year`.

The server lives in real time, and a call stays open for weeks, an accounting year for a year. No page moves a last
day backwards, rightly so. So between two chapters of the journey the days themselves are moved in the database.
"""

import sys
from datetime import timedelta

import django
from django.utils import timezone


def close_call():
    """Let the last day of the call have been yesterday; the day of decision is still to come."""
    from samverka.stages.calls.models import Call

    now = timezone.now()
    Call.objects.update(opens_at=now - timedelta(days=30), closes_at=now - timedelta(days=1))


def end_year():
    """Let the accounting year of the case have ended yesterday."""
    from samverka.stages.projects.models import AccountingYear

    today = timezone.localdate()
    AccountingYear.objects.update(
        starts_on=today - timedelta(days=365),
        ends_on=today - timedelta(days=1),
        report_due_on=today + timedelta(days=60),
    )


if __name__ == "__main__":
    django.setup()
    {"close_call": close_call, "end_year": end_year}[sys.argv[1]]()
