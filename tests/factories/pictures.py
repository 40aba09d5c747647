"""Pictures, made here: with what a camera writes into them, as a telephone does."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from samverka.newsroom.loading import lay_out
from samverka.newsroom.models import Picture


def picture(title="A well", width=1600, height=1200, noise=False, **facts):
    """Return a picture whose left half is red and whose right half is blue, or noise that hardly packs."""
    lay_out()
    drawn = Image.new("RGB", (width, height), "red")
    if noise:
        drawn = Image.effect_noise((width, height), 120).convert("RGB")
    else:
        drawn.paste((0, 0, 255), (width // 2, 0, width, height))
    exif = Image.Exif()
    exif[0x010F] = "Zqcamera"  # who made the camera
    kept = BytesIO()
    drawn.save(kept, "JPEG", exif=exif)
    file = ContentFile(kept.getvalue(), f"{title}.jpg")
    return Picture.objects.create(title=title, file=file, credit="Ana Foto", width=width, height=height, **facts)
