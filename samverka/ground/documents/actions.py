"""Keeping files."""

import hashlib
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from samverka.ground.common.refusals import refuse_if
from samverka.ground.documents.models import Document
from samverka.ground.documents.rules import media_type_of, problems_with_upload


def store_upload(upload: UploadedFile, *, by: Any, at: datetime) -> Document:
    """Keep a file that `by` sent in. Raises `Refused` when it is not a sound file of an allowed kind."""
    refuse_if(problems_with_upload(upload))
    name = PurePath(upload.name or "").name
    return _store(upload.read(), name[-200:], media_type_of(name), by=by, at=at)


def store_made(content: bytes, name: str, media_type: str, *, by: Any, at: datetime) -> Document:
    """Keep a file that Samverka made, such as a letter or an agreement."""
    return _store(content, name, media_type, by=by, at=at)


def _store(content: bytes, name: str, media_type: str, *, by: Any, at: datetime) -> Document:
    document = Document(
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        stored_by=by,
        stored_at=at,
    )
    document.file.save(name, ContentFile(content), save=False)
    document.save()
    return document
