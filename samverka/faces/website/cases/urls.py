"""Addresses of the public cases."""

from django.urls import path

from samverka.faces.website.cases import listing, views

urlpatterns = [
    path("", listing.CaseList.as_view(), name="cases"),
    path("<str:reference>/", views.CasePage.as_view(), name="case"),
]
