"""Addresses of the public cases."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from samverka.faces.website.cases import listing, views

urlpatterns = [
    path("", listing.CaseList.as_view(), name="cases"),
    path("<str:reference>/", views.CasePage.as_view(), name="case"),
    path(pgettext_lazy("address", "<str:reference>/files/<int:number>/"), views.CaseFile.as_view(), name="case-file"),
]
