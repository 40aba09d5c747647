"""The rules for comments, kept by editors beside the other texts that stand once. Loaded where an editor comes."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from samverka.newsroom.comments.models import Rule


class Rules(ModelViewSet):
    """The rules that readers see beside the box, and from which the reason of a removal is chosen."""

    model = Rule
    icon = "list-ol"
    menu_label = _("Rules for comments")
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display: ClassVar[list[str]] = ["title_sv", "title_en", "is_in_force"]
    form_fields: ClassVar[list[str]] = ["title_sv", "title_en", "text_sv", "text_en", "position", "is_in_force"]


@hooks.register("register_admin_viewset")
def rules() -> Any:
    """Offer the rules."""
    return Rules()
