"""Addresses of the assessments room, which stands within that of the applications."""

from django.urls import path

from samverka.faces.office.assessments import views

urlpatterns = [
    path("call/<slug:slug>/ranking/", views.CallRanking.as_view(), name="ranking"),
    path("<slug:reference>/eligibility/", views.CheckEligibility.as_view(), name="eligibility"),
    path("<slug:reference>/assessors/", views.Assessors.as_view(), name="assessors"),
    path("<slug:reference>/assessors/ask/", views.AskAssessor.as_view(), name="assessor-ask"),
    path("<slug:reference>/assessors/<int:pk>/reopen/", views.ReopenAssessment.as_view(), name="assessment-reopen"),
]
