"""Readers of the demonstration who get news by e-mail: what was sent to them, and what is being written."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.db import transaction

from samverka.newsroom.models import Article
from samverka.newsroom.subscriptions.actions import (
    ask_for_news,
    begin_newsletter,
    compose_due_digests,
    confirm_subscription,
)
from samverka.newsroom.subscriptions.models import Choice, Frequency, Kind, Subscription
from samverka.newsroom.subscriptions.sending import send_some

EVERYTHING: dict[str, Any] = {
    "frequency": Frequency.DAILY,
    "wants_letter": True,
    "kinds": [kind for kind in Kind.values if kind not in (Kind.LETTER, Kind.CALLS)],
    "topics": [],
    "countries": [],
    "goals": [],
}
ABOUT_WATER = {**EVERYTHING, "frequency": Frequency.WEEKLY, "wants_letter": False, "goals": ["6"]}
# Address, language, wish, and whether it has been confirmed.
READERS = (
    ("lisa@lasare.example", "sv", EVERYTHING, True),
    ("omar@lasare.example", "sv", ABOUT_WATER, True),
    ("grace@reader.example", "en", EVERYTHING, True),
    ("new@reader.example", "en", ABOUT_WATER, False),
)
LONG_ENOUGH = timedelta(days=40)


@transaction.atomic
def bring_in_readers(cast: SimpleNamespace, at: datetime) -> None:
    """Let readers subscribe, send them a first digest, and leave a newsletter half written; once."""
    if Subscription.objects.exists():
        return
    for email, language, wish, is_confirmed in READERS:
        asked_at = at - LONG_ENOUGH if is_confirmed else at
        ask_for_news(email, {**wish, "language": language}, language=language, origin="", at=asked_at)
        if is_confirmed:
            confirm_subscription(Subscription.objects.get(email=email), at=asked_at)
    # Their first digest tells of everything there is.
    Choice.objects.update(covered_until=at - LONG_ENOUGH, next_at=at)
    for number in compose_due_digests(at=at):
        while send_some(number, at=at) is not None:
            pass
    articles = [Article.objects.public(at).news().written_in(code).order_by("-out_at").first() for code in ("en", "sv")]
    begin_newsletter(
        subject_en="What the partnerships learnt this month",
        subject_sv="Det här lärde sig partnerskapen den här månaden",
        words_en="Hello,\n\nTwo waterworks, one sheet of paper: read how little it takes to show what was found.",
        words_sv="Hej!\n\nTvå vattenverk, ett pappersark: läs hur lite som krävs för att visa vad man fann.",
        articles=[one for one in articles if one],
        by=cast.maja,
        at=at,
    )
