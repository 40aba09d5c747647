"""The addresses of the portal: one line for each room."""

from django.urls import include, path

app_name = "portal"

urlpatterns = [
    path("", include("samverka.faces.portal.home.urls")),
    path("applications/", include("samverka.faces.portal.applications.urls")),
    path("applications/", include("samverka.faces.portal.decisions.urls")),
    path("assessments/", include("samverka.faces.portal.assessments.urls")),
    path("agreements/", include("samverka.faces.portal.agreements.urls")),
    path("cases/", include("samverka.faces.portal.cases.urls")),
    path("comments/", include("samverka.faces.portal.comments.urls")),
    path("organisations/", include("samverka.faces.portal.organisations.urls")),
]
