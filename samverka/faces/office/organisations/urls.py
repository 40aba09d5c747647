"""Addresses of the organisations room."""

from django.urls import path

from samverka.faces.office.organisations import views

urlpatterns = [
    path("", views.OrganisationList.as_view(), name="organisations"),
    path("new/", views.RegisterOrganisation.as_view(), name="organisation-new"),
    path("<slug:slug>/", views.OrganisationRecord.as_view(), name="organisation"),
    path("<slug:slug>/edit/", views.EditOrganisation.as_view(), name="organisation-edit"),
    path("<slug:slug>/rename/", views.RenameOrganisation.as_view(), name="organisation-rename"),
    path("<slug:slug>/name/", views.AddOrganisationName.as_view(), name="organisation-name"),
]
