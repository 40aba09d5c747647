"""What the newsroom adds to Wagtail. The name of this file is Wagtail's."""

from typing import Any, ClassVar

from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop
from wagtail import hooks
from wagtail.rich_text import LinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.signals import page_published
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from samverka.ground.audit.actions import record
from samverka.newsroom.choosers import CHOOSERS
from samverka.newsroom.models import Article, Boilerplate, Series


@receiver(page_published)
def tell_the_record(sender: Any, instance: Any, revision: Any, **more: Any) -> None:
    """Write in the record of changes who published what, and why, where it differs from the facts.

    Wagtail publishes in several ways, and this signal is what they have in common.
    """
    if not isinstance(instance, Article):
        return
    differs = {"reason": instance.override_reason, "differs": instance.accepted_differences}
    what = gettext_noop("Article published")
    details: dict[str, Any] = differs if instance.accepted_differences else {}
    record(what, instance, by=revision.user, at=timezone.now(), **details)


@hooks.register("before_bulk_action")
def stop_what_differs(request: HttpRequest, action: str, articles: list[Any], view: Any) -> HttpResponse | None:
    """Publish none of several drafts while one of them differs from the facts."""
    if action != "publish" or request.method != "POST":
        return None
    at, stopped = timezone.now(), []
    for page in articles:
        text = page.get_latest_revision_as_object()
        problems = text.problems(at) if isinstance(text, Article) else []
        stopped += [f"{page}: {problem}" for problem in problems]
    for sentence in stopped:
        messages.error(request, sentence)
    return redirect("wagtailadmin_explore_root") if stopped else None


@hooks.register("register_admin_viewset")
def choosers() -> list[Any]:
    """Offer the records of the programme to choose from."""
    return CHOOSERS


class Boilerplates(SnippetViewSet):
    """The standing texts."""

    model = Boilerplate
    icon = "doc-full-inverse"
    list_display: ClassVar[list[str]] = ["title_sv", "title_en"]


class AllSeries(SnippetViewSet):
    """The series of the blog."""

    model = Series
    icon = "list-ul"
    list_display: ClassVar[list[str]] = ["title_sv", "title_en"]


register_snippet(Boilerplates)
register_snippet(AllSeries)


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
