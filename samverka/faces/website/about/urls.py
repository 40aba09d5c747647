"""Addresses of the pages about the site itself."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from samverka.faces.website.about import views

urlpatterns = [
    path(pgettext_lazy("address", "accessibility/"), views.Accessibility.as_view(), name="accessibility"),
    path(pgettext_lazy("address", "privacy/"), views.Privacy.as_view(), name="privacy"),
    path(pgettext_lazy("address", "open-data/"), views.OpenFiles.as_view(), name="opendata"),
]
