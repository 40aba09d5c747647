"""Addresses of the applications room; the assessments room continues below."""

from django.urls import include, path

from samverka.faces.office.applications import views

urlpatterns = [
    path("", views.ApplicationList.as_view(), name="applications"),
    path("<slug:reference>/", views.ApplicationRecord.as_view(), name="application"),
    path("<slug:reference>/return/", views.ReturnApplication.as_view(), name="application-return"),
    path("<slug:reference>/files/<slug:fingerprint>/", views.AttachmentFile.as_view(), name="application-attachment"),
    path("", include("samverka.faces.office.assessments.urls")),
]
