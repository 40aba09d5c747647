"""A picture in a text, with what it shows."""

from django.core.validators import URLValidator
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChooserBlock, StructBlock, TextBlock


class PictureChoice(ChooserBlock):
    """One of the pictures that editors keep."""

    target_model = "newsroom.Picture"

    @cached_property
    def widget(self) -> object:
        """Return what the editor clicks on to choose; only the editor's tool asks for it."""
        return import_string("wagtail.images.widgets.AdminImageChooser")()

    class Meta:
        icon = "image"


class VideoInText(StructBlock):
    """A video: a picture, a link to where it lies, and its words. Nothing is loaded from there by itself."""

    picture = PictureChoice(label=_("Picture"))
    alt = CharBlock(
        label=_("What it shows"), max_length=250, help_text=_("Read out to those who do not see the picture.")
    )
    title = CharBlock(label=_("What the video is called"), max_length=200)
    url = CharBlock(label=_("Address of the video"), max_length=500, validators=[URLValidator(["https", "http"])])
    transcript = TextBlock(
        label=_("Transcript"), help_text=_("All that is said and seen in it: for those who do not hear or see it.")
    )

    class Meta:
        icon = "media"
        label = _("Video")


class PictureInText(StructBlock):
    """A picture, what it shows for those who do not see it, and what is said under it."""

    picture = PictureChoice(label=_("Picture"))
    alt = CharBlock(
        label=_("What it shows"), max_length=250, help_text=_("Read out to those who do not see the picture.")
    )
    caption = CharBlock(label=_("Caption"), max_length=250, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
