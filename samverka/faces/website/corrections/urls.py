"""Addresses of the error form, its receipt, the log and its feed."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from samverka.faces.website.corrections import log, views

urlpatterns = [
    path(pgettext_lazy("address", "report-an-error/"), views.ReportError.as_view(), name="error-report"),
    path(pgettext_lazy("address", "report-an-error/<uuid:key>/"), views.Receipt.as_view(), name="error-receipt"),
    path(pgettext_lazy("address", "corrections/"), log.Corrections.as_view(), name="corrections"),
    path(pgettext_lazy("address", "corrections/feed.atom"), log.CorrectionsFeed.as_view(), name="corrections-feed"),
]
