"""What the newsroom adds to Wagtail. The name of this file is Wagtail's."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.generic import EditView
from wagtail.admin.viewsets.model import ModelViewSet

from samverka.newsroom.choosers import CHOOSERS
from samverka.newsroom.models import Article, Boilerplate, Occasion, Series
from samverka.newsroom.registering import fill_places


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


class ChangeOccasion(EditView):
    """The form of an occasion. Where there is more room than before, those who wait move up."""

    def save_instance(self) -> Any:
        """Save it, and give away the places that there are now."""
        saved = super().save_instance()
        fill_places(saved, at=timezone.now())
        return saved


class Boilerplates(ModelViewSet):
    """The standing texts."""

    model = Boilerplate
    icon = "doc-full-inverse"
    menu_label = _("Standing texts")
    add_to_admin_menu = True
    list_display: ClassVar[list[str]] = ["title_sv", "title_en"]
    form_fields: ClassVar[list[str]] = ["title_sv", "title_en", "text_sv", "text_en"]


class AllSeries(ModelViewSet):
    """The series of the blog."""

    model = Series
    icon = "list-ul"
    menu_label = _("Series")
    add_to_admin_menu = True
    list_display: ClassVar[list[str]] = ["title_sv", "title_en"]
    form_fields: ClassVar[list[str]] = ["title_sv", "title_en", "text_sv", "text_en"]


class Occasions(ModelViewSet):
    """When and where events are."""

    model = Occasion
    icon = "calendar-alt"
    menu_label = _("Occasions")
    add_to_admin_menu = True
    edit_view_class = ChangeOccasion
    list_display: ClassVar[list[str]] = ["title_sv", "title_en", "starts_at", "called_off_at"]
    form_fields: ClassVar[list[str]] = [
        *("title_sv", "title_en", "starts_at", "ends_at", "place_sv", "place_en", "online_url"),
        *("takes_registrations", "places", "closes_at", "days_kept"),
    ]


@hooks.register("register_admin_viewset")
def kept_once() -> list[Any]:
    """Let editors keep what stands once and is shown in many places."""
    return [Boilerplates(), AllSeries(), Occasions()]
