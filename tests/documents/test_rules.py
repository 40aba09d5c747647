import io
import struct
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samverka.ground.documents.rules import problems_with_upload

ODT = "application/vnd.oasis.opendocument.text"


def package(**entries):
    """Return the bytes of a packed document with these entries."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(zipfile.ZipInfo(name.replace("__", "/")), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def damaged():
    """Return a packed document whose first entry cannot be unpacked."""
    content = bytearray(package(mimetype=ODT * 20))
    name_length, extra_length = struct.unpack("<HH", content[26:30])
    start = 30 + name_length + extra_length
    content[start : start + 3] = b"\xff\xff\xff"
    return bytes(content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("damaged.odt", damaged()),
        ("cut.docx", package(word__document="x")[:40]),
        ("other.docx", package(xl__workbook="x")),
        ("wrong.odt", package(mimetype="application/zip")),
        ("macro.docx", package(**{"word/document.xml": "x", "word/vbaProject.bin": "x"})),
        ("page.pdf", b"<html><script>alert(1)</script>"),
        ("picture.png", b"\xff\xd8\xff\xe0 not a png"),
        ("script.exe", b"MZ"),
        ("empty.pdf", b""),
    ],
    ids=["damaged", "cut", "other kind", "wrong type", "macro", "no PDF", "no PNG", "not allowed", "empty"],
)
def test_a_broken_or_hostile_file_gets_a_sentence(name, content):
    problems = problems_with_upload(SimpleUploadedFile(name, content))
    assert len(problems) == 1
    assert name in str(problems[0])


def test_a_sound_file_is_taken():
    assert problems_with_upload(SimpleUploadedFile("Brev å ä ö.odt", package(mimetype=ODT))) == []


@pytest.mark.parametrize("after", [b"", b"\n", b"\r\n", b"\n" + b"\0" * 900])
def test_a_pdf_with_its_end_is_taken(after):
    assert problems_with_upload(SimpleUploadedFile("p.pdf", b"%PDF-1.7\n" + b"x" * 5000 + b"\n%%EOF" + after)) == []


@pytest.mark.parametrize("content", [b"%PDF-1.7\n" + b"x" * 5000, b"%PDF-1.7\n%%EOF" + b"x" * 5000])
def test_a_pdf_that_was_cut_off_gets_a_sentence(content):
    upload = SimpleUploadedFile("p.pdf", content)
    (problem,) = problems_with_upload(upload)
    assert "“p.pdf” is cut off" in str(problem)
    assert upload.tell() == 0


def test_a_file_over_the_limit_says_the_limit(settings):
    settings.DOCUMENT_MAX_BYTES = 10
    (problem,) = problems_with_upload(SimpleUploadedFile("big.pdf", b"%PDF-1.7 0123456789"))
    assert "10" in str(problem)
