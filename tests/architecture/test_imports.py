"""What the import contracts and the linter cannot say. The contracts themselves are run by `make check`."""

import ast

import pytest

from tests.architecture.layers import PACKAGE, ROOT

CLOCKS = {"today", "localdate", "localtime"}
BELOW_THE_FACES = ("samverka/stages", "samverka/ground")


def trees(*folders):
    """Yield the path and the syntax tree of every Python file in the folders, without migrations."""
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file.relative_to(ROOT).as_posix(), ast.parse(file.read_text(encoding="utf-8"))


def imported(tree):
    """Return the names of all modules, and of what is taken from them, that a file imports."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def methods(tree):
    """Return the names of the methods of all classes in a file."""
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return {node.name for each in classes for node in each.body if isinstance(node, ast.FunctionDef)}


def clocks_read(tree):
    """Return the calls that ask what time it is; `today(moment)` only asks which day a moment falls on."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [(getattr(call.func, "attr", None) or getattr(call.func, "id", ""), call.args) for call in calls]
    return {name for name, given in named if name in {"now", "utcnow"} or (name in CLOCKS and not given)}


def test_nothing_needs_postgresql():
    users = [path for path, tree in trees("samverka") if any("contrib.postgres" in name for name in imported(tree))]
    assert users == []


def test_stages_and_ground_have_no_signals():
    signals = {"django.dispatch", "django.db.models.signals"}
    assert [path for path, tree in trees(*BELOW_THE_FACES) if imported(tree) & signals] == []


def test_stages_override_no_save():
    assert [path for path, tree in trees("samverka/stages") if methods(tree) & {"save", "delete"}] == []


def test_rules_get_the_day_as_an_argument():
    rules = [(path, tree) for path, tree in trees("samverka/stages") if "/rules" in path]
    assert [path for path, tree in rules if clocks_read(tree)] == []


@pytest.mark.parametrize(
    ("source", "look", "expected"),
    [
        ("from django.contrib.postgres.fields import ArrayField", imported, "django.contrib.postgres.fields"),
        ("from django.db.models import signals", imported, "django.db.models.signals"),
        ("class Call:\n    def save(self): ...", methods, "save"),
        ("day = timezone.now().date()", clocks_read, "now"),
    ],
)
def test_what_is_looked_for_is_seen(source, look, expected):
    assert expected in look(ast.parse(source))


def test_the_package_is_where_it_is_looked_for():
    assert PACKAGE.joinpath("config", "settings.py").exists()
