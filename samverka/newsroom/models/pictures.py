"""Pictures as editors keep them, and the files of them that readers get."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from samverka.newsroom.sizing import SHAPES, made_sizes, size_key


class Picture(AbstractImage):
    """A picture with who made it. What it shows is said where it is used: in the language of that text."""

    # Named here so that nothing leads from a person to pictures.
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    credit = models.CharField(_("credit"), max_length=200, help_text=_("Who made it, as it stands under the picture."))

    admin_form_fields: ClassVar[tuple[str, ...]] = (
        *("title", "file", "credit", "collection"),
        *("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"),
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Make the files of readers anew where the picture, or what matters in it, has changed."""
        super().save(*args, **kwargs)
        for shape in {*self.sizes.values_list("shape", flat=True)}:
            self.make_sizes(shape)

    def make_sizes(self, shape: str) -> None:
        """Make the files of a shape, unless they are there as the picture is now."""
        key = size_key(self)
        if self.sizes.filter(shape=shape, made_from=key).exists():
            return
        before = {*self.sizes.filter(shape=shape).values_list("pk", flat=True)}
        for made in made_sizes(self, shape):
            PictureSize.objects.create(picture=self, shape=shape, made_from=key, **made)
        self.sizes.filter(pk__in=before).delete()


class Thumbnail(AbstractRendition):
    """A small picture on the pages for editors."""

    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="thumbnail_once")
        ]


class PictureSize(models.Model):
    """One file of a picture: a shape, a width, a format. Its name is the hash of its content, and its address."""

    picture = models.ForeignKey(Picture, models.CASCADE, related_name="sizes")
    shape = models.CharField(max_length=10, choices=[(shape, shape) for shape in SHAPES])
    made_from = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    format = models.CharField(max_length=4)
    name = models.CharField(max_length=80, db_index=True)

    class Meta:
        ordering = ["width", "pk"]

    def __str__(self) -> str:
        return self.name

    def content(self) -> bytes:
        """Return the file."""
        with storages["pictures"].open(self.name) as file:
            content: bytes = file.read()
        return content
