"""The addresses of the newsroom: Wagtail's own."""

from django.urls import include, path
from wagtail.admin import urls

urlpatterns = [path("", include(urls))]
