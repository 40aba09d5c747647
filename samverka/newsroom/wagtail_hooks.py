"""What the newsroom adds to Wagtail. The name of this file is Wagtail's."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from samverka.newsroom.choosers import CHOOSERS


@hooks.register("register_admin_viewset")
def choosers() -> list[Any]:
    """Offer the records of the programme to choose from."""
    return CHOOSERS


class Outside(LinkHandler):
    """A link to another site, which says so."""

    identifier = "external"

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> SafeString:
        """Return the beginning of the link."""
        return format_html('<a href="{}" rel="external">', attrs["href"])


@hooks.register("register_rich_text_features")
def links(features: FeatureRegistry) -> None:
    """Mark the links that lead away from this site."""
    features.register_link_type(Outside)
