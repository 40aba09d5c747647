"""The last day of a call as a calendar file that every calendar program can read."""

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from samverka.faces.website.frame import absolute
from samverka.faces.website.rows import addresses
from samverka.stages.calls.models import Call
from samverka.stages.calls.states import State

if TYPE_CHECKING:
    from icalendar import Alarm

REMIND_BEFORE = timedelta(days=7)


def calendar_of(call: Call) -> bytes:
    """Return the calendar file of a call, with its time zone. Its identity stays, so a later one replaces it."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - few ask for it, and every process would hold it

    title = _("Last day to apply: %(title)s") % {"title": call.title}
    address = absolute(addresses("website:call")(call.slug))
    closes_at = call.closes_at.astimezone(ZoneInfo(call.programme.time_zone))
    event = Event()
    event.add("uid", f"call-{call.key}@samverka")
    event.add("dtstamp", call.changed_at)
    event.add("last-modified", call.changed_at)
    event.add("sequence", int(call.changed_at.timestamp()) // 60)
    event.add("dtstart", closes_at)
    event.add("dtend", closes_at)
    event.add("summary", title)
    event.add("description", f"{call.title}\n{address}")
    event.add("url", address)
    event.add("status", "CANCELLED" if call.state == State.CANCELLED else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add_component(_reminder(title))
    calendar = Calendar()
    calendar.add("prodid", "-//Samverka//Calls//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _reminder(title: str) -> "Alarm":
    from icalendar import Alarm  # noqa: PLC0415

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -REMIND_BEFORE)
    return alarm
