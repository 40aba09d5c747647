"""The office writes newsletters, sends them, and stops what is on its way."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.moves import move
from samverka.ground.common.refusals import refuse_if, require
from samverka.newsroom.models import Article
from samverka.newsroom.subscriptions import rules
from samverka.newsroom.subscriptions.actions.digests import fill
from samverka.newsroom.subscriptions.models import Issue, Newsletter
from samverka.newsroom.subscriptions.permissions import can_see_newsletters, can_stop_issue, can_write_newsletter
from samverka.newsroom.subscriptions.states import IssueState, NewsletterState


@transaction.atomic
def begin_newsletter(*, articles: Iterable[Article] = (), by: User, at: datetime, **texts: str) -> Newsletter:
    """Begin a newsletter. Who: those who edit news. `texts` are its subjects and opening words. Tells nobody."""
    require(can_see_newsletters(by))
    newsletter = Newsletter.objects.create(begun_at=at, **texts)
    newsletter.articles.set(articles)
    record(gettext_noop("Newsletter begun"), newsletter, by=by, at=at)
    return newsletter


@transaction.atomic
def change_newsletter(
    newsletter: Newsletter, *, articles: Iterable[Article] = (), by: User, at: datetime, **texts: str
) -> Newsletter:
    """Change a draft. Who: those who edit news. Tells nobody."""
    require(can_write_newsletter(by, newsletter))
    refuse_if(rules.problems_before_changing(newsletter, at=at))
    for name, text in texts.items():
        setattr(newsletter, name, text)
    newsletter.save(update_fields=list(texts))
    newsletter.articles.set(articles)
    record(gettext_noop("Newsletter changed"), newsletter, by=by, at=at)
    return newsletter


@transaction.atomic
def send_newsletter(newsletter: Newsletter, *, by: User, at: datetime) -> Newsletter:
    """Hand the newsletter over for sending, in each language in which it has something. Who: those who edit news.

    House-keeping sends it within a minute, to all who are then active.
    """
    require(can_write_newsletter(by, newsletter))
    refuse_if(rules.problems_before_sending(newsletter, at=at))
    move(newsletter, NewsletterState.SENT, sent_at=at)
    for language, _name in settings.LANGUAGES:
        articles = newsletter.articles.filter(locale__language_code=language).order_by("-out_at", "-pk")
        numbers = list(articles.values_list("pk", flat=True))
        if numbers or getattr(newsletter, f"words_{language}").strip():
            issue = Issue.objects.create(newsletter=newsletter, language=language, until=at)
            fill(issue, numbers)
    record(gettext_noop("Newsletter sent"), newsletter, by=by, at=at)
    return newsletter


@transaction.atomic
def discard_newsletter(newsletter: Newsletter, *, by: User, at: datetime) -> Newsletter:
    """Give up a draft. Who: those who edit news. Tells nobody."""
    require(can_write_newsletter(by, newsletter))
    refuse_if(rules.problems_before_changing(newsletter, at=at))
    move(newsletter, NewsletterState.DISCARDED)
    record(gettext_noop("Newsletter discarded"), newsletter, by=by, at=at)
    return newsletter


@transaction.atomic
def stop_issue(issue: Issue, *, reason: str, by: User, at: datetime) -> Issue:
    """Send it to nobody else. Who: those who edit news. What has left has left; the reason is kept."""
    require(can_stop_issue(by, issue))
    refuse_if(rules.problems_before_stopping(issue, at=at))
    move(issue, IssueState.STOPPED, finished_at=at)
    record(gettext_noop("Sending stopped"), issue, by=by, at=at, reason=reason)
    return issue
