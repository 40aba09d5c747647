"""The Swedish catalogue: bring it in step with the code, check it, compile it. Needs Babel, not GNU gettext.

    .venv/bin/python scripts/messages.py update [--from FOLDER]
    .venv/bin/python scripts/messages.py check
    .venv/bin/python scripts/messages.py compile

`update` keeps every translation whose source text still stands in the code and drops the rest. With `--from`, it
also takes translations from the `*.po-lines` files of a folder, one JSON object in each line: `msgid` and `msgstr`,
and `msgctxt`, or `msgid_plural` with the list `msgstr_plural`, where they apply. A line replaces what the catalogue
says.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from babel.messages import mofile, pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "samverka"
CATALOGUE = PACKAGE / "locale" / "sv" / "LC_MESSAGES" / "django.po"
HEADER = "# The Swedish texts of Samverka. `make messages` brings this file in step with the code.\n#"
COMMENT_TAGS = ["Translators:"]
# Which arguments of each function are the text, its plural and (marked "c") its context.
_ONE, _MANY, _CONTEXT, _CONTEXT_MANY = None, (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), _ONE),
    **dict.fromkeys(("_n", "ngettext", "ngettext_lazy"), _MANY),
    **dict.fromkeys(("_p", "pgettext", "pgettext_lazy"), _CONTEXT),
    **dict.fromkeys(("_np", "npgettext", "npgettext_lazy"), _CONTEXT_MANY),
}
PERCENT = re.compile(r"%\((\w+)\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%%|%[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%")
BRACED = re.compile(r"\{(\w*)[^{}\s]*\}")


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update").add_argument("--from", dest="folder", type=Path, help="folder of *.po-lines files")
    commands.add_parser("check")
    commands.add_parser("compile")
    asked = parser.parse_args()
    if asked.command == "update":
        return update(asked.folder)
    if asked.command == "check":
        return check()
    return compile_catalogue()


def update(folder: Path | None) -> int:
    """Write the catalogue anew from the code, with the translations it had and those of `folder`."""
    catalogue, known = source_texts(), stored_catalogue()
    for message in catalogue:
        old = known.get(message.id, message.context) if message.id else None
        if old is not None and bool(old.pluralizable) == bool(message.pluralizable):
            message.string, message.flags = old.string, message.flags | (old.flags & {"fuzzy"})
    unused = take_lines(catalogue, folder) if folder else []
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    CATALOGUE.write_bytes(written(catalogue))
    missing = sum(1 for message in catalogue if message.id and not is_translated(message))
    print(f"{len(catalogue)} texts, {missing} without a translation.")
    for where in unused:
        print(f"Not used: {where}")
    return 0


def check() -> int:
    """Say what is wrong with the catalogue; 1 when anything is."""
    problems = list(problems_of_catalogue())
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} problems in {CATALOGUE.relative_to(ROOT)}.")
    return 1 if problems else 0


def compile_catalogue() -> int:
    """Write django.mo beside django.po, for Django to read."""
    target = CATALOGUE.with_suffix(".mo")
    compiled = BytesIO()
    mofile.write_mo(compiled, stored_catalogue())
    partial = target.with_suffix(".mo.new")
    partial.write_bytes(compiled.getvalue())
    partial.replace(target)
    return 0


def source_texts() -> Catalog:
    """Return a catalogue of all texts that the code and the templates mark for translation, untranslated."""
    catalogue = Catalog(locale="sv", domain="django", header_comment=HEADER, fuzzy=False, charset="utf-8")
    for file in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt")]):
        for _line, text, comments, context in texts_of(file):
            place = file.relative_to(ROOT).as_posix()
            catalogue.add(text, locations=[(place, None)], auto_comments=comments, context=context)  # type: ignore[list-item]
    return catalogue


def texts_of(file: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    """Yield line, text (or text and plural), comments and context of each marked text of one file."""
    source = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        # What surrounds the marked texts becomes rows of X; without indentation it reads as Python.
        lines = templatize(source, origin=str(file)).splitlines()
        source = "\n".join(re.sub(r"\s", " ", line).strip() for line in lines)
    bytes_read = BytesIO(source.encode())
    options = {"encoding": "utf-8"}
    yield from extract("python", bytes_read, KEYWORDS, COMMENT_TAGS, options, strip_comment_tags=True)


def stored_catalogue() -> Catalog:
    """Return the catalogue as it stands in the file; empty when there is none yet."""
    if not CATALOGUE.exists():
        return Catalog(locale="sv", domain="django")
    with CATALOGUE.open("rb") as file:
        return pofile.read_po(file, locale="sv", domain="django", abort_invalid=True)


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as the bytes of its file: sorted, without dates, so that it changes only with the texts."""
    buffer = BytesIO()
    pofile.write_po(buffer, catalogue, width=110, sort_output=True, omit_header=True, include_lineno=False)
    plural = "nplurals=2; plural=(n != 1);"
    head = StringIO()
    head.write(f'{HEADER}\nmsgid ""\nmsgstr ""\n')
    for name, value in (
        ("Project-Id-Version", "samverka"),
        ("Language", "sv"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", plural),
    ):
        head.write(f'"{name}: {value}\\n"\n')
    return head.getvalue().encode() + b"\n" + buffer.getvalue()


def take_lines(catalogue: Catalog, folder: Path) -> list[str]:
    """Put the translations of the *.po-lines files into the catalogue; return the lines that have no place in it."""
    unused = []
    for file in sorted(folder.glob("*.po-lines")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                given = json.loads(line)
                source = given["msgid"]
                translation = given["msgstr_plural"] if "msgid_plural" in given else given["msgstr"]
            except (ValueError, KeyError, TypeError) as error:
                unused.append(f"{file.name}:{number}: not understood ({error!r})")
                continue
            message = catalogue.get(source, given.get("msgctxt"))
            if message is None or bool(message.pluralizable) != isinstance(translation, list):
                unused.append(f"{file.name}:{number}: {source!r}")
            else:
                message.string = tuple(translation) if isinstance(translation, list) else translation
    return unused


def problems_of_catalogue() -> Iterator[str]:
    """Yield a sentence for each text that is missing, fuzzy, no longer used, or wrong in its placeholders."""
    catalogue, source = stored_catalogue(), source_texts()
    for message in source:
        if not message.id:
            continue
        name = shown(message)
        stored = catalogue.get(message.id, message.context)
        if stored is None or bool(stored.pluralizable) != bool(message.pluralizable) or not is_translated(stored):
            yield f"Missing: {name}"
        elif stored.fuzzy:
            yield f"Fuzzy: {name}"
        else:
            yield from (f"{problem}: {name}" for problem in problems_of_placeholders(stored))
    for message in catalogue:
        if message.id and source.get(message.id, message.context) is None:
            yield f"No longer used: {shown(message)}"
    yield from (f"Obsolete: {shown(message)}" for message in catalogue.obsolete.values())


def problems_of_placeholders(message: Message) -> Iterator[str]:
    """Yield what would break, or stay empty, when the placeholders of a translation are filled in."""
    sources, translations = forms(message.id), forms(message.string)
    is_format = any("%%" in text or placeholders(text, is_format=False) for text in sources)
    allowed = set().union(*(placeholders(text, is_format=is_format) for text in sources))
    for text, original in zip(translations, [*sources[:1], *sources[-1:] * len(translations)], strict=False):
        found = placeholders(text, is_format=is_format)
        # "One day" may leave out its number, so only the plural must name every placeholder of its source.
        unknown, forgotten = set(found) - allowed, placeholders(original, is_format=is_format) - found
        if unknown:
            yield f"Unknown placeholder {', '.join(sorted(unknown))}"
        elif forgotten and (len(translations) == 1 or original is not sources[0]):
            yield f"Placeholder left out {', '.join(sorted(forgotten))}"


def placeholders(text: str, *, is_format: bool) -> Counter[str]:
    """Count the placeholders of a text, of both styles.

    In "50 % of costs" the percent sign is only a sign. It is a placeholder, right or wrong, when the text is known to
    be a format, or shows it by a placeholder that nobody writes by chance.
    """
    percent = [match for match in PERCENT.finditer(text) if match[0] != "%%"]
    if not is_format and not any(match[1] or match[0] in ("%s", "%d") for match in percent):
        percent = []
    return Counter([match[0] for match in percent] + [match[0] for match in BRACED.finditer(text)])


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Return a text, or a text with its plural, as the tuple of its forms."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def is_translated(message: Message) -> bool:
    """Tell whether every form of a message has a translation."""
    return bool(message.string) and all(forms(message.string))


def shown(message: Message) -> str:
    """Return a message as a person finds it: its text, context and first place."""
    context = f" [{message.context}]" if message.context else ""
    place = f" ({message.locations[0][0]})" if message.locations else ""
    return f"{forms(message.id)[0]!r}{context}{place}"


if __name__ == "__main__":
    sys.exit(main())
