"""An event as a calendar file."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from samverka.faces.website.frame import absolute
from samverka.faces.website.rows import addresses
from samverka.ground.common.bilingual import localised
from samverka.newsroom.kinds import title_now


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
    # Counted in minutes; what is called off within the minute of another change still comes after that.
    one.add("sequence", int(changed_at.timestamp()) // 60 + occasion.is_called_off)
    one.add("status", "CANCELLED" if occasion.is_called_off else "CONFIRMED")
    one.add("dtstart", localtime(occasion.starts_at))
    one.add("dtend", localtime(occasion.ends_at))
    one.add("summary", title_now(event.title, occasion.called_off_at))
    reason = f"{localised(occasion, 'called_off_reason').text}\n\n" if occasion.is_called_off else ""
    one.add("description", f"{reason}{event.lead}\n{address}")
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
