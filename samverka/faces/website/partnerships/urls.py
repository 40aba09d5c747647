"""Addresses of the public partnerships."""

from django.urls import path

from samverka.faces.website.partnerships import listing, views

urlpatterns = [
    path("", listing.PartnershipList.as_view(), name="partnerships"),
    path("<slug:slug>/", views.PartnershipPage.as_view(), name="partnership"),
]
