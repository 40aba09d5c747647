"""What follows when Wagtail publishes or deletes, in whichever of its ways."""

from typing import Any

from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop
from wagtail.signals import page_published

from samverka.ground.audit.actions import record
from samverka.newsroom.models import Article, PictureSize


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


def forget_file(sender: Any, instance: Any, **more: Any) -> None:
    """Take away the file of a picture for readers, unless another picture has the same content and so the same file."""

    def forget() -> None:
        if not PictureSize.objects.filter(name=instance.name).exists():
            storages["pictures"].delete(instance.name)

    transaction.on_commit(forget)
