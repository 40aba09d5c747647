"""Public pages by their address: the same page has one address in each language."""

from django.urls import translate_url
from django.utils.translation import get_language_from_path, override

STORED_LANGUAGE = "en"


def page_in(path: str, language: str) -> str:
    """Return the address in `language` (`sv`, `en`) of the page at `path`, without what stands after a question mark.

    A path that is no page of this site comes back as it is.
    """
    bare = path.partition("?")[0]
    with override(get_language_from_path(bare) or language):
        return translate_url(bare, language)
