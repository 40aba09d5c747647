"""Addresses of the figures: the page, a file for each, and the rows behind the numbers."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from samverka.faces.website.figures import rows, views

urlpatterns = [
    path("", views.FiguresPage.as_view(), name="figures"),
    path(pgettext_lazy("address", "at-work-by-year.csv"), views.FigureFile.as_view(code="year"), name="figure-year"),
    path(
        pgettext_lazy("address", "granted-by-year.csv"),
        views.FigureFile.as_view(code="decided"),
        name="figure-decided",
    ),
    path(
        pgettext_lazy("address", "granted-by-country.csv"),
        views.FigureFile.as_view(code="country"),
        name="figure-country",
    ),
    path(pgettext_lazy("address", "granted-by-area.csv"), views.FigureFile.as_view(code="area"), name="figure-area"),
    path(pgettext_lazy("address", "granted-by-goal.csv"), views.FigureFile.as_view(code="goal"), name="figure-goal"),
    path(pgettext_lazy("address", "money-flow.csv"), views.FigureFile.as_view(code="flow"), name="figure-flow"),
    path(
        pgettext_lazy("address", "completeness.csv"),
        views.FigureFile.as_view(code="completeness"),
        name="figure-completeness",
    ),
    path(pgettext_lazy("address", "rows/"), rows.CasesBehind.as_view(), name="figure-rows"),
    path(pgettext_lazy("address", "partnerships/"), rows.PartnershipsBehind.as_view(), name="figure-partnerships"),
]
