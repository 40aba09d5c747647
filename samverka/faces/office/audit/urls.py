"""Addresses of the record of changes."""

from django.urls import path

from samverka.faces.office.audit import views

urlpatterns = [
    path("", views.EventList.as_view(), name="audit"),
    path("changes.csv", views.DownloadEvents.as_view(), name="audit-download"),
]
