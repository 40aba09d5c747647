"""Making PDF files from a template and content: letters, agreements."""

from pathlib import Path
from typing import Any, cast

from samverka.ground.common.snapshots import canonical

ARCHIVE_AND_SCREEN_READERS = ["a-2a", "ua-1"]


def make_pdf(template: Path, content: dict[str, Any]) -> bytes:
    """Return the PDF that the Typst file `template` makes of `content` (dicts, lists, text, numbers, days).

    The template reads it with `json(bytes(sys.inputs.content))` and reads no file outside its own folder. It must name
    a title, a language and a date (`set document(title: …, date: …)`, `set text(lang: …)`): the file is then PDF/A for
    the archive and PDF/UA for screen readers, and the same content always gives the same bytes.
    Text is set in the fonts that come with Typst; they have Latin, Greek and Cyrillic letters.
    """
    import typst  # noqa: PLC0415 - nine megabytes that a process which makes no PDF does without

    written = {"content": canonical(content)}
    try:
        return _compiled(template, written, ignore_system_fonts=True, pdf_standards=ARCHIVE_AND_SCREEN_READERS)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        # A letter that those fonts lack, as in Amharic: take the fonts of this machine, and promise less.
        return _compiled(template, written, ignore_system_fonts=False)


def _compiled(template: Path, written: dict[str, str], **options: Any) -> bytes:
    import typst  # noqa: PLC0415

    folder = str(template.parent)
    made = typst.compile(str(template), root=folder, format="pdf", sys_inputs=written, timestamp=0, **options)
    return cast(bytes, made)  # one file in memory, as no path is given to write to
