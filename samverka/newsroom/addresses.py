"""Where the website shows what is written here. The pages themselves are its own; only their names are known."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

# Wagtail asks for the number of a site; there is one.
ONE_SITE = 1


def writing_address(number: int) -> str:
    """Return where an editor writes an article. The address is Wagtail's, and known only where its pages are loaded."""
    return f"/newsroom/pages/{number}/edit/"


def address(language: str, slug: str = "") -> tuple[int, str, str]:
    """Return (site, its name, path) of an article in a language, or of the list of all."""
    with override(language):
        path = reverse("website:article", args=[slug]) if slug else reverse("website:news")
    return ONE_SITE, settings.SITE_ADDRESS, path
