"""The frame of the office: its menu, and that only people of the office get in."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.ground.accounts.models import OFFICE
from samverka.ui.pages import Page

ROOMS = [
    ("office:home", _("What waits")),
    ("office:calls", _("Calls")),
    ("office:rule-sets", _("Rules")),
    ("office:applications", _("Applications")),
    ("office:decisions", _("Decisions")),
    ("office:agreements", _("Agreements")),
    ("office:cases", _("Cases")),
    ("office:payments", _("Payments")),
    ("office:people", _("People")),
    ("office:organisations", _("Organisations")),
    ("office:messages", _("Messages")),
    ("office:audit", _("Record of changes")),
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
            for name, label in ROOMS
            for url in [reverse(name)]
        ]
        own = next(role.programme for role in self.request.user.roles if role.kind in OFFICE)
        return {**super().context(), "menu": menu, "programme": own}
