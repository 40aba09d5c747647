"""The page above all that is written in one language."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PagePermissionTester

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


class NewsHome(Page):
    """The news of one language. It is laid out by `loading.lay_out`, once for each language."""

    parent_page_types = ["wagtailcore.Page"]
    is_creatable = False

    class Meta:
        verbose_name = _("news of a language")

    def permissions_for_user(self, user: Any) -> StandingPagePermissions:
        """Let nobody take the page away."""
        return StandingPagePermissions(user, self)

    def get_url_parts(self, *args: Any, **kwargs: Any) -> tuple[int, str, str]:
        """Return where the website shows the list; Wagtail serves no page itself."""
        return address(self.locale.language_code)

    def get_url(self, *args: Any, **kwargs: Any) -> str:
        """Return the public address, without the name of the site."""
        return self.get_url_parts()[2]
