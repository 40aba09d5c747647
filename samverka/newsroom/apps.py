"""What of the newsroom is there from the start, and what of Wagtail waits until an editor comes.

Wagtail's applications prepare their pages when a process starts. Hardly any process ever shows one of those pages, so
here the preparation waits for `open_the_tool`, which the addresses of the newsroom call when they are first asked for.
"""

import sys
from functools import cache
from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_delete
from django.utils.module_loading import import_string
from wagtail.admin.apps import WagtailAdminAppConfig
from wagtail.documents.apps import WagtailDocsAppConfig
from wagtail.images.apps import WagtailImagesAppConfig

PANELS = "wagtail.admin.panels"


class Newsroom(AppConfig):
    """The newsroom itself."""

    name = "samverka.newsroom"

    def ready(self) -> None:
        """Listen from the start: articles are also published where nobody has opened the newsroom."""
        import_string("samverka.newsroom.telling.listen")()


class Later(AppConfig):
    """An application of Wagtail's whose pages are prepared when they are needed."""

    def ready(self) -> None:
        """Prepare nothing yet."""

    def open(self) -> None:
        """Do what the application does at the start elsewhere."""
        super().ready()


class Admin(Later, WagtailAdminAppConfig):
    """The pages of the tool. Its tables come with the forms in which pages are written; these wait."""

    def import_models(self) -> None:
        """Read what the tables are, and put off the forms.

        The tables ask for the module of the forms by name, and for nothing in it: so a name is what they get.
        """
        if PANELS in sys.modules:
            return super().import_models()
        setattr(self.module, PANELS.rpartition(".")[2], None)
        super().import_models()
        for name in ("base_form_class", "get_edit_handler"):
            setattr(import_string("wagtail.models.Page"), name, FromThePanels(name))
        return None


class FromThePanels:
    """What Wagtail gives to every page when it loads its panels: asked for before, it has them loaded."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, page: Any, model: type[Any]) -> Any:
        """Load the panels, which put the real thing where this stood, and return that."""
        import_string(f"{PANELS}.Panel")
        return getattr(model, self.name)


class Documents(Later, WagtailDocsAppConfig):
    """The shelf of documents, which nobody is given."""


class Pictures(Later, WagtailImagesAppConfig):
    """The pictures. Their files go with them, also where nobody has opened the newsroom."""

    def ready(self) -> None:
        """Let the files of a picture go with it."""
        gone = import_string("wagtail.images.signal_handlers.post_delete_file_cleanup")
        models = [apps.get_model("newsroom", name) for name in ("Picture", "Thumbnail")]
        for model in models:
            post_delete.connect(gone, sender=model)
        size = apps.get_model("newsroom", "PictureSize")
        post_delete.connect(import_string("samverka.newsroom.telling.forget_file"), sender=size)
        import_string("wagtail.models.ReferenceIndex").register_model(models[0])


@cache
def open_the_tool() -> None:
    """Prepare the pages of the tool in this process, once."""
    waiting: list[Any] = [one for one in apps.get_app_configs() if isinstance(one, Later)]
    for application in waiting:
        application.open()
