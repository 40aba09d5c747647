"""The addresses of the office: one line for each room."""

from django.urls import include, path

app_name = "office"

urlpatterns = [
    path("", include("samverka.faces.office.home.urls")),
    path("calls/", include("samverka.faces.office.calls.urls")),
    path("rules/", include("samverka.faces.office.rules.urls")),
    path("applications/", include("samverka.faces.office.applications.urls")),
    path("decisions/", include("samverka.faces.office.decisions.urls")),
    path("agreements/", include("samverka.faces.office.agreements.urls")),
    path("cases/", include("samverka.faces.office.cases.urls")),
    path("payments/", include("samverka.faces.office.payments.urls")),
    path("corrections/", include("samverka.faces.office.corrections.urls")),
    path("comments/", include("samverka.faces.office.comments.urls")),
    path("events/", include("samverka.faces.office.events.urls")),
    path("newsletter/", include("samverka.faces.office.newsletter.urls")),
    path("enquiries/", include("samverka.faces.office.enquiries.urls")),
    path("people/", include("samverka.faces.office.people.urls")),
    path("messages/", include("samverka.faces.office.messages.urls")),
    path("audit/", include("samverka.faces.office.audit.urls")),
    path("partnerships/", include("samverka.faces.office.partnerships.urls")),
    path("organisations/", include("samverka.faces.office.organisations.urls")),
]
