import subprocess
import sys

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve, reverse
from django.urls.exceptions import Resolver404
from django.utils.translation import override
from wagtail.models import Collection, Locale, Page, Site

from samverka.newsroom.loading import GROUP, lay_out
from samverka.newsroom.models import NewsHome

INSIDE = ("maja", "sara", "helena")
OUTSIDE = ("stranger", "ingrid", "nils", "eva", "farid", "rolf")
ROOMS = ("", "pages/", "images/", "reports/site-history/", "login/", "password_reset/", "users/", "logout/", "no-such/")


def wagtails_addresses(resolver, before="/newsroom/"):
    """Yield every address of the newsroom, with its patterns as they stand."""
    for pattern in resolver.url_patterns:
        simple = str(pattern.pattern).lstrip("^").rstrip("$\\Z")
        if isinstance(pattern, URLResolver):
            yield from wagtails_addresses(pattern, f"{before}{simple}")
        else:
            yield f"{before}{simple}"


@pytest.mark.parametrize("person", OUTSIDE)
def test_there_is_no_newsroom_for_others(log_in, cast, homes, person):
    client = log_in(getattr(cast, person))
    for room in ROOMS:
        assert client.get(f"/newsroom/{room}").status_code == 404, room
        assert client.post(f"/newsroom/{room}").status_code == 404, room


def test_every_address_of_wagtail_stands_behind_the_door(log_in, cast, settings):
    with_newsroom = get_resolver(settings.NEWSROOM_URLCONF).url_patterns
    newsroom = next(one for one in with_newsroom if str(one.pattern) == "newsroom/")
    client, found = log_in(cast.ingrid), set(wagtails_addresses(newsroom))
    assert len(found) > 100
    for address in found:
        assert client.get(f"{address.rstrip('/')}/").status_code == 404, address
    everywhere = set(wagtails_addresses(get_resolver(), before="/"))
    assert not [one for one in everywhere if one.startswith("/newsroom") or "wagtail" in one]


def test_who_is_not_logged_in_is_asked_to(client, homes):
    for room in ROOMS:
        answer = client.get(f"/newsroom/{room}")
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("person", INSIDE)
def test_editors_officers_and_the_head_get_in(log_in, cast, homes, person):
    client = log_in(getattr(cast, person))
    assert client.get("/newsroom/").status_code == 200
    assert client.get(f"/newsroom/pages/{homes['en'].pk}/").status_code == 200


def test_the_second_factor_is_asked_for_as_in_the_office(log_in, cast, homes, settings):
    settings.OFFICE_NEEDS_SECOND_FACTOR = True
    answer = log_in(cast.maja).get("/newsroom/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/")


def test_the_looser_policy_ends_at_the_door(log_in, cast, homes):
    maja = log_in(cast.maja)
    inside, office, public = (maja.get(path) for path in ("/newsroom/", "/office/", "/en/"))
    assert "script-src 'self' 'unsafe-inline'" in inside["Content-Security-Policy"]
    for answer in (office, public, Client().get("/newsroom/")):
        assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert "http" not in inside["Content-Security-Policy"]


def test_nothing_of_the_newsroom_is_kept_by_caches(log_in, cast, homes):
    assert "no-store" in log_in(cast.maja).get("/newsroom/")["Cache-Control"]


def test_an_editor_can_change_neither_people_nor_the_site(log_in, cast, homes):
    maja = log_in(cast.maja)
    assert maja.get("/newsroom/users/").status_code in {302, 404}
    assert maja.get("/newsroom/groups/").status_code in {302, 404}
    maja.post(f"/newsroom/pages/{homes['en'].pk}/delete/")
    assert NewsHome.objects.filter(pk=homes["en"].pk).exists()
    allowed = cast.maja.groups.get(name=GROUP).permissions
    assert not allowed.filter(content_type__app_label__in=["accounts", "auth"]).exists()


def test_who_lost_the_role_is_outside_again(log_in, cast, homes):
    client = log_in(cast.maja)
    client.get("/newsroom/")
    assert cast.maja.groups.filter(name=GROUP).exists()
    cast.maja.role_set.all().delete()
    assert client.get("/newsroom/").status_code == 404


def test_it_is_laid_out_once(homes):
    counted = [Page, NewsHome, Locale, Site, Collection, Permission]
    before = [model.objects.count() for model in counted]
    again = lay_out()
    assert {code: home.pk for code, home in again.items()} == {code: home.pk for code, home in homes.items()}
    assert [model.objects.count() for model in counted] == before
    assert homes["sv"].get_translation(Locale.objects.get(language_code="en")).pk == homes["en"].pk


def test_the_greeting_of_wagtail_is_taken_away(cast):
    # The migrations leave it behind; without them it is put there.
    english = Locale.objects.get_or_create(language_code="en")[0]
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=english)
    if not Page.objects.filter(slug="home").exists():
        root.add_child(instance=Page(title="Welcome to your new Wagtail site!", slug="home", locale=english))
    lay_out()
    assert not Page.objects.filter(slug="home").exists()


# What a process has that answers everybody but editors: all settings, addresses and templates.
ANSWERING = """
import sys
import samverka.config.wsgi
from django.template.loader import get_template
from django.urls import get_resolver, reverse
reverse("website:home")
get_template("website/start/home.html")
print(*sys.modules)
"""
# Each of these is megabytes, and comes with the pages for editors.
OF_THE_TOOL = ("wagtail.admin.panels", "wagtail.admin.urls", "wagtail.admin.rich_text", "rest_framework", "bs4")


def test_the_tool_is_loaded_where_an_editor_comes_and_nowhere_else():
    said = subprocess.run([sys.executable, "-c", ANSWERING], check=True, capture_output=True, text=True)
    loaded = said.stdout.split()
    assert "samverka.newsroom.models" in loaded
    assert [name for name in OF_THE_TOOL if name in loaded] == []


def test_its_addresses_end_with_the_request(log_in, cast, homes):
    assert log_in(cast.maja).get("/newsroom/").status_code == 200
    with pytest.raises(Resolver404):
        resolve("/newsroom/")
    with override("en"):
        assert reverse("website:news") == "/en/news/"
