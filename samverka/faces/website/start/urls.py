"""Address of the start page."""

from django.urls import path

from samverka.faces.website.start import views

urlpatterns = [path("", views.Home.as_view(), name="home")]
