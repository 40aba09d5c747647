"""A programme that is no demonstration, the Swedish organisations, and a way to write small files."""

import csv
import io

import pytest
from django.utils.translation import override

from samverka.demo.cast import make_case_types
from samverka.ground.programme.models import Country, Programme, ProgrammeOwner
from samverka.stages.organisations.loading import load_municipalities
from samverka.stages.projects.importing.applying import import_partnerships
from samverka.stages.projects.importing.rows import COLUMNS
from tests.conftest import NOW, standing_cast
from tests.factories.places import laid_out_once
from tests.factories.remembered import remembered


@pytest.fixture(scope="module")
def laid_out_catalogue(django_db_setup, django_db_blocker):
    with laid_out_once(django_db_blocker, lambda: places_and_catalogue(standing_cast())) as catalogue:
        yield catalogue


@remembered
def places_and_catalogue(cast):
    """Load the Swedish organisations, and return a programme that is no demonstration."""
    load_municipalities(NOW)
    return make_catalogue()


@pytest.fixture
def catalogue(laid_out_catalogue, db):
    return laid_out_catalogue


def make_catalogue():
    """Return a programme that is no demonstration, with the usual kinds of case."""
    owner = ProgrammeOwner.objects.create(name_sv="Katalogen", name_en="The Catalogue", identifier="XE-EXAMPLE-C")
    programme = Programme.objects.create(
        owner=owner,
        slug="catalogue",
        name_sv="Katalogen",
        name_en="The Catalogue",
        sender="c@catalogue.example",
        reference_prefix="CAT",
        home_country=Country.objects.get(code="SE"),
    )
    make_case_types(programme)
    return programme


def written(*rows, columns=COLUMNS):
    """Return a CSV file with these rows, given as dicts."""
    file = io.StringIO()
    lines = csv.DictWriter(file, columns, lineterminator="\n")
    lines.writeheader()
    lines.writerows(rows)
    return file.getvalue().encode()


@pytest.fixture
def take_in(catalogue, at):
    """Return a function that imports rows; `id` counts up where it is not given."""

    def take_in(*rows, dry_run=False, **kwargs):
        numbered = [{"id": f"T{number}", **row} for number, row in enumerate(rows, 1)]
        return import_partnerships(catalogue, written(*numbered, **kwargs), dry_run=dry_run, by=None, at=at)

    return take_in


@pytest.fixture(autouse=True)
def in_english():
    """Let plans speak English, whatever language the page of an earlier test was in."""
    with override("en"):
        yield
