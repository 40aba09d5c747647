"""The office writes newsletters, plans or sends them, and stops what is on its way."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_noop

from samverka.ground.accounts.models import User
from samverka.ground.audit.actions import record
from samverka.ground.common.moves import move
from samverka.ground.common.refusals import refuse_if, require, stopping
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
    _hand_over(newsletter, by=by, at=at)
    return newsletter


@transaction.atomic
def plan_newsletter(newsletter: Newsletter, *, leaves_at: datetime, by: User, at: datetime) -> Newsletter:
    """Let the newsletter leave at a moment, from draft to planned. Who: those who edit news. Tells nobody.

    Until then it can be taken back, and is not changed; what its articles say is looked up when it leaves.
    """
    require(can_write_newsletter(by, newsletter))
    moment = rules.problems_with_moment(leaves_at, at=at)
    refuse_if([*rules.problems_before_sending(newsletter, at=at), *moment])
    move(newsletter, NewsletterState.PLANNED, leaves_at=leaves_at)
    record(gettext_noop("Newsletter planned"), newsletter, by=by, at=at, leaves_at=leaves_at.isoformat())
    return newsletter


@transaction.atomic
def take_back_newsletter(newsletter: Newsletter, *, by: User, at: datetime) -> Newsletter:
    """Make a planned newsletter a draft again. Who: those who edit news, until it has left. Tells nobody."""
    require(can_write_newsletter(by, newsletter))
    refuse_if(rules.problems_before_taking_back(newsletter, at=at))
    move(newsletter, NewsletterState.DRAFT, leaves_at=None)
    record(gettext_noop("Newsletter taken back"), newsletter, by=by, at=at)
    return newsletter


def send_due_newsletters(*, at: datetime) -> int:
    """Hand over the planned newsletters whose moment has come; return how many. Done by house-keeping.

    One of which nothing is left, as its articles were deleted, becomes a draft again, and its record says why.
    """
    due = Newsletter.objects.filter(state=NewsletterState.PLANNED, leaves_at__lte=at)
    return sum(_send_due(number, at) for number in list(due.order_by("leaves_at", "pk").values_list("pk", flat=True)))


@transaction.atomic
def _send_due(number: int, at: datetime) -> bool:
    """Hand one over, if it is still due; tell whether it was. The UPDATE lets one at a time in."""
    due = Newsletter.objects.filter(pk=number, state=NewsletterState.PLANNED, leaves_at__lte=at)
    if not due.update(leaves_at=F("leaves_at")):
        return False
    newsletter = due.get()
    if problems := stopping(rules.problems_with_content(newsletter)):
        move(newsletter, NewsletterState.DRAFT, leaves_at=None)
        record(gettext_noop("Newsletter held back"), newsletter, by=None, at=at, reason=" ".join(map(str, problems)))
        return False
    _hand_over(newsletter, by=None, at=at)
    return True


def _hand_over(newsletter: Newsletter, *, by: User | None, at: datetime) -> None:
    """Make an issue for each language in which the newsletter has something."""
    move(newsletter, NewsletterState.SENT, sent_at=at)
    for language, _name in settings.LANGUAGES:
        articles = newsletter.articles.filter(locale__language_code=language).order_by("-out_at", "-pk")
        numbers = list(articles.values_list("pk", flat=True))
        if numbers or getattr(newsletter, f"words_{language}").strip():
            issue = Issue.objects.create(newsletter=newsletter, language=language, until=at)
            fill(issue, numbers)
    record(gettext_noop("Newsletter sent"), newsletter, by=by, at=at)


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
