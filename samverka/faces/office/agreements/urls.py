"""Addresses of the agreements room."""

from django.urls import path

from samverka.faces.office.agreements import views

urlpatterns = [
    path("", views.AgreementList.as_view(), name="agreements"),
    path("<str:reference>/", views.AgreementRecord.as_view(), name="agreement"),
    path("<str:reference>/draft/", views.DraftAgreement.as_view(), name="agreement-new"),
    path("<str:reference>/redraft/", views.RedraftAgreement.as_view(), name="agreement-redraft"),
    path("<str:reference>/offer/", views.OfferAgreement.as_view(), name="agreement-offer"),
    path("<str:reference>/recall/", views.RecallAgreement.as_view(), name="agreement-recall"),
    path("<str:reference>/sign/", views.SignAgreement.as_view(), name="agreement-sign"),
    path("<str:reference>/pdf/", views.AgreementPdf.as_view(), name="agreement-pdf"),
]
