"""Addresses of the events."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from samverka.faces.website.events import views

urlpatterns = [
    path("", views.EventList.as_view(), name="events"),
    path(
        pgettext_lazy("address", "registration/<uuid:key>/"), views.OwnRegistration.as_view(), name="event-registration"
    ),
    path(pgettext_lazy("address", "<slug:slug>/register/"), views.Register.as_view(), name="event-register"),
    path(pgettext_lazy("address", "<slug:slug>/register/sent/"), views.Sent.as_view(), name="event-sent"),
    path("<slug:slug>/event.ics", views.CalendarFile.as_view(), name="event-calendar"),
]
