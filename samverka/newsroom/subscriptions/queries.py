"""Reads for subscriptions: what became public meanwhile, what of it may leave, and how the sending goes."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce, Greatest

from samverka.newsroom.facts import cases_as_awards, decided_awards
from samverka.newsroom.kinds import KINDS
from samverka.newsroom.models import Article, NamedCase, NamedPartnership
from samverka.newsroom.subscriptions.models import Choice, Delivery, Issue, Kind, Piece, Subscription
from samverka.newsroom.subscriptions.states import State
from samverka.stages.calls.models import Call
from samverka.stages.partnerships.models import Partnership

TERMS = {"topics": "topics__code", "countries": "countries__code", "goals": "goals__code"}

# What was left out of an issue is offered again for so long, should the public read it again.
HELD_ARE_OFFERED = timedelta(days=92)

# --- What there is to send -------------------------------------------------------------------------------------------


def articles_for(choice: Choice, since: datetime, until: datetime) -> Any:
    """Return the articles that became public after `since` and until `until`, and that this choice asks for.

    Such as were left out of an earlier issue, and are public again, are among them; such as were in one are not.
    The newest comes first.
    """
    models = [model for model, kind in KINDS.items() if kind in choice.kinds]
    moment = Greatest("out_at", Coalesce("first_published_at", "out_at"))
    before = Piece.objects.filter(issue__choice=choice.pk or 0).exclude(article=None)
    held = before.exclude(left_out="").filter(issue__until__gt=until - HELD_ARE_OFFERED)
    is_new = Q(became_public__gt=since, became_public__lte=until)
    found = Article.objects.public(until).written_in(choice.language).annotate(became_public=moment)
    found = found.filter(is_new | Q(pk__in=held.values("article")))
    found = found.filter(content_type__model__in=models).exclude(pk__in=before.filter(left_out="").values("article"))
    about = Q()
    for field, column in TERMS.items():
        if codes := getattr(choice, field):
            about |= Q(**{f"{column}__in": codes})
    if about:
        found = found.filter(pk__in=Article.objects.filter(about).values("pk"))
    return found.order_by("-out_at", "-pk")


def calls_for(choice: Choice, since: datetime, until: datetime) -> Any:
    """Return the calls that opened after `since` and until `until`, where the choice asks for calls."""
    if Kind.CALLS not in choice.kinds:
        return Call.objects.none()
    before = Piece.objects.filter(issue__choice=choice.pk or 0).exclude(call=None)
    found = Call.objects.public().filter(opens_at__lte=until, closes_at__gt=until)
    found = found.filter(Q(opens_at__gt=since) | Q(pk__in=before.exclude(left_out="").values("call")))
    return found.exclude(pk__in=before.filter(left_out="").values("call")).order_by("closes_at", "pk")


# --- What of it may leave --------------------------------------------------------------------------------------------


def kept_back(numbers: Iterable[int], at: datetime) -> dict[int, str]:
    """Return why these articles may not leave at `at`, by their numbers; those that may are not in it.

    A page that names a case which has been withdrawn can still be changed. A mail cannot: so an article that names a
    case or partnership that the public may not read stays here, though it is public. In as many queries for one as
    for many.
    """
    numbers = set(numbers)
    public = dict(Article.objects.public(at).filter(pk__in=numbers).values_list("pk", "body"))
    found: dict[int, str] = dict.fromkeys(numbers - set(public), Piece.Reason.NOT_PUBLIC)
    cases: dict[int, set[int]] = defaultdict(set)
    decisions: dict[int, set[int]] = defaultdict(set)
    partnerships: dict[int, set[int]] = defaultdict(set)
    naming_by = {"case": cases, "decision": decisions, "partnership": partnerships}
    for number, body in public.items():
        for kind, record in _records_in(body.raw_data):
            naming_by[kind][record].add(number)
    for number, case in NamedCase.objects.filter(article__in=public).values_list("article", "case"):
        cases[case].add(number)
    awards = cases_as_awards(cases, at), decided_awards(decisions, at)
    for naming, known in zip((cases, decisions), awards, strict=True):
        for record, articles in naming.items():
            if record not in known or not known[record].is_open:
                found |= dict.fromkeys(articles, Piece.Reason.OF_HIDDEN)
    named = NamedPartnership.objects.filter(article__in=public)
    for number, partnership in named.values_list("article", "partnership"):
        partnerships[partnership].add(number)
    shown = Partnership.objects.public().filter(pk__in=partnerships).values_list("pk", flat=True)
    for partnership in partnerships.keys() - set(shown):
        found |= dict.fromkeys(partnerships[partnership], Piece.Reason.OF_HIDDEN)
    return found


def _records_in(blocks: Iterable[Any]) -> Iterable[tuple[str, int]]:
    """Yield the cases, partnerships and decisions that a text refers to, by kind and number."""
    for block in blocks:
        if block["type"] in ("case", "partnership") and block["value"]:
            yield block["type"], block["value"]
        for row in block["value"]["awards"] if block["type"] == "awards" else ():
            value = row.get("value", row)
            yield from ((kind, value[kind]) for kind in ("case", "decision") if value.get(kind))


# --- How it goes -----------------------------------------------------------------------------------------------------


@dataclass
class Progress:
    """What became of the mails of an issue, in numbers; `bounced` are those that came back after they were taken."""

    sent: int = 0
    again: int = 0
    refused: int = 0
    unknown: int = 0
    bounced: int = 0


def progress_of(issues: Iterable[Issue]) -> dict[int, Progress]:
    """Return the numbers of these issues, by theirs, in one query."""
    issues = list(issues)
    counted = Delivery.objects.filter(issue__in=[one.pk for one in issues]).order_by().values_list("issue", "state")
    found: dict[int, Progress] = defaultdict(Progress)
    found |= {one.pk: Progress(**one.numbers) for one in issues if one.numbers}
    for number, state, count, bounced in counted.annotate(Count("pk"), Count("bounced_at")):
        name = "unknown" if state == Delivery.State.IN_HAND else state
        setattr(found[number], name, getattr(found[number], name) + count)
        found[number].bounced += bounced if name != "refused" else 0
    return found


def waiting_for(issue: Issue) -> int:
    """Return how many readers an issue that is being sent has still to reach."""
    return issue.readers.filter(confirmed_at__lte=issue.until).exclude(deliveries__issue=issue).count()


def numbers_of_subscribers() -> dict[str, int]:
    """Return how many subscriptions there are in each state, and of the active ones in each language and frequency."""
    found: Counter[str] = Counter()
    states = Subscription.objects.order_by().values_list("state").annotate(Count("pk"))
    found.update(dict(states))
    active = Subscription.objects.filter(state=State.ACTIVE).order_by()
    of_choices = active.values_list("choice__language", "choice__frequency", "choice__wants_letter")
    for language, frequency, wants_letter, count in of_choices.annotate(Count("pk")):
        found[language] += count
        found[frequency] += count
        found["letter"] += count if wants_letter else 0
    return found
