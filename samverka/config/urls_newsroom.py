"""All addresses and those of the newsroom, for requests to the newsroom alone: see its middleware."""

from django.urls import include, path

from samverka.config.urls import urlpatterns as everywhere

urlpatterns = [path("newsroom/", include("samverka.newsroom.urls")), *everywhere]
