"""The frame of the office: its menu, and that only people of the office get in."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.ground.audit.permissions import can_see_events
from samverka.ground.outbox.permissions import can_see_messages
from samverka.ground.programme.queries import programme_with_owner
from samverka.newsroom.comments.permissions import can_moderate_comments
from samverka.newsroom.permissions import can_edit_news
from samverka.newsroom.subscriptions.permissions import can_see_newsletters
from samverka.stages.corrections.permissions import can_see_reports
from samverka.stages.enquiries.permissions import can_see_enquiries
from samverka.ui.pages import Page

# The address of each room, its name, and who may enter it where that is not everybody in the office.
ROOMS: list[tuple[Any, ...]] = [
    ("office:home", _("What waits")),
    ("office:calls", _("Calls")),
    ("office:rule-sets", _("Rules")),
    ("office:applications", _("Applications")),
    ("office:decisions", _("Decisions")),
    ("office:agreements", _("Agreements")),
    ("office:cases", _("Cases")),
    ("office:payments", _("Payments")),
    ("office:error-reports", _("Corrections"), can_see_reports),
    ("office:comments", _("Comments"), can_moderate_comments),
    ("office:occasions", _("Events"), can_edit_news),
    ("office:newsletters", _("Newsletter"), can_see_newsletters),
    ("office:enquiries", _("Enquiries"), can_see_enquiries),
    ("office:people", _("People")),
    ("office:organisations", _("Organisations")),
    ("office:partnerships", _("Partnerships")),
    ("office:messages", _("Messages"), can_see_messages),
    ("office:audit", _("Record of changes"), can_see_events),
]


class OfficePage(Page):
    """A page of the office; a stranger gets the answer that a wrong address gets."""

    frame = "ui/office.html"

    def admit(self) -> None:
        """Let in nobody but the office, whatever else the page asks for."""
        if not self.request.user.is_in_office:
            raise Http404
        super().admit()

    def context(self) -> dict[str, Any]:
        """Add the menu, and the programme that the person works for."""
        here = self.request.path
        home = reverse("office:home")
        menu = [
            {"label": label, "url": url, "is_current": here == url if url == home else here.startswith(url)}
            for name, label, *allowed in ROOMS
            if all(may(self.request.user) for may in allowed)
            for url in [reverse(name)]
        ]
        # Who works for two programmes reads which of them a record belongs to.
        numbers = self.request.user.office_programmes
        of_record = getattr(self.record, "programme_id", None)
        own = programme_with_owner(of_record if of_record in numbers else numbers[0])
        return {**super().context(), "menu": menu, "programme": own}
