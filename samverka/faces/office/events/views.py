"""The events room: occasions with how many come, the participants of one, taking one off the list, calling off."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samverka.faces.office.events.forms import CallOffForm
from samverka.faces.office.events.tables import CALLED_OFF, occasion_table, participant_table
from samverka.faces.office.frame import OfficePage
from samverka.newsroom.models import Occasion, Registration
from samverka.newsroom.permissions import can_call_off, can_edit_news, can_see_participants
from samverka.newsroom.registering import (
    call_off,
    cancel_registration,
    languages_of,
    problems_before_calling_off,
    problems_before_cancelling,
)
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
            "badge": CALLED_OFF if self.record.is_called_off else None,
            "table": participant_table(people, self.at),
            "actions": self.actions(),
            "timeline": timeline_of(self.record),
        }

    def actions(self) -> list[dict[str, Any]]:
        """Return what can be done with it: called off while it is still to come."""
        if problems_before_calling_off(self.record, at=self.at):
            return []
        url = reverse("office:occasion-call-off", args=[self.record.pk])
        return [{"label": _("Call it off"), "url": url, "is_dangerous": True}]


class CallOff(OfficePage, ActionPage):
    allowed = can_call_off
    records = Occasion.objects
    by = {"pk": "pk"}
    form_class = CallOffForm
    action = call_off
    problems = problems_before_calling_off
    is_dangerous = True
    heading = _("Call the event off")
    submit_label = _("Call it off")
    done = _("The event is called off, and everybody who had registered gets a letter.")

    def get_records(self) -> QuerySet[Occasion]:
        return Occasion.objects.counted()

    def form_arguments(self) -> dict[str, Any]:
        return {**super().form_arguments(), "languages": languages_of(self.record)}

    def get_consequences(self) -> list[Any]:
        number = self.record.coming + self.record.waiting
        letters = ngettext(
            "%(number)s person who has a place or waits gets a letter with the reason.",
            "%(number)s people who have a place or wait get a letter with the reason.",
            number,
        )
        return [
            letters % {"number": number},
            _("Its pages, lists, feeds and the calendar file say at once that it is called off. Nobody can register."),
            _("This cannot be undone: letters that have left cannot be taken back. Plan a new occasion instead."),
        ]

    def context(self) -> dict[str, Any]:
        crumbs = [(ROOM, reverse("office:occasions")), (self.record.title, self.cancel_url())]
        return {**super().context(), "breadcrumbs": crumbs, "lead": self.record.title}

    def done_url(self, result: Any) -> str:
        return self.cancel_url()

    def cancel_url(self) -> str:
        return reverse("office:occasion", args=[self.record.pk])


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
