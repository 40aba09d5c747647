"""The words of a mail: a text that is read as it is, and the same as simple HTML; both together at most 30 KB.

What differs from reader to reader are two links. They are put in last, in the place of two marks that no text has.
"""

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail.message import SafeMIMEText
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from samverka.ground.common.bilingual import localised
from samverka.ground.programme.models import Programme
from samverka.ground.programme.queries import programme_shown_first
from samverka.newsroom.addresses import address
from samverka.newsroom.kinds import KINDS, LABELS, ONE_OF, title_now
from samverka.newsroom.models import Article
from samverka.newsroom.subscriptions.models import Choice, Issue, Kind, Newsletter, Piece
from samverka.newsroom.subscriptions.queries import articles_for, calls_for, kept_back
from samverka.newsroom.subscriptions.rules import MOST_BYTES
from samverka.stages.calls.models import Call
from samverka.stages.calls.states import State as CallState
from samverka.ui.templatetags.ui import day_text

MINE, UNSUBSCRIBE = "\ue001", "\ue002"
WIDTH = 72
SHORT_LINE = 40  # Under a heading: also a telephone shows it in one.
LONGEST_LINE = 240  # Signs, of at most four bytes; a line of a mail may have 998.
LONGEST_LEAD = 320
MOST_TOLD = 40  # Nobody reads on; the page of the news has them all.
# What the head of a mail, its boundaries and the two links in both parts take, with room to spare.
FOR_THE_HEAD = 4_000
_NO_WORD = re.compile(r"(\S{200})(?=\S)")


@dataclass
class Told:
    """An article or a call as a mail tells of it."""

    title: str
    kind: str
    meta: str
    lead: str
    url: str


@dataclass
class Mail:
    """A mail as all of a group get it, but for the two links.

    `reasons` says what was left out, by number of piece; `held`
    the same by title, for who looks at it before.
    """

    subject: str
    text: str
    html: str
    told: list[Told] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)
    held: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing in it."""
        return not self.text

    @property
    def plain(self) -> str:
        """Return the text for who looks at it and is no subscriber: without links of anybody."""
        return self.for_reader("…", "…")[0]

    @property
    def body(self) -> SafeString:
        """Return what stands in the body of the HTML, without its title and the links of anybody."""
        inner = self.html.partition("</h1>")[2].rpartition("<hr>")[0]
        return mark_safe(inner.replace("<h3>", "<h4>").replace("</h3>", "</h4>").replace("h2>", "h3>"))  # noqa: S308 - written by our template

    def for_reader(self, mine: str, unsubscribe: str) -> tuple[str, str]:
        """Return text and HTML with the links of one reader."""
        text = self.text.replace(MINE, mine).replace(UNSUBSCRIBE, unsubscribe)
        return text, self.html.replace(MINE, mine).replace(UNSUBSCRIBE, unsubscribe)


def mail_of(issue: Issue, at: datetime) -> Mail:
    """Return the mail as it is at `at`: with what of it may leave now, and why other things may not."""
    pieces = list(issue.pieces.all())
    reasons = reasons_now(pieces, at)
    staying = [piece for piece in pieces if not reasons[piece.pk]]
    with override(issue.language):
        told = told_of(staying)
        words = getattr(issue.newsletter, f"words_{issue.language}") if issue.newsletter else ""
        subject = getattr(issue.newsletter, f"subject_{issue.language}") if issue.newsletter else ""
        mail = composed(told, words=words, subject=subject, is_letter=bool(issue.newsletter))
    mail.reasons = reasons
    return mail


def reasons_now(pieces: Iterable[Piece], at: datetime) -> dict[int, str]:
    """Return why each piece may not leave at `at`, empty where it may, by the number of the piece."""
    pieces = list(pieces)
    hidden = kept_back([one.article_id for one in pieces if one.article_id], at)
    calls = [one.call_id for one in pieces if one.call_id]
    shown = set(
        Call.objects.public().exclude(state=CallState.CANCELLED).filter(pk__in=calls).values_list("pk", flat=True)
    )
    return {
        one.pk: hidden.get(one.article_id, "")
        if one.article_id
        else ("" if one.call_id in shown else Piece.Reason.NOT_PUBLIC)
        for one in pieces
    }


def told_of(pieces: Iterable[Piece]) -> list[Told]:
    """Return what the mail tells of the pieces, in their order, in the language in force: two queries."""
    pieces = list(pieces)
    articles = {one.number: one for one in articles_told(one.article_id for one in pieces if one.article_id)}
    calls = Call.objects.select_related("programme").in_bulk([one.call_id for one in pieces if one.call_id])
    return [articles[one.article_id].told if one.article_id else call_told(calls[one.call_id]) for one in pieces]


@dataclass
class ArticleTold:
    """An article as a mail tells of it, with its number."""

    number: int
    told: Told


def articles_told(numbers: Iterable[int | None]) -> list[ArticleTold]:
    """Return these articles as mails tell of them."""
    words = ("pk", "title", "slug", "lead", "content_type__model", "is_demonstration", "locale__language_code")
    # The day of an event is when it begins.
    moment = Coalesce("eventpage__occasion__starts_at", "out_at")
    found = []
    off_at = "eventpage__occasion__called_off_at"
    rows = Article.objects.filter(pk__in=list(numbers)).values_list(*words, moment, off_at)
    for number, title, slug, lead, model, is_demonstration, language, day, called_off_at in rows:
        kind = KINDS[model]
        url = f"{settings.SITE_ADDRESS}{address(language, slug)[2]}"
        meta = f"{ONE_OF[kind]}, {day_text(localdate(day))}"
        told = Told(_marked(title_now(title, called_off_at), is_demonstration), kind, meta, _short(lead), url)
        found.append(ArticleTold(number, told))
    return found


def call_told(call: Call) -> Told:
    """Return what a mail tells of a call."""
    meta = pgettext("call", "Open until %(day)s") % {"day": day_text(localdate(call.closes_at))}
    url = f"{settings.SITE_ADDRESS}{reverse('website:call', args=[call.slug])}"
    title = _marked(call.title, call.programme.is_demonstration)
    return Told(title, Kind.CALLS, meta, _short(localised(call, "summary").text), url)


def _marked(title: str, is_demonstration: bool) -> str:
    """Return the title as it stands alone: what is made up says so in it."""
    title = _clean(title)
    return f"{_('Demonstration')}: {title}" if is_demonstration else title


def _short(text: str) -> str:
    return Truncator(" ".join(_clean(text).split())).chars(LONGEST_LEAD)


def _clean(text: str) -> str:
    """Return the text without the two marks, and what is longer than any word or address in pieces."""
    return _NO_WORD.sub(r"\1 ", text.replace(MINE, "").replace(UNSUBSCRIBE, "").replace("\r\n", "\n"))


# --- Looked at before ------------------------------------------------------------------------------------------------


def previewed(numbers: Iterable[int], at: datetime, **words: str) -> Mail:
    """Return a newsletter of these articles as it would leave at `at`, in the language in force."""
    numbers = list(numbers)
    hidden = kept_back(numbers, at)
    told = {one.number: one.told for one in articles_told(numbers)}
    mail = composed([told[number] for number in numbers if number not in hidden], is_letter=True, **words)
    mail.held = [(told[number].title, Piece.Reason(hidden[number]).label) for number in numbers if number in hidden]
    return mail


def newsletter_previewed(newsletter: Newsletter, language: str, at: datetime) -> Mail:
    """Return a newsletter in a language as it would leave at `at`."""
    articles = newsletter.articles.filter(locale__language_code=language).order_by("-out_at", "-pk")
    words = {name: getattr(newsletter, f"{name}_{language}") for name in ("words", "subject")}
    with override(language):
        return previewed(articles.values_list("pk", flat=True), at, **words)


def digest_previewed(choice: Choice, since: datetime, at: datetime) -> tuple[Mail, list[tuple[str, Any]]]:
    """Return the digest of a choice, which need not be kept, as it would leave at `at`, and what would be left out."""
    articles = [Piece(article_id=number) for number in articles_for(choice, since, at).values_list("pk", flat=True)]
    calls = [Piece(call_id=number) for number in calls_for(choice, since, at).values_list("pk", flat=True)]
    pieces = [*calls, *articles]
    for place, piece in enumerate(pieces):
        piece.pk = place
    reasons = reasons_now(pieces, at)
    staying = composed(told_of([piece for piece in pieces if not reasons[piece.pk]]))
    held = [piece for piece in pieces if reasons[piece.pk]]
    told = told_of(held)
    return staying, [(one.title, Piece.Reason(reasons[piece.pk]).label) for one, piece in zip(told, held, strict=True)]


# --- One mail --------------------------------------------------------------------------------------------------------


def composed(told: list[Told], *, words: str = "", subject: str = "", is_letter: bool = False) -> Mail:
    """Return the mail in the language in force; empty where there is nothing to tell.

    What does not fit is not told of one by one: a line says how much more there is, and where.
    """
    words = _clean(words).strip()
    if not told and not words:
        return Mail("", "", "")
    programme = programme_shown_first()
    subject = " ".join(_clean(subject).split()) or subject_for(told, programme)
    best, fewest, most = None, 0, min(len(told), MOST_TOLD)
    while fewest <= most:
        number = (fewest + most) // 2
        facts = _facts(told[:number], len(told) - number, words, subject, programme, is_letter)
        mail = Mail(subject, _as_text(facts), _as_html(facts), told)
        if _bytes_of(mail) <= MOST_BYTES - FOR_THE_HEAD:
            best, fewest = mail, number + 1
        else:
            most = number - 1
    if best:
        return best
    # Signs that nobody writes whole letters in can still be too many.
    return composed(told, words=words[: len(words) // 2], subject=subject, is_letter=is_letter)


def _bytes_of(mail: Mail) -> int:
    """Return how long both parts are as they leave: in lines that are too long, what is not ASCII takes three times."""
    parts = ((mail.text, "plain"), (mail.html, "html"))
    return sum(len(SafeMIMEText(text, kind, "utf-8").as_bytes()) for text, kind in parts)


def subject_for(told: list[Told], programme: Programme | None) -> str:
    """Return the subject of what was given none: its first title, and how much more there is; or who writes."""
    name = programme.name if programme else "Samverka"
    if not told:
        return name
    first = Truncator(told[0].title).chars(90)
    more = len(told) - 1
    if not more:
        return f"{first} – {name}"
    rest = ngettext("and %(number)s more", "and %(number)s more", more) % {"number": more}
    return f"{first} {rest} – {name}"


def _facts(
    told: list[Told], more: int, words: str, subject: str, programme: Programme | None, is_letter: bool
) -> dict[str, Any]:
    name = programme.name if programme else "Samverka"
    why = (
        _("You get this newsletter because you asked for it, and confirmed it, on our site.")
        if is_letter
        else _("You get this because you asked for news by e-mail, and confirmed it, on our site.")
    )
    rest = ngettext("There is %(number)s more on our site:", "There are %(number)s more on our site:", more)
    return {
        "subject": subject,
        "name": name,
        "owner": programme.owner.name if programme else "",
        "words": words,
        "groups": _grouped(told),
        "more": rest % {"number": more} if more else "",
        "news_url": f"{settings.SITE_ADDRESS}{reverse('website:news')}",
        "why": why,
        "mine": MINE,
        "unsubscribe": UNSUBSCRIBE,
    }


def _grouped(told: list[Told]) -> list[tuple[str, list[Told]]]:
    """Return what is told under its headings; one heading alone says nothing."""
    headings = {Kind.CALLS: _("Calls that have opened"), **LABELS}
    groups = [(str(heading), [one for one in told if one.kind == kind]) for kind, heading in headings.items()]
    return [(heading, ones) for heading, ones in groups if ones]


def _as_text(facts: dict[str, Any]) -> str:
    """Return the mail as text: lines that fit a screen, each address on a line of its own."""
    lines = [f"{_wrapped(facts['subject'])}\n{'=' * min(len(facts['subject']), SHORT_LINE)}"]
    lines += [_wrapped(paragraph) for paragraph in facts["words"].split("\n\n") if paragraph.strip()]
    for heading, ones in facts["groups"]:
        lines.append(f"{heading.upper()}\n{'-' * len(heading)}")
        # One empty line within, two between: that is all by which plain text can tell what belongs together.
        lines += [f"{_wrapped(one.title)}\n{one.meta}\n\n{_wrapped(one.lead)}\n\n{one.url}\n" for one in ones]
    if facts["more"]:
        lines.append(f"{facts['more']}\n{facts['news_url']}")
    sender = f"{facts['name']}, {facts['owner']}" if facts["owner"] else facts["name"]
    lines.append(f"-- \n{_wrapped(facts['why'])}")
    lines += [_("Change what you get:") + f"\n{MINE}", _("Unsubscribe:") + f"\n{UNSUBSCRIBE}"]
    lines.append(_wrapped(sender))
    return "\n\n".join(lines) + "\n"


def _wrapped(text: str) -> str:
    """Return the paragraph in lines of 72 signs; what was written on lines of its own stays so."""
    return "\n".join("\n".join(_lines(line, WIDTH)) for line in text.splitlines())


def _as_html(facts: dict[str, Any]) -> str:
    """Return the mail as HTML, in lines that mail servers take as they are."""
    paragraphs = [one for one in facts["words"].split("\n\n") if one.strip()]
    html = render_to_string("subscriptions/mail.html", {**facts, "paragraphs": paragraphs})
    lines = (part for line in html.splitlines() for part in _lines(line, LONGEST_LINE))
    return "\n".join(lines) + "\n"


def _lines(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
