"""Address of the feed."""

from django.urls import path

from samverka.faces.website.feed import views

urlpatterns = [path("feed.atom", views.Feed.as_view(), name="feed")]
