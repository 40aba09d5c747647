"""The files of publications that nothing refers to any longer.

Readers get the file that a publication has as it is public now, by the name of its page, and no other: one that was
replaced is served to nobody from then on. It stays on the disk as long as a version names it. To go back to an earlier
version is what versions are for, and one without its file would be none: an editor who has put up the wrong report
could not take that back. It goes when the last publication and the last version that name it have gone, and nothing
else can name it: copies and translations are publications with versions of their own.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.fields.json import KT
from wagtail.models import Revision

from samverka.newsroom.models import Publication

FOLDER = "publications"
# A file is there before the version that names it: the editor may still be sending the form.
NEW = timedelta(days=1)


def remove_unused_files(*, at: datetime) -> int:
    """Delete the files that no publication and no version of one names; return how many. Done by house-keeping."""
    storage: Any = Publication._meta.get_field("file").storage
    unnamed = {*_files_in(storage, FOLDER)} - {*Publication.objects.values_list("file", flat=True)}
    if unnamed:
        kind = ContentType.objects.get_for_model(Publication)
        versions = Revision.objects.filter(content_type=kind).annotate(name=KT("content__file"))
        unnamed -= {*versions.values_list("name", flat=True)}
    gone = [name for name in unnamed if storage.get_modified_time(name) <= at - NEW]
    for name in gone:
        storage.delete(name)
    return len(gone)


def _files_in(storage: Any, folder: str) -> Iterator[str]:
    """Yield the names of all files in a folder and in those within it."""
    if not storage.exists(folder):
        return
    folders, files = storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in files)
    for one in folders:
        yield from _files_in(storage, f"{folder}/{one}")
