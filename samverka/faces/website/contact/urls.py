"""Addresses of the contact form, its receipt and the link that confirms."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from samverka.faces.website.contact import views

urlpatterns = [
    path("", views.Contact.as_view(), name="contact"),
    path("<uuid:key>/", views.Receipt.as_view(), name="contact-receipt"),
    path(pgettext_lazy("address", "confirm/<uuid:key>/"), views.Confirm.as_view(), name="contact-confirm"),
]
