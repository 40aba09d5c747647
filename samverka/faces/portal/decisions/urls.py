"""Addresses of the decisions room."""

from django.urls import path

from samverka.faces.portal.decisions import views

urlpatterns = [
    path("<slug:reference>/decision/", views.DecisionRecord.as_view(), name="decision"),
    path("<slug:reference>/letter/", views.LetterFile.as_view(), name="letter"),
]
