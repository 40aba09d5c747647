"""Subscribers, and articles that became public at a moment."""

from datetime import timedelta

from samverka.newsroom.models import Article
from samverka.newsroom.subscriptions.actions import choice_for
from samverka.newsroom.subscriptions.models import Choice, Subscription
from samverka.newsroom.subscriptions.states import State
from tests.factories import news

WANTED = {
    "language": "en",
    "frequency": "weekly",
    "wants_letter": True,
    "kinds": ["news"],
    "topics": [],
    "countries": [],
    "goals": [],
}


def subscribed(at, *emails, state=State.ACTIVE, **wanted):
    """Return the subscriptions of these addresses, all of one choice, confirmed an hour before `at`."""
    before = at - timedelta(hours=1)
    choice = choice_for({**WANTED, **wanted}, at=before)
    found = [
        Subscription(email=email, choice=choice, state=state, asked_at=before, confirmed_at=before) for email in emails
    ]
    return Subscription.objects.bulk_create(found)


def told(cast, moment, terms=(), **facts):
    """Return an article that became public at a moment."""
    article = news.published(cast, terms=terms, out_at=moment, **facts)
    Article.objects.filter(pk=article.pk).update(first_published_at=moment, last_published_at=moment)
    article.refresh_from_db()
    return article


def due(at):
    """Let the time of all choices have come at `at`, a week after they were last gone through."""
    Choice.objects.exclude(next_at=None).update(next_at=at, covered_until=at - timedelta(days=7))
