"""What the newsroom needs before anybody can write: languages, a page for each, and what editors may do there."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page, Site

from samverka.newsroom.models import NewsHome

GROUP = "Newsroom"
HOMES = {"en": ("News", "news"), "sv": ("Nyheter", "nyheter")}
ON_PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page")
ON_PICTURES = ("add_image", "change_image", "choose_image")


@transaction.atomic
def lay_out() -> dict[str, NewsHome]:
    """Return the page of each language, by its code. What is missing is made; what is there is left alone."""
    languages = {code: Locale.objects.get_or_create(language_code=code)[0] for code in HOMES}
    homes = {one.locale.language_code: one for one in NewsHome.objects.select_related("locale")}
    if missing := [code for code in HOMES if code not in homes]:
        root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=languages["en"])
        for code in missing:
            homes[code] = _add_home(root, languages[code], homes)
        _settle_site(homes["en"])
    _settle_group(homes)
    return homes


def _add_home(root: Page, locale: Locale, others: dict[str, NewsHome]) -> NewsHome:
    """Add the page of a language; the pages of all languages are translations of each other."""
    title, slug = HOMES[locale.language_code]
    home = NewsHome(title=title, slug=slug, locale=locale)
    if others:
        home.translation_key = next(iter(others.values())).translation_key
    root.add_child(instance=home)
    # The tree keeps the number of children in its root.
    root.refresh_from_db()
    return home


def _settle_site(home: NewsHome) -> None:
    """Name this site, and take away the page with which Wagtail greets a new one."""
    where = urlsplit(settings.SITE_ADDRESS)
    named = {"hostname": where.hostname or "localhost", "port": where.port or 443, "root_page": home}
    Site.objects.update_or_create(is_default_site=True, defaults=named)
    for greeting in Page.objects.filter(depth=2, slug="home"):
        greeting.delete()


def _settle_group(homes: dict[str, NewsHome]) -> Group:
    """Return the group of those who write, with all that it may do."""
    group, _is_new = Group.objects.get_or_create(name=GROUP)
    enter = Q(codename="access_admin") | Q(codename="submit_translation")
    ours = Q(content_type__app_label="newsroom")
    # The rules for comments: they are changed and taken out of force, never deleted.
    ours |= Q(content_type__app_label="comments", codename__in=["add_rule", "change_rule"])
    group.permissions.set(Permission.objects.filter(enter | ours))
    on_pages = Permission.objects.filter(codename__in=ON_PAGES, content_type__app_label="wagtailcore")
    _grant(GroupPagePermission, group, on_pages, page=homes.values())
    shelf = Collection.get_first_root_node() or Collection.add_root(name="Root")
    _grant(GroupCollectionPermission, group, Permission.objects.filter(codename__in=ON_PICTURES), collection=[shelf])
    return group


def _grant(model: Any, group: Group, permissions: Iterable[Permission], **places: Iterable[Any]) -> None:
    """Give the group each permission at each of the places, which `model` names by one field; keep what it has."""
    [(field, where)] = places.items()
    held = set(model.objects.filter(group=group).values_list(f"{field}_id", "permission_id"))
    wanted = [(place, permission) for permission in permissions for place in where]
    model.objects.bulk_create(
        model(group=group, permission=permission, **{field: place})
        for place, permission in wanted
        if (place.pk, permission.pk) not in held
    )


def let_in(person: Any) -> None:
    """Give a person whose role opens the newsroom what Wagtail asks for; nothing is written when that is done.

    Nobody is ever put out of the group: the door asks for the role each time, and stands before all rooms.
    """
    if not person.groups.filter(name=GROUP).exists():
        lay_out()
        person.groups.add(Group.objects.get(name=GROUP))
