"""Addresses of the subscriptions."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from samverka.faces.website.subscriptions import views

urlpatterns = [
    path("", views.AskForNews.as_view(), name="newsletter"),
    path(pgettext_lazy("address", "look-in-your-mail/"), views.Asked.as_view(), name="newsletter-asked"),
    path(pgettext_lazy("address", "confirm/<str:token>/"), views.Confirm.as_view(), name="newsletter-confirm"),
    path(pgettext_lazy("address", "mine/<str:token>/"), views.Mine.as_view(), name="newsletter-mine"),
    path(
        pgettext_lazy("address", "unsubscribe/<str:token>/"), views.Unsubscribe.as_view(), name="newsletter-unsubscribe"
    ),
]
