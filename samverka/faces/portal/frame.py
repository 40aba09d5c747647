"""The frame of the portal: its menu."""

from typing import Any

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from samverka.ground.programme.models import Programme
from samverka.ground.programme.queries import programme_shown_first, programme_with_owner
from samverka.newsroom.comments.models import Commenter
from samverka.stages.organisations.models import organisations_of
from samverka.ui.pages import Page

HOME = ("portal:home", _("What waits"))
OF_ASSESSORS = [("portal:assessments", _("Assessments"))]
OF_PARTNERS = [
    ("portal:applications", _("Applications")),
    ("portal:agreements", _("Agreements")),
    ("portal:cases", _("Cases and reports")),
    ("portal:organisations", _("My organisations")),
]
OF_COMMENTERS = [("portal:comments", _("My comments"))]


def is_anybody(user: Any) -> bool:
    """Every person who has logged in may open the page; what it shows is that person's own."""
    return bool(user.is_authenticated)


def programme_of(user: Any) -> Programme | None:
    """Return the programme that the person assesses for, or applied in last; the one shown first for a newcomer."""
    if user.roles:
        return programme_with_owner(user.roles[0].programme_id)
    applied = Programme.objects.filter(calls__applications__partners__organisation__in=organisations_of(user))
    newest = applied.select_related("owner").order_by("-calls__applications__created_at").first()
    return newest or programme_shown_first()


class PortalPage(Page):
    """A page of the portal."""

    frame = "ui/portal.html"

    def context(self) -> dict[str, Any]:
        """Add the menu: what concerns the person, as assessor, member of an organisation, or reader who comments."""
        user, here, home = self.request.user, self.request.path, reverse("portal:home")
        rooms = [
            HOME,
            *(OF_ASSESSORS if user.has_role("assessor") else []),
            *(OF_PARTNERS if organisations_of(user) else []),
        ]
        # Partners and assessors find their comments by our letters and by the page of the rules.
        if len(rooms) == 1 or here.startswith(reverse("portal:comments")):
            rooms += OF_COMMENTERS if Commenter.objects.filter(user=user).exists() else []
        menu = [
            {"label": label, "url": url, "is_current": here == url if url == home else here.startswith(url)}
            for name, label in rooms
            for url in [reverse(name)]
        ]
        return {**super().context(), "menu": menu, "programme": SimpleLazyObject(lambda: programme_of(user))}
