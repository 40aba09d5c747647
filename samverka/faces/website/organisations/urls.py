"""Addresses of the public organisations."""

from django.urls import path

from samverka.faces.website.organisations import views

urlpatterns = [
    path("", views.OrganisationList.as_view(), name="organisations"),
    path("<slug:slug>/", views.OrganisationPage.as_view(), name="organisation"),
]
