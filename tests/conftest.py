"""The standing cast, a fixed moment, and clients that are logged in."""

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
from tests.factories.remembered import memory

# Two slow cores: an example may take its time, and a slow one proves nothing.
hypothesis_settings.register_profile("samverka", deadline=None)
hypothesis_settings.load_profile("samverka")

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def pytest_collection_modifyitems(config, items):
    """Leave out on PostgreSQL what touches no database: it was proved on SQLite."""
    if connection.vendor == "postgresql":
        touching = [item for item in items if "db" in item.fixturenames or item.get_closest_marker("django_db")]
        config.hook.pytest_deselected(items=list(set(items) - set(touching)))
        items[:] = touching


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
    return bring_on_stage(NOW)


@pytest.fixture
def log_in(db) -> Callable[[User], Client]:
    """Return a function that gives a client logged in as a person."""

    def log_in(person: User) -> Client:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return log_in
