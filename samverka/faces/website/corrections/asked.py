"""Which page a reader speaks of: its address, the record it shows, and the version the reader saw."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _

from samverka.faces.website.frame import WebsitePage

LONGEST_ADDRESS = 500


@dataclass(frozen=True)
class AskedPage:
    """A public page, and the record that it shows if it shows one."""

    path: str
    record: Any = None
    heading: Any = ""

    @property
    def name(self) -> str:
        """Return what the page is called: the public name of its record, its heading, or its address."""
        return str(getattr(self.record, "public_title", None) or self.record or self.heading or self.path)


def asked_page(request: HttpRequest) -> AskedPage:
    """Return the public page named in the address of the form; the start page when it names none that there is."""
    return public_page(request.GET.get("page", "")) or AskedPage(reverse("website:home"), heading=_("The start page"))


def public_page(path: str) -> AskedPage | None:
    """Return the page at `path` of this site; nothing where the public finds no page there."""
    bare = path.partition("?")[0]
    if len(path) > LONGEST_ADDRESS or not path.isprintable():
        return None
    with override(get_language_from_path(bare)):
        try:
            found = resolve(bare)
        except Resolver404:
            return None
    view = getattr(found.func, "view_class", None)
    if found.app_names != ["website"] or view is None or not issubclass(view, WebsitePage):
        return None
    if view.records is None:
        with override(get_language_from_path(bare)):
            name = view(**found.func.view_initkwargs).name_of(**found.kwargs)  # type: ignore[attr-defined]
        return AskedPage(path, heading=name)
    wanted = {field: found.kwargs[name] for name, field in view.by.items()}
    record = view.records.all().public().filter(**wanted).first()
    return AskedPage(path, record) if record else None


def asked_version(request: HttpRequest) -> datetime | None:
    """Return when the record had last changed, as the reader saw it: seconds since 1970 in the address of the form."""
    seconds = request.GET.get("version", "")
    is_moment = seconds.isascii() and seconds.isdigit() and len(seconds) < 11
    return datetime.fromtimestamp(int(seconds), tz=UTC) if is_moment else None
