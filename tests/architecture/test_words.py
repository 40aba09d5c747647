"""Names say what a thing is: words that could stand for anything are not used."""

import ast
import re

from tests.architecture.layers import PACKAGE, ROOT

EMPTY_WORDS = {
    "base", "data", "flag", "handler", "helper", "info", "item", "manager", "misc", "obj", "process", "service", "util",
}  # fmt: skip
EMPTY_WORDS |= {f"{word}s" for word in EMPTY_WORDS}

# Names that others chose, and why they stand in our code.
EXCEPTIONS = {
    "add_item": "Django's word for putting an entry into a feed.",
    "data": "Django's bound fields are read by it.",
    "get_context_data": "Django's generic pages call it.",
    "get_edit_handler": "Wagtail calls it for the form of a page.",
    "handle_data": "Python's reader of HTML calls it.",
    "process_exception": "Django's middleware calls it.",
    "process_request": "Django's middleware calls it.",
    "process_response": "Django's middleware calls it.",
    "process_view": "Django's middleware calls it.",
    "value_from_datadict": "Django's form fields call it.",
    "UserManager": "Django's word for what makes the records of a model.",
}


def words(name):
    """Return the words of a name, whether they are joined by underscores or by capitals."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def named(file):
    """Yield the names of a file: its own, and those of its classes and functions."""
    yield file.parent.name if file.stem == "__init__" else file.stem
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name


def test_names_have_no_empty_words():
    files = [file for file in sorted(PACKAGE.rglob("*.py")) if "migrations" not in file.parts]
    found = {(file.relative_to(ROOT).as_posix(), name) for file in files for name in named(file)}
    assert sorted(pair for pair in found if words(pair[1]) & EMPTY_WORDS and pair[1] not in EXCEPTIONS) == []


def test_words_are_told_apart():
    assert words("CallDataHelper") == {"call", "data", "helper"}
    assert words("IATIExport_of_items") == {"iati", "export", "of", "items"}
    assert words("opendata") == {"opendata"}
