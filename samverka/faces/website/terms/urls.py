"""Addresses of the terms: for each kind all its words, and each word. They stay for ever, as all public ones do."""

from django.urls import include, path
from django.utils.translation import pgettext_lazy

from samverka.faces.website.terms.kinds import KINDS
from samverka.faces.website.terms.views import TermList, TermPage

LISTS = {
    "country": pgettext_lazy("address", "countries/"),
    "goal": pgettext_lazy("address", "goals/"),
    "area": pgettext_lazy("address", "areas/"),
    "topic": pgettext_lazy("address", "topics/"),
    "core_area": pgettext_lazy("address", "core-areas/"),
    "network": pgettext_lazy("address", "networks/"),
    "year": pgettext_lazy("address", "years/"),
}

urlpatterns = [
    path(
        LISTS[kind.code],
        include(
            [
                path("", TermList.as_view(kind=kind), name=f"{kind.code}-terms"),
                path("<slug:code>/", TermPage.as_view(kind=kind), name=f"{kind.code}-term"),
            ]
        ),
    )
    for kind in KINDS
]
