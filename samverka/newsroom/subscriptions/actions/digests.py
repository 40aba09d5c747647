"""The digests: composed when their time has come, once for all who chose the same."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from samverka.newsroom.subscriptions import rules
from samverka.newsroom.subscriptions.models import Choice, Issue, Piece, Subscription
from samverka.newsroom.subscriptions.queries import articles_for, calls_for, kept_back


def compose_due_digests(*, at: datetime) -> list[int]:
    """Make an issue for each choice whose time has come and for which there is something; return their numbers.

    Done by house-keeping. Choices that nobody has any longer are gone through too, so that they are never behind.
    """
    made = []
    for number in list(Choice.objects.filter(next_at__lte=at).order_by("pk").values_list("pk", flat=True)):
        issue = compose_digest(number, at=at)
        made += [issue.pk] if issue else []
    return made


@transaction.atomic
def compose_digest(number: int, *, at: datetime) -> Issue | None:
    """Make the issue of the choice with this number, if it is due; nothing where there is nothing to tell.

    The UPDATE lets one at a time in. What became public since the last time is in it, however long ago that was.
    """
    choice = Choice.objects.get(pk=number)
    until, next_at = rules.slot_before(choice.frequency, at), rules.slot_after(choice.frequency, at)
    since = choice.covered_until
    due = Choice.objects.filter(pk=number, covered_until=since, next_at__lte=at)
    if not due.update(covered_until=until, next_at=next_at) or until <= since:
        return None
    if not Subscription.objects.active().filter(choice=choice).exists():
        return None
    articles = _not_held_still(choice, list(articles_for(choice, since, until).values_list("pk", flat=True)), at)
    calls = list(calls_for(choice, since, until).values_list("pk", flat=True))
    if not articles and not calls:
        return None
    issue = Issue.objects.create(choice=choice, language=choice.language, since=since, until=until)
    fill(issue, articles, calls)
    return issue


def _not_held_still(choice: Choice, numbers: list[int], at: datetime) -> list[int]:
    """Return the articles without those that were left out before and would be again."""
    before = set(Piece.objects.filter(issue__choice=choice).exclude(left_out="").values_list("article", flat=True))
    still = kept_back(before & set(numbers), at) if before else {}
    return [number for number in numbers if number not in still]


def fill(issue: Issue, articles: Iterable[int], calls: Iterable[int] = ()) -> None:
    """Put these calls and articles, by number, into an issue."""
    pieces = [Piece(issue=issue, call_id=number) for number in calls]
    pieces += [Piece(issue=issue, article_id=number) for number in articles]
    Piece.objects.bulk_create(pieces)
