"""A worker that sends all issues to the end; run in a process of its own, so that it can be killed.

python -m bench.sending

Prints, as JSON, what became of the mails, and the most memory that it had.
"""

import json
import resource

import django

django.setup()

from django.db.models import Count  # noqa: E402 - needs Django set up
from django.utils import timezone  # noqa: E402

from samverka.newsroom.subscriptions.models import Delivery, Issue  # noqa: E402
from samverka.newsroom.subscriptions.sending import CUT_OFF, send_some  # noqa: E402
from samverka.newsroom.subscriptions.states import IssueState  # noqa: E402


def send() -> dict[str, float]:
    """Send batch after batch. What a killed worker held is given up at once: here nobody waits ten minutes for it."""
    numbers = list(Issue.objects.filter(state=IssueState.SENDING).order_by("pk").values_list("pk", flat=True))
    for number in numbers:
        while (wait := send_some(number, at=timezone.now())) is not None:
            if wait:
                send_some(number, at=timezone.now() + CUT_OFF)
    states = dict(Delivery.objects.order_by().values_list("state").annotate(Count("pk")))
    passed_over = sum(one.readers.exclude(deliveries__issue=one).count() for one in Issue.objects.all())
    return {**states, "passed_over": passed_over, "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3}


if __name__ == "__main__":
    print(json.dumps(send()))
