"""The addresses of the newsroom: Wagtail's own. Whoever asks for them opens the tool in this process."""

from django.urls import include, path
from wagtail.admin import urls

from samverka.newsroom.apps import open_the_tool
from samverka.newsroom.thumbnails import thumbnail

open_the_tool()
urlpatterns = [path("thumbnails/<path:name>", thumbnail), path("", include(urls))]
