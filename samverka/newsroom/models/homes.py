"""The page above all that is written in one language."""

from typing import Any, ClassVar

from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, Page, PagePermissionTester

from samverka.newsroom.addresses import address


class StandingPagePermissions(PagePermissionTester):
    """What an editor may do with a page that the addresses of the site rest on: change it, and no more."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """It is never deleted."""
        return False

    def can_move(self) -> bool:
        """It stays where it is."""
        return False

    def can_unpublish(self) -> bool:
        """It is always there."""
        return False


LONGEST_START = 300


class NewsHome(Page):
    """The news of one language, and what stands on top of the start page in it.

    It is laid out by `loading.lay_out`, once for each language.
    """

    start_heading = models.CharField(
        _("heading on the start page"), max_length=120, blank=True, help_text=_("Empty: the usual one.")
    )
    start_lead = models.TextField(
        _("lead on the start page"), max_length=LONGEST_START, blank=True, help_text=_("Empty: the usual one.")
    )

    parent_page_types = ["wagtailcore.Page"]
    is_creatable = False
    preview_modes: ClassVar[list[tuple[str, Any]]] = []

    class Meta:
        verbose_name = _("news of a language")

    @classmethod
    def get_edit_handler(cls) -> Any:
        """Return the form in which it is changed. It is named and not imported: few processes ever show it."""
        return import_string("samverka.newsroom.panels.form_of_home")(cls)

    def permissions_for_user(self, user: Any) -> StandingPagePermissions:
        """Let nobody take the page away."""
        return StandingPagePermissions(user, self)

    def get_url_parts(self, *args: Any, **kwargs: Any) -> tuple[int, str, str]:
        """Return where the website shows the list; Wagtail serves no page itself."""
        return address(self.locale.language_code)

    def get_url(self, *args: Any, **kwargs: Any) -> str:
        """Return the public address, without the name of the site."""
        return self.get_url_parts()[2]


class Chosen(Orderable):
    """An article that an editor has chosen for the start page; it stands there while it is public."""

    home = ParentalKey(NewsHome, on_delete=models.CASCADE, related_name="chosen")
    article = models.ForeignKey("newsroom.Article", models.CASCADE, related_name="+", verbose_name=_("article"))

    class Meta(Orderable.Meta):
        verbose_name = _("chosen article")

    def __str__(self) -> str:
        return str(self.article)
