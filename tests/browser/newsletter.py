"""Turning a page of the calendar for subscribers: `python -m tests.browser.newsletter TITLE`.

The server lives in real time, and a digest leaves in the morning. So an article is published, a morning comes for all
who subscribe, and their digests are composed and sent by the functions that house-keeping and the worker call.
"""

import sys
from datetime import timedelta

import django
from django.utils import timezone


def next_morning(title):
    """Publish an article, and send the digests that tell of it."""
    from samverka.newsroom.subscriptions.actions import compose_due_digests
    from samverka.newsroom.subscriptions.models import Choice, Subscription
    from samverka.newsroom.subscriptions.rules import slot_before
    from samverka.newsroom.subscriptions.sending import send_some
    from tests.conftest import standing_cast
    from tests.factories.subscriptions import told

    now = timezone.now()
    told(standing_cast(), now - timedelta(days=40), title=title, lead="It happened yesterday.")
    # Whoever has confirmed a minute ago did so long before that morning.
    Subscription.objects.update(confirmed_at=now - timedelta(days=50))
    Choice.objects.exclude(next_at=None).update(next_at=now, covered_until=now - timedelta(days=50))
    assert slot_before("monthly", now) > now - timedelta(days=40)
    for number in compose_due_digests(at=now):
        while send_some(number, at=now) is not None:
            pass


if __name__ == "__main__":
    django.setup()
    next_morning(sys.argv[1])
