"""Addresses of the events room."""

from django.urls import path

from samverka.faces.office.events import views

urlpatterns = [
    path("", views.OccasionList.as_view(), name="occasions"),
    path("<int:pk>/", views.OccasionRecord.as_view(), name="occasion"),
    path("<int:pk>/call-off/", views.CallOff.as_view(), name="occasion-call-off"),
    path("registrations/<int:pk>/cancel/", views.CancelRegistration.as_view(), name="registration-cancel"),
]
