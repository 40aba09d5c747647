"""The messages room: what was sent to whom, as it was sent."""

from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.frame import OfficePage
from samverka.faces.office.messages.forms import MessageFilter
from samverka.faces.office.messages.tables import message_badge, message_table, without_secret_links
from samverka.ground.outbox.models import Message
from samverka.ground.outbox.permissions import can_see_message, can_see_messages
from samverka.ui.pages import ListPage, RecordPage
from samverka.ui.templatetags.ui import moment_tag


class MessageList(OfficePage, ListPage):
    allowed = can_see_messages
    heading = _("Messages")
    lead = _("Every letter that has been written to somebody, kept as it was sent.")
    empty_text = _("No message fits.")

    def rows(self) -> QuerySet[Message]:
        wanted = MessageFilter(self.request.GET)
        found = Message.objects.visible_to(self.request.user).defer("body")
        if not wanted.is_valid():
            return found
        if wanted.cleaned_data["state"]:
            found = getattr(found, wanted.cleaned_data["state"])()
        text = wanted.cleaned_data["q"]
        return found.filter(Q(address__icontains=text) | Q(subject__icontains=text)) if text else found

    def table(self, rows: Any) -> Any:
        return message_table(rows)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "filters": MessageFilter(self.request.GET or None)}


class MessageRecord(OfficePage, RecordPage):
    allowed = can_see_message
    records = Message.objects
    by = {"pk": "pk"}
    template_name = "office/messages/message.html"

    def get_records(self) -> QuerySet[Message]:
        return Message.objects.select_related("recipient")

    def context(self) -> dict[str, Any]:
        message = self.record
        return {
            **super().context(),
            "breadcrumbs": [(_("Messages"), reverse("office:messages"))],
            "badge": message_badge(message),
            "body": without_secret_links(message.body),
            "facts": [
                (_("To"), message.address),
                (_("From"), message.sender),
                (_("Language"), dict(settings.LANGUAGES).get(message.language, message.language)),
                (_("Written"), moment_tag(message.written_at)),
                (_("Sent"), moment_tag(message.sent_at)),
                (_("Tries"), message.attempts or ""),
                (_("The mail server said"), message.failure),
            ],
        }
