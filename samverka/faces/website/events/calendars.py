"""An event as a calendar file."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from samverka.faces.website.frame import absolute
from samverka.faces.website.rows import addresses


def calendar_of(event: Any) -> bytes:
    """Return the calendar file of an event. Its identity is the same in both languages, so a later one replaces it."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - few ask for it, and every process would hold it

    occasion = event.occasion
    changed_at: datetime = max(occasion.changed_at, event.changed_at)
    address = absolute(addresses("website:article")(event.slug))
    one = Event()
    one.add("uid", f"occasion-{occasion.pk}@samverka")
    one.add("dtstamp", changed_at)
    one.add("last-modified", changed_at)
    one.add("sequence", int(changed_at.timestamp()) // 60)
    one.add("dtstart", localtime(occasion.starts_at))
    one.add("dtend", localtime(occasion.ends_at))
    one.add("summary", event.title)
    one.add("description", f"{event.lead}\n{address}")
    one.add("url", address)
    if place := occasion.place.text or occasion.online_url:
        one.add("location", place)
    calendar = Calendar()
    calendar.add("prodid", "-//Samverka//Events//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(one)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
