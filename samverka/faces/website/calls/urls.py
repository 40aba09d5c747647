"""Addresses of the public calls."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from samverka.faces.website.calls import views

urlpatterns = [
    path("", views.CallList.as_view(), name="calls"),
    path("<slug:slug>/", views.CallPage.as_view(), name="call"),
    path(pgettext_lazy("address", "<slug:slug>/calendar.ics"), views.CallCalendar.as_view(), name="call-calendar"),
]
