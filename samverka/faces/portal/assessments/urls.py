"""Addresses of the assessments room."""

from django.urls import path

from samverka.faces.portal.assessments import views

urlpatterns = [
    path("", views.AssessmentList.as_view(), name="assessments"),
    path("<int:pk>/", views.AssessmentRecord.as_view(), name="assessment"),
    path("<int:pk>/declare/", views.Declare.as_view(), name="assessment-declare"),
    path("<int:pk>/score/", views.ScoreApplication.as_view(), name="assessment-score"),
    path("<int:pk>/hand-in/", views.HandIn.as_view(), name="assessment-hand-in"),
    path("<int:pk>/files/<slug:fingerprint>/", views.AttachmentFile.as_view(), name="assessment-file"),
]
