"""The subscriptions as an application of their own."""

from django.apps import AppConfig


class Subscriptions(AppConfig):
    """Newsletter and alerts by e-mail."""

    name = "samverka.newsroom.subscriptions"
    label = "subscriptions"
