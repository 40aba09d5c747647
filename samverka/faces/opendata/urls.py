"""The addresses of the open data."""

from django.urls import path

from samverka.faces.opendata import views

app_name = "opendata"

urlpatterns = [
    path("iati-activities.xml", views.Activities.as_view(), name="iati-activities"),
    path("iati-organisation.xml", views.OrganisationFile.as_view(), name="iati-organisation"),
    path("360giving.json", views.Grants.as_view(), name="360giving"),
    path("left-out/", views.LeftOut.as_view(), name="left-out"),
]
