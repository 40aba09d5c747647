"""Addresses of the home room."""

from django.urls import path

from samverka.faces.office.home import views

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
]
