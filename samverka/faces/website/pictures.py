"""Pictures of articles: what a page shows of them, and their files."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from samverka.newsroom.models import Article, PictureSize, ShownPicture
from samverka.newsroom.permissions import can_edit_news
from samverka.ui.pages import PUBLIC, Page

MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp"}


@dataclass
class PictureShown:
    """A picture as a page shows it; `files` are (address, width) by format, the narrowest first."""

    alt: str
    credit: str
    caption: str = ""
    files: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    width: int = 0
    height: int = 0

    @property
    def address(self) -> str:
        """Return the address for a browser that cannot choose."""
        return next(reversed(self.files["webp"]))[0]

    @property
    def sets(self) -> dict[str, str]:
        """Return the files of each format as `srcset` has them."""
        return {
            MEDIA_TYPES[name]: ", ".join(f"{address} {width}w" for address, width in files)
            for name, files in self.files.items()
        }

    def with_files(self, sizes: Iterable[PictureSize]) -> "PictureShown":
        """Take these files, the narrowest first."""
        for size in sizes:
            self.files.setdefault(size.format, []).append((f"/pictures/{size.name}", size.width))
            self.width, self.height = size.width, size.height
        return self


def with_files(wanted: Iterable[tuple[int, str, PictureShown]]) -> list[PictureShown | None]:
    """Fill in the files of pictures given as (number, shape, picture), in one query; nothing where there is no file."""
    wanted = list(wanted)
    sizes: dict[tuple[int, str], list[PictureSize]] = defaultdict(list)
    for size in PictureSize.objects.filter(picture__in={number for number, _shape, _one in wanted}) if wanted else ():
        sizes[size.picture_id, size.shape].append(size)
    for number, shape, picture in wanted:
        picture.with_files(sizes[number, shape])
    return [picture if "webp" in picture.files else None for _number, _shape, picture in wanted]


def files_of(numbers: Iterable[int]) -> dict[int, list[PictureSize]]:
    """Return the files of pictures by number, each with its picture, in one query."""
    sizes: dict[int, list[PictureSize]] = defaultdict(list)
    wanted = {*numbers}
    for size in PictureSize.objects.filter(picture__in=wanted).select_related("picture") if wanted else ():
        sizes[size.picture_id].append(size)
    return sizes


def shown_of(sizes: Iterable[PictureSize], shape: str, alt: str, caption: str = "") -> PictureShown | None:
    """Return the picture that has these files, in a shape; nothing where there is none."""
    found = [size for size in sizes if size.shape == shape]
    shown = PictureShown(alt, found[0].picture.credit, caption).with_files(found) if found else None
    return shown if shown and "webp" in shown.files else None


class PictureFile(Page):
    """A file of a picture: for everybody while a public article shows it, and for editors before."""

    allowed = PUBLIC

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        size = PictureSize.objects.filter(name=name).first()
        if size is None:
            raise Http404
        same = PictureSize.objects.filter(name=name).values("picture")
        shown = ShownPicture.objects.filter(picture__in=same).values("article")
        is_public = Article.objects.public(self.at).filter(pk__in=shown).exists()
        user: Any = request.user
        if not is_public and not (user.is_authenticated and can_edit_news(user)):
            raise Http404
        answer = HttpResponse(size.content(), content_type=MEDIA_TYPES[size.format])
        # The address is the hash of the content; a day, so that what is taken back is not kept for long.
        answer.headers["Cache-Control"] = "public, max-age=86400" if is_public else "private, no-store"
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer
