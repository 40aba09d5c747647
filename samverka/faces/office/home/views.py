"""The home of the office: what waits for me, by when."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from samverka.faces.office.frame import OfficePage
from samverka.faces.office.home.worklist import tasks_of
from samverka.stages.calls.permissions import can_see_calls


class Home(OfficePage):
    allowed = can_see_calls
    template_name = "office/home/home.html"
    heading = _("What waits for you")

    def get(self, request: Any) -> Any:
        return self.draw()

    def context(self) -> dict[str, Any]:
        return {**super().context(), "tasks": tasks_of(self.request.user, self.at)}
