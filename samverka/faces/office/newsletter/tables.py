"""How newsletters and mails are shown."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from samverka.newsroom.subscriptions.models import Frequency, Issue, Newsletter
from samverka.newsroom.subscriptions.queries import progress_of
from samverka.newsroom.subscriptions.states import IssueState, NewsletterState
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import badge, day_tag, day_text, moment_tag

TONES: dict[str, str] = {
    NewsletterState.DRAFT: "info",
    NewsletterState.PLANNED: "info",
    NewsletterState.SENT: "good",
    NewsletterState.DISCARDED: "neutral",
    IssueState.SENDING: "info",
    IssueState.STOPPED: "warn",
}
DIGESTS: dict[str, Any] = {
    Frequency.DAILY: _("Daily digest"),
    Frequency.WEEKLY: _("Weekly digest"),
    Frequency.MONTHLY: _("Monthly digest"),
}


def badge_of(record: Newsletter | Issue) -> dict[str, Any]:
    """Return the state in words."""
    return {"label": record.get_state_display(), "tone": TONES[record.state]}


def newsletter_table(newsletters: Iterable[Newsletter]) -> Table:
    """Return the table of newsletters."""
    columns = [Column(_("Newsletter")), Column(_("State")), Column(_("Begun")), Column(_("Leaves, or left"))]
    lines = [
        [
            cell(str(one), url=reverse("office:newsletter", args=[one.pk])),
            cell(badge(**badge_of(one))),
            cell(day_tag(one.begun_at)),
            cell(moment_tag(moment) if (moment := one.sent_at or one.leaves_at) else ""),
        ]
        for one in newsletters
    ]
    return Table(_("Newsletters"), columns, lines)


def issue_table(issues: Iterable[Issue]) -> Table:
    """Return the table of mails, with what became of them in numbers."""
    issues = list(issues)
    numbers = progress_of(issues)
    columns = [
        Column(_("Mail")),
        Column(_("To")),
        Column(_("State")),
        Column(_("Sent"), "number"),
        Column(_("Not delivered"), "number"),
    ]
    lines = []
    for issue in issues:
        progress = numbers[issue.pk]
        lines.append(
            [
                cell(str(issue), url=reverse("office:issue", args=[issue.pk])),
                cell(f"{readers_text(issue)}, {day_text(localdate(issue.until))}"),
                cell(badge(**badge_of(issue))),
                cell(progress.sent),
                cell(progress.refused + progress.bounced + progress.unknown),
            ]
        )
    return Table(_("Mails"), columns, lines)


def readers_text(issue: Issue) -> str:
    """Return for whom a mail is, in a few words: a digest of its frequency, or the newsletter, and the language."""
    kind = DIGESTS[issue.choice.frequency] if issue.choice else _("Newsletter")
    return f"{kind}, {issue.get_language_display().lower()}"
