"""Writing IATI elements: their attributes, their texts in two languages, organisations and sums of money.

An empty attribute is left out, so a group of elements is written whole or not at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import IO, Any

from lxml import etree

from samverka.faces.opendata.identifiers import organisation_identifier
from samverka.faces.opendata.publication import Publication
from samverka.faces.opendata.texts import FIRST_LANGUAGE, figures, in_languages, one_line, stamp
from samverka.stages.organisations.models import Organisation

VERSION = "2.03"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

Element = Any  # lxml has no types of its own
Attributes = dict[str, str]


def add(parent: Element, tag: str, attributes: Attributes | None = None, text: str = "") -> Element:
    """Add an element under `parent` with the attributes that are not empty, and return it."""
    child = etree.SubElement(
        parent, tag, {name: one_line(value) for name, value in (attributes or {}).items() if value}
    )
    child.text = one_line(text) or None
    return child


def add_texts(parent: Element, texts: dict[str, str]) -> Element:
    """Add a narrative for each language; the language of the file needs no mark."""
    for language, text in texts.items():
        marked = {LANGUAGE: language} if language != FIRST_LANGUAGE else {}
        etree.SubElement(parent, "narrative", marked).text = text
    return parent


def add_day(parent: Element, tag: str, day: date, attributes: Attributes | None = None) -> None:
    """Add an element that is a day."""
    add(parent, tag, {**(attributes or {}), "iso-date": day.isoformat()})


def add_value(parent: Element, amount: int, currency: str, valued_on: date) -> None:
    """Add a sum of money."""
    add(parent, "value", {"currency": currency, "value-date": valued_on.isoformat()}, figures(amount, currency))


def add_period(parent: Element, starts_on: date, ends_on: date) -> None:
    """Add the first and the last day of a period."""
    add_day(parent, "period-start", starts_on)
    add_day(parent, "period-end", ends_on)


def add_publisher(parent: Element, tag: str, publication: Publication, attributes: Attributes | None = None) -> None:
    """Add the programme owner in the part that `tag` and `attributes` name."""
    owner = publication.owner
    named = {**(attributes or {}), "ref": publication.publisher, "type": owner.iati_type}
    add_texts(add(parent, tag, named), in_languages(owner, "name"))


def add_organisation(parent: Element, tag: str, one: Organisation, attributes: Attributes | None = None) -> None:
    """Add an organisation in the part that `tag` and `attributes` name; without a good identifier, by name only."""
    named = {**(attributes or {}), "ref": organisation_identifier(one), "type": one.type.iati_type}
    add_texts(add(parent, tag, named), in_languages(one, "name"))


def add_page(parent: Element, category: str, title: dict[str, str], url: str, language: str) -> None:
    """Add a link to a page of ours, in one language."""
    link = add(parent, "document-link", {"format": "text/html", "url": url})
    add_texts(add(link, "title"), title)
    add(link, "category", {"code": category})
    add(link, "language", {"code": language})


def record(tag: str, currency: str, changed_at: datetime, attributes: Attributes | None = None) -> Element:
    """Return a new activity or organisation with the attributes that both have."""
    return etree.Element(
        tag,
        {
            LANGUAGE: FIRST_LANGUAGE,
            "default-currency": currency,
            "last-updated-datetime": stamp(changed_at),
            **(attributes or {}),
        },
    )


@contextmanager
def opened(file: IO[bytes], root: str, at: datetime) -> Iterator[Any]:
    """Write the root element around what is written meanwhile; only one record at a time is held in memory."""
    with etree.xmlfile(file, encoding="utf-8") as writer:
        writer.write_declaration()
        with writer.element(root, {"version": VERSION, "generated-datetime": stamp(at)}):
            writer.write("\n")
            yield writer


def write(writer: Any, element: Element) -> None:
    """Write a finished record on lines of its own."""
    etree.indent(element)
    writer.write(element)
    writer.write("\n")
