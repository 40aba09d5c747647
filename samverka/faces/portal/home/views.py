"""The home of partners and assessors: what waits for me, by when."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.frame import PortalPage, is_anybody
from samverka.faces.portal.home.worklist import tasks_of
from samverka.stages.applications.permissions import can_start_application
from samverka.stages.calls.models import Call


class Home(PortalPage):
    allowed = is_anybody
    template_name = "portal/home/home.html"
    heading = _("What waits for you")

    def get(self, request: Any) -> Any:
        return self.draw()

    def context(self) -> dict[str, Any]:
        user = self.request.user
        calls = Call.objects.open_at(self.at).select_related("programme") if can_start_application(user) else []
        return {**super().context(), "tasks": tasks_of(user, self.at), "calls": calls}
