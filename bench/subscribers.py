"""Subscribers and a week of news, and what it takes to compose their digests; run in a process of its own.

    python -m bench.subscribers fill SUBSCRIBERS
    python -m bench.subscribers compose

Prints, as JSON, what there is, or what composing took.
"""

import json
import random
import resource
import sys
import time
from datetime import timedelta
from itertools import product
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - needs Django set up
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from samverka.ground.programme.models import Goal, Topic  # noqa: E402
from samverka.newsroom.subscriptions.actions import choice_for, compose_due_digests  # noqa: E402
from samverka.newsroom.subscriptions.models import Choice, Delivery, Issue, Subscription  # noqa: E402
from samverka.newsroom.subscriptions.rules import slot_before  # noqa: E402
from samverka.newsroom.subscriptions.states import State  # noqa: E402
from tests.conftest import standing_cast  # noqa: E402
from tests.factories.subscriptions import told  # noqa: E402

SEED, ARTICLES, AT_ONCE = 2026, 12, 5_000


def fill(subscribers: int) -> dict[str, int]:
    """Let so many subscribe, each to one of all choices of language, kinds and one topic or goal, or to everything.

    Half of them want everything, as most people do. What an earlier run left is taken away.
    """
    call_command("migrate", verbosity=0)
    now, chance = timezone.now(), random.Random(SEED)  # noqa: S311 - reproducible data, no secret
    for model in (Delivery, Issue, Subscription, Choice):
        model.objects.all().delete()
    choices = made_choices(now)
    before = now - timedelta(days=60)
    for first in range(0, subscribers, AT_ONCE):
        Subscription.objects.bulk_create(
            Subscription(
                email=f"reader-{number}@bench.example", state=State.ACTIVE, asked_at=before, confirmed_at=before,
                choice=choices[number % 2] if chance.random() < 0.5 else chance.choice(choices),
            )
            for number in range(first, min(first + AT_ONCE, subscribers))
        )  # fmt: skip
    return {"choices": len(choices), "subscribers": Subscription.objects.count(), "articles": articles(now)}


def made_choices(now: Any) -> list[Choice]:
    """Return the choices: those of everything in each language, and those of each topic and goal."""
    topics, goals = ([one.code for one in model.objects.all()] for model in (Topic, Goal))
    narrow = [{}, *({"topics": [code]} for code in topics), *({"goals": [code]} for code in goals)]
    kinds = (["news"], ["news", "press"], ["blog", "news", "press"], ["calls", "news"])
    found = []
    for about, kind, language in product(narrow, kinds, ("en", "sv")):
        wanted = {"topics": [], "countries": [], "goals": [], **about}
        facts = {"language": language, "frequency": "weekly", "wants_letter": True, "kinds": kind}
        found.append(choice_for({**wanted, **facts}, at=now))
    return found


def articles(now: Any) -> int:
    """Publish a few articles in each language, unless an earlier run did; each has a topic and a goal."""
    terms = list(Topic.objects.all()), list(Goal.objects.all())
    moment = slot_before("weekly", now) - timedelta(days=1)
    made = 0
    for number, language in product(range(ARTICLES), ("en", "sv")):
        about = [(name, [of[number % len(of)]]) for name, of in zip(("topics", "goals"), terms, strict=True)]
        told(
            standing_cast(), moment, about, language=language, title=f"Article {number} in {language}",
            lead="What happened, in two sentences that are as long as such sentences are. " * 3,
        )  # fmt: skip
        made += 1
    return made


def compose() -> dict[str, float]:
    """Compose the digests of all choices; return seconds, queries, issues, and the memory that it came to need."""
    now = timezone.now()
    Choice.objects.update(next_at=now, covered_until=slot_before("weekly", now) - timedelta(days=7))
    before, began = peak_mb(), time.perf_counter()
    made = compose_due_digests(at=now)
    took = time.perf_counter() - began
    after = peak_mb()
    return {"seconds": took, "issues": len(made), "grew_mb": after - before, "queries": queries_of_one(now)}


def queries_of_one(now: Any) -> int:
    """Return how many queries one more digest takes."""
    choice = Choice.objects.filter(issues__isnull=False).first()
    Issue.objects.filter(choice=choice).delete()
    Choice.objects.filter(pk=choice.pk).update(
        next_at=now, covered_until=slot_before("weekly", now) - timedelta(days=7)
    )
    with CaptureQueriesContext(connection) as captured:
        compose_due_digests(at=now)
    return len(captured)


def peak_mb() -> float:
    """Return the most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[2])) if sys.argv[1] == "fill" else compose()))
