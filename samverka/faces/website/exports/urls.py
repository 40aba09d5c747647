"""Addresses of the files of a view: that of the page, with an ending."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from samverka.faces.website.exports import views
from samverka.stages.catalogue.actions import PARTNERSHIPS

urlpatterns = [
    path(pgettext_lazy("address", "cases.csv"), views.Table.as_view(), name="cases-csv"),
    path(pgettext_lazy("address", "cases.xlsx"), views.Workbook.as_view(), name="cases-xlsx"),
    path(pgettext_lazy("address", "cases.json"), views.Records.as_view(), name="cases-json"),
    path(pgettext_lazy("address", "cases.atom"), views.ViewFeed.as_view(), name="cases-atom"),
    path(pgettext_lazy("address", "partnerships.csv"), views.Table.as_view(kind=PARTNERSHIPS), name="partnerships-csv"),
    path(
        pgettext_lazy("address", "partnerships.xlsx"),
        views.Workbook.as_view(kind=PARTNERSHIPS),
        name="partnerships-xlsx",
    ),
    path(
        pgettext_lazy("address", "partnerships.json"),
        views.Records.as_view(kind=PARTNERSHIPS),
        name="partnerships-json",
    ),
    path(
        pgettext_lazy("address", "partnerships.atom"),
        views.ViewFeed.as_view(kind=PARTNERSHIPS),
        name="partnerships-atom",
    ),
]
