"""What a file must be before it is kept: of an allowed kind, really of that kind, not too large, not hostile."""

import lzma
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath

import puremagic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.refusals import Problem

# What the library raises on packages that are damaged on purpose or by accident.
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, RuntimeError)
MAX_ENTRIES = 5_000
MAX_UNPACKED = 200_000_000
NEAR_THE_END = 1024  # Readers look for the end of a PDF in so many last bytes: some programs write more after it.


@dataclass(frozen=True)
class Kind:
    """An allowed kind of file: its media type and what its first bytes, its last ones or its insides must show."""

    media_type: str
    signature: bytes
    inside: str = ""
    end: bytes = b""


KINDS = {
    ".pdf": Kind("application/pdf", b"%PDF-", end=b"%%EOF"),
    ".png": Kind("image/png", b"\x89PNG\r\n\x1a\n"),
    ".jpg": Kind("image/jpeg", b"\xff\xd8\xff"),
    ".jpeg": Kind("image/jpeg", b"\xff\xd8\xff"),
    ".docx": Kind(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK", "word/document.xml"
    ),
    ".xlsx": Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK", "xl/workbook.xml"),
    ".odt": Kind("application/vnd.oasis.opendocument.text", b"PK", "mimetype"),
    ".ods": Kind("application/vnd.oasis.opendocument.spreadsheet", b"PK", "mimetype"),
}


def kind_of(name: str) -> Kind | None:
    """Return the kind of file that the end of `name` promises, if it is an allowed one."""
    return KINDS.get(PurePath(name).suffix.lower())


def media_type_of(name: str) -> str:
    """Return the media type that the end of `name` promises. Raises `KeyError` for a kind that is not allowed."""
    return KINDS[PurePath(name).suffix.lower()].media_type


def problems_with_upload(upload: UploadedFile) -> list[Problem]:
    """Return why the file cannot be kept: one sentence for each reason; empty when it can."""
    name = upload.name or ""
    kind = kind_of(name)
    if kind is None:
        allowed = ", ".join(ending.lstrip(".") for ending in KINDS)
        return [
            Problem(
                _("“%(name)s” is not a kind of file that can be sent in. Send one of: %(allowed)s.")
                % {"name": name, "allowed": allowed}
            )
        ]
    if not upload.size:
        return [Problem(_("“%(name)s” is empty. Choose the file again.") % {"name": name})]
    if upload.size > settings.DOCUMENT_MAX_BYTES:
        limit = filesizeformat(settings.DOCUMENT_MAX_BYTES)
        return [
            Problem(
                _("“%(name)s” is larger than %(limit)s. Make it smaller, or split it.") % {"name": name, "limit": limit}
            )
        ]
    if kind.end and _is_cut_off(kind, upload):
        return [
            Problem(
                _("“%(name)s” is cut off: its end is missing. Save it, or scan it, again and send it once more.")
                % {"name": name}
            )
        ]
    if not _is_really(kind, upload):
        return [
            Problem(
                _("“%(name)s” is broken, or is not what its name says. Save it again and send it once more.")
                % {"name": name}
            )
        ]
    return []


def _is_cut_off(kind: Kind, upload: UploadedFile) -> bool:
    """Tell whether a file that begins as it should lacks its end, as after a broken transfer."""
    upload.seek(0)
    begins = upload.read(len(kind.signature)) == kind.signature
    upload.seek(max(0, (upload.size or 0) - NEAR_THE_END))
    ends = kind.end in upload.read()
    upload.seek(0)
    return begins and not ends


def _is_really(kind: Kind, upload: UploadedFile) -> bool:
    """Tell whether the bytes are of `kind`: by signature, and for packed documents by what is inside."""
    upload.seek(0)
    start = upload.read(2048)
    upload.seek(0)
    if not start.startswith(kind.signature):
        return False
    if kind.inside:
        return _is_sound_package(kind, upload)
    try:
        return bool(puremagic.from_string(start, mime=True, filename=upload.name))
    except puremagic.PureError:
        return False


def _is_sound_package(kind: Kind, upload: UploadedFile) -> bool:
    """Tell whether a packed document holds what it must, is not a bomb and carries no macros."""
    try:
        with zipfile.ZipFile(upload) as package:
            entries = package.infolist()
            names = {entry.filename for entry in entries}
            is_small = len(entries) <= MAX_ENTRIES and sum(entry.file_size for entry in entries) <= MAX_UNPACKED
            has_macros = any(name.endswith("vbaProject.bin") for name in names)
            is_right = kind.inside in names
            if is_right and kind.inside == "mimetype":
                with package.open("mimetype") as stated:
                    is_right = stated.read(200).decode("ascii", "replace").strip() == kind.media_type
    except BROKEN:
        return False
    finally:
        upload.seek(0)
    return is_small and is_right and not has_macros
