"""Addresses as other sites need them: with the name of this site, and the same for ever."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override


def absolute(path: str) -> str:
    """Return the address of `path` with the name of this site, for feeds, calendars and other sites."""
    return f"{settings.SITE_ADDRESS}{path}"


def identity(name: str, *slug: str) -> str:
    """Return what a record is known by among machines and in citations: its address in English, which never changes."""
    with override("en"):
        return absolute(reverse(name, args=slug))
