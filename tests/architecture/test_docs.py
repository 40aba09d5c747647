"""The generated pages of the documentation are what the code prints now; `make docs` writes them."""

import re
import tomllib
from io import StringIO

import generated_docs
from django.core.management import call_command

from tests.architecture.layers import ROOT


def printed(command):
    """Return what a management command prints."""
    said = StringIO()
    call_command(command, stdout=said)
    return said.getvalue().rstrip() + "\n"


def test_the_page_of_states_is_current():
    assert generated_docs.STATES.read_text(encoding="utf-8") == printed("document_states")


def test_the_table_of_settings_is_current():
    page = generated_docs.OPERATIONS.read_text(encoding="utf-8")
    assert page == generated_docs.with_settings(page, printed("document_settings"))


def test_every_dependency_has_its_reason():
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)
    groups = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    named = {re.match(r"[\w-]+", line)[0] for group in groups for line in group}
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| ([a-z][\w-]*) \| \S", page, re.MULTILINE)) == named
