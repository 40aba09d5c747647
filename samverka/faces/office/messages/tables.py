"""How messages are shown."""

import re
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.ground.outbox.models import Message
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import badge, moment_tag

# Links that open an account or replace a password belong to the reader of the letter alone.
SECRET_LINK = re.compile(r"(https?://[^\s/]+/accounts/)\S+")


def message_badge(message: Message) -> dict[str, Any]:
    """Return in words whether the message has left."""
    if message.sent_at:
        return {"label": gettext_lazy("Sent"), "tone": "good"}
    if message.failure:
        return {"label": gettext_lazy("Not taken by the mail server"), "tone": "bad"}
    return {"label": gettext_lazy("On the way"), "tone": "info"}


def message_table(messages: Iterable[Message]) -> Table:
    """Return the table of messages."""
    columns = [Column(gettext_lazy("Subject")), Column(gettext_lazy("To")), Column(gettext_lazy("Written"))]
    columns.append(Column(gettext_lazy("State")))
    rows = []
    for message in messages:
        shown = message_badge(message)
        rows.append(
            [
                cell(message.subject, url=reverse("office:message", args=[message.pk])),
                cell(message.address),
                cell(moment_tag(message.written_at)),
                cell(badge(shown["label"], shown["tone"])),
            ]
        )
    return Table(gettext_lazy("Messages"), columns, rows)


def without_secret_links(text: str) -> str:
    """Return the text of a letter with the links left out by which an account is opened."""
    return SECRET_LINK.sub(lambda link: link[1] + _("… (the rest of this link is shown to its receiver only)"), text)
