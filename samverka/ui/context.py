"""What every template can count on."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from samverka.ground.programme.queries import programme_shown_first


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the programme that the page speaks for, and the same page in the other languages."""
    return {
        "programme": SimpleLazyObject(programme_shown_first),
        "alternates": SimpleLazyObject(lambda: alternates(request)),
        "is_demo": settings.DEMO,
        "section": section_of(request.path),
    }


def section_of(path: str) -> tuple[str, bool]:
    """Return which entry of the public menu a page belongs to, and whether it stands below it: ("cases", True)."""
    _before, _language, name, below = [*path.split("/", 3), "", "", ""][:4]
    return name, bool(below)


def alternates(request: HttpRequest) -> list[tuple[str, str, str]]:
    """Return (code, name in its own language, address) of this page in each other language."""
    own_names = {"sv": "Svenska", "en": "English"}
    here = request.get_full_path()
    others = [code for code, _name in settings.LANGUAGES if code != get_language()]
    return [(code, own_names[code], address) for code in others if (address := translate_url(here, code)) != here]
