"""The form by which a picture is put up, in the list of pictures and where one is chosen."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class WholePictureField(WagtailImageField):
    """A file that can be drawn to its last line; Wagtail's own field looks at the beginning of it only."""

    def to_python(self, data: Any) -> Any:
        """Return the file. A broken one, whatever is broken in it, gets a sentence."""
        try:
            file = super().to_python(data)
            if file is not None:
                with Image.open(file) as picture:
                    picture.load()
                file.seek(0)
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as broken:
            sentence = _(
                "The file is broken, or has more pixels than a picture can have. Save it anew and choose it again."
            )
            raise forms.ValidationError(sentence, code="invalid_image") from broken
        return file


class PictureForm(BaseImageForm):
    """Wagtail's form, with a file that is looked at whole."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (plain := self.fields.get("file")) is not None:
            self.fields["file"] = WholePictureField(label=plain.label, required=plain.required, widget=plain.widget)
