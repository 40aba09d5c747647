"""Making the files of a picture that readers get: a few widths, two formats, none larger than a page can bear.

Wagtail can make such files too, but keeps in them what the camera wrote down: where it stood, and whose it is.
"""

import hashlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from PIL import Image, ImageOps

# How wide and how high: the lead picture is cut around what matters in it, a picture in the text is shown whole.
SHAPES = {"wide": (16, 9), "whole": None}
WIDTHS = (400, 800, 1200)
MOST_BYTES = 60_000
# From the best down: the first that is small enough is taken.
QUALITIES = {"avif": (60, 50, 40, 30, 20), "webp": (75, 60, 45, 30, 15)}


def size_key(picture: Any) -> str:
    """Return what the files of a picture depend on: its content and the part of it that matters."""
    focus = (picture.focal_point_x, picture.focal_point_y, picture.focal_point_width, picture.focal_point_height)
    return hashlib.sha256(repr((picture.get_file_hash(), focus)).encode()).hexdigest()


def made_sizes(picture: Any, shape: str) -> Iterator[dict[str, Any]]:
    """Make and store the files of a shape; yield the facts of each. A width wider than the picture is left out."""
    with picture.file.open("rb") as file, Image.open(file) as opened:
        upright = ImageOps.exif_transpose(opened).convert("RGB")
    whole = cut(upright, picture, SHAPES[shape])
    for width in [one for one in WIDTHS if one <= whole.width] or [whole.width]:
        height = round(whole.height * width / whole.width)
        small = whole.resize((width, height), Image.Resampling.LANCZOS)
        for name, qualities in QUALITIES.items():
            content = next((one for one in encoded(small, name, qualities) if len(one) <= MOST_BYTES), b"")
            if content:
                yield {"width": width, "height": height, "format": name, "name": stored(content, name)}


def encoded(picture: Image.Image, name: str, qualities: tuple[int, ...]) -> Iterator[bytes]:
    """Yield the picture in a format, each time in a lower quality, with nothing in it but what is seen."""
    bare = Image.frombytes("RGB", picture.size, picture.tobytes())
    for quality in qualities:
        kept = BytesIO()
        bare.save(kept, name.upper(), quality=quality)
        yield kept.getvalue()


def stored(content: bytes, name: str) -> str:
    """Store a file under the hash of its content, once; return its name."""
    name = f"{hashlib.sha256(content).hexdigest()[:32]}.{name}"
    if not storages["pictures"].exists(name):
        storages["pictures"].save(name, ContentFile(content))
    return name


def cut(picture: Image.Image, source: Any, ratio: tuple[int, int] | None) -> Image.Image:
    """Return the largest part of a ratio, as near as can be to the middle of what matters."""
    if ratio is None:
        return picture
    wide, high = ratio
    width = min(picture.width, picture.height * wide // high)
    height = min(picture.height, picture.width * high // wide)
    # Where nobody has said what matters, it is the middle.
    x = source.focal_point_x if source.has_focal_point() else picture.width // 2
    y = source.focal_point_y if source.has_focal_point() else picture.height // 2
    left = min(max(x - width // 2, 0), picture.width - width)
    top = min(max(y - height // 2, 0), picture.height - height)
    return picture.crop((left, top, left + width, top + height))
