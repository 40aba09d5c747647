"""Address of the search."""

from django.urls import path

from samverka.faces.website.search import views

urlpatterns = [path("", views.Search.as_view(), name="search")]
