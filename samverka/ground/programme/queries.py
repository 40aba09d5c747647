"""Reads over programmes."""

from samverka.ground.programme.models import Programme


def programme_shown_first() -> Programme | None:
    """Return the programme that the public start page speaks for: the one marked so, or the first."""
    return Programme.objects.select_related("owner").order_by("-is_shown_first", "pk").first()


def programme_with_owner(number: int) -> Programme:
    """Return the programme as the frame of a page names it, with its owner."""
    return Programme.objects.select_related("owner").get(pk=number)
