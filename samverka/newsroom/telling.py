"""What is written in the record of changes when Wagtail publishes, in whichever of its ways."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop
from wagtail.signals import page_published

from samverka.ground.audit.actions import record
from samverka.newsroom.models import Article


def listen() -> None:
    """Listen to the one signal that all ways of publishing have in common."""
    page_published.connect(tell_the_record, dispatch_uid="tell_the_record")


def tell_the_record(sender: Any, instance: Any, revision: Any, **more: Any) -> None:
    """Write in the record of changes who published what, and why, where it differs from the facts.

    Wagtail publishes in several ways, and this signal is what they have in common.
    """
    if not isinstance(instance, Article):
        return
    differs = {"reason": instance.override_reason, "differs": instance.accepted_differences}
    what = gettext_noop("Article published")
    details: dict[str, Any] = differs if instance.accepted_differences else {}
    record(what, instance, by=revision.user, at=timezone.now(), **details)
