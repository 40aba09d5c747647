"""The standing cast, a fixed moment, and clients that are logged in."""

import gc
from collections.abc import Callable
from datetime import UTC, datetime
from inspect import signature
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from samverka.demo.cast import bring_on_stage
from samverka.ground.accounts.models import User
from samverka.ground.programme.loading import load_taxonomies
from tests.factories.remembered import memory, remembered

# A test leaves little behind that refers to itself: looking for it as often as usual takes a fifth of the time.
gc.set_threshold(200_000)

# Two slow cores: an example may take its time, and a slow one proves nothing.
hypothesis_settings.register_profile("samverka", deadline=None)
hypothesis_settings.load_profile("samverka")

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


# Folders whose tests are tried with all their parameters on PostgreSQL too.
IN_FULL = {"catalogue", "journeys"}


def pytest_collection_modifyitems(config, items):
    """Leave out on PostgreSQL what was proved on SQLite.

    That is what touches no database; and of a test with parameters all sets but one, which shows that the statements
    mean the same here: what the others try is logic, and no other on another database.
    """
    if connection.vendor == "postgresql":
        wanted, seen = [], set()
        for item in sorted(items, key=lambda item: item.nodeid):
            function = item.nodeid.partition("[")[0]
            is_touching = "db" in item.fixturenames or item.get_closest_marker("django_db")
            if is_touching and (function not in seen or IN_FULL & set(item.path.parts)):
                wanted.append(item)
            seen.add(function)
        kept = set(wanted)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = [item for item in items if item in kept]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Load reference data and cast once; each test then undoes only its own changes."""
    with django_db_blocker.unblock():
        load_taxonomies()
        bring_on_stage(NOW)
        memory.take_as_ground()
    with connection.execute_wrapper(memory.watch):
        yield


@pytest.fixture(autouse=True)
def documents_folder(tmp_path):
    """Keep files that a test makes in a folder of its own."""
    kept = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    with override_settings(STORAGES={**settings.STORAGES, "default": kept}, DATA=tmp_path):
        yield


@pytest.fixture(autouse=True)
def remembered_walks(request):
    """Let the factories remember their walks from test to test, but for tests that change the program."""
    memory.begin_test(is_ordinary=not {"monkeypatch", "settings"} & set(signature(request.function).parameters))
    yield
    memory.here = None


@pytest.fixture(autouse=True)
def language_of_nobody():
    """Begin each test in the default language: a request leaves the language of its reader behind."""
    yield
    translation.deactivate()


@pytest.fixture
def at() -> datetime:
    """Return the moment at which tests happen: the morning of 2 March 2026."""
    return NOW


@pytest.fixture
def cast(db) -> SimpleNamespace:
    """Return the programme, its rule set, and the cast by their short names."""
    return standing_cast()


def standing_cast():
    """Return the cast as it lies in the database; what was read once is kept like any other walk."""
    return read_cast(SimpleNamespace())


@remembered
def read_cast(nobody):
    """Read the cast, or make it where it is not there."""
    return bring_on_stage(NOW)


@pytest.fixture
def log_in(db) -> Callable[[User], Client]:
    """Return a function that gives a client logged in as a person."""

    def log_in(person: User) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return log_in
