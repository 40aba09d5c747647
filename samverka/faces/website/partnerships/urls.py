"""Addresses of the public partnerships."""

from django.urls import path

from samverka.faces.website.partnerships import views

urlpatterns = [
    path("", views.PartnershipList.as_view(), name="partnerships"),
    path("<slug:slug>/", views.PartnershipPage.as_view(), name="partnership"),
]
