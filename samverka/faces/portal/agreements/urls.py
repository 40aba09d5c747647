"""Addresses of the agreements room."""

from django.urls import path

from samverka.faces.portal.agreements import views

urlpatterns = [
    path("", views.AgreementList.as_view(), name="agreements"),
    path("<str:reference>/", views.AgreementRecord.as_view(), name="agreement"),
    path("<str:reference>/sign/", views.SignAgreement.as_view(), name="agreement-sign"),
    path("<str:reference>/pdf/", views.AgreementPdf.as_view(), name="agreement-pdf"),
]
