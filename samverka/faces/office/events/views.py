"""The events room: occasions with how many come, the participants of one, and taking one off the list."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.events.tables import occasion_table, participant_table
from samverka.faces.office.frame import OfficePage
from samverka.newsroom.models import Occasion, Registration
from samverka.newsroom.permissions import can_edit_news, can_see_participants
from samverka.newsroom.registering import cancel_registration, problems_before_cancelling
from samverka.ui.pages import ActionPage, ListPage, RecordPage
from samverka.ui.showing import timeline_of

ROOM = _("Events")


class OccasionList(OfficePage, ListPage):
    allowed = can_edit_news
    heading = ROOM
    lead = _("When and where is written in the newsroom, under Occasions. Here you see who comes.")
    empty_text = _("No event has been planned yet.")

    def rows(self) -> QuerySet[Occasion]:
        return Occasion.objects.visible_to(self.request.user).counted().order_by("-starts_at", "pk")

    def table(self, rows: Any) -> Any:
        return occasion_table(rows)


class OccasionRecord(OfficePage, RecordPage):
    allowed = can_see_participants
    records = Occasion.objects
    by = {"pk": "pk"}
    template_name = "office/events/occasion.html"

    def get_records(self) -> QuerySet[Occasion]:
        return Occasion.objects.counted()

    def context(self) -> dict[str, Any]:
        people = self.record.registrations.order_by("registered_at", "pk")
        return {
            **super().context(),
            "heading": self.record.title,
            "breadcrumbs": [(ROOM, reverse("office:occasions"))],
            "occasion": self.record,
            "table": participant_table(people, self.at),
            "timeline": timeline_of(self.record),
        }


class CancelRegistration(OfficePage, ActionPage):
    allowed = can_see_participants
    records = Registration.objects
    by = {"pk": "pk"}
    action = cancel_registration
    problems = problems_before_cancelling
    is_dangerous = True
    heading = _("Take off the list")
    submit_label = _("Take off the list")
    done = _("The person is off the list.")
    consequences = [
        _("The person gets a letter."),
        _("Who has waited longest gets the place, and a letter too."),
    ]

    def get_records(self) -> QuerySet[Registration]:
        return Registration.objects.select_related("occasion")

    def context(self) -> dict[str, Any]:
        crumbs = [(ROOM, reverse("office:occasions")), (self.record.occasion.title, self.cancel_url())]
        return {**super().context(), "breadcrumbs": crumbs, "lead": self.record.name}

    def done_url(self, result: Any) -> str:
        return self.cancel_url()

    def cancel_url(self) -> str:
        return reverse("office:occasion", args=[self.record.occasion_id])
