"""The standing cast, a fixed moment, and clients that are logged in."""

import gc
import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from inspect import signature
from types import SimpleNamespace
from unittest import mock

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client, override_settings
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from samverka.demo.cast import bring_on_stage
from samverka.demo.people import PASSWORD
from samverka.ground.accounts.models import User
from samverka.ground.guard import slips
from samverka.ground.programme.loading import load_taxonomies
from tests.factories.remembered import memory, remembered, what_lies_there

# A test leaves little behind that refers to itself: looking for it as often as usual takes a fifth of the time.
gc.set_threshold(200_000)

# Two slow cores: an example may take its time, and a slow one proves nothing.
hypothesis_settings.register_profile("samverka", deadline=None)
hypothesis_settings.load_profile("samverka")

# The sum of a public form takes half a second, and hundreds of tests solve one. Its own test makes it as hard as it is.
BITS, slips.BITS = slips.BITS, 4

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


# Tests that are tried with all their parameters on PostgreSQL too.
IN_FULL = ("tests/catalogue/", "tests/journeys/", "tests/architecture/")
# Pages are made of what the stages read and write, which is tried on both. On PostgreSQL every page is opened by
# somebody who may (the access matrix), a case goes through all of them (the journeys), and those are tried that put
# questions of their own to the database: lists that are narrowed, and searches.
PAGES = ("tests/office/", "tests/portal/", "tests/website/", "tests/opendata/")
PAGES_ON_BOTH = (
    *("tests/office/applications/", "tests/office/audit/", "tests/office/corrections/", "tests/office/people/"),
    *(
        "tests/portal/applications/",
        "tests/website/calls/",
        "tests/website/corrections/",
        "tests/website/news/test_pages",
    ),
    *("tests/website/organisations/", "tests/website/search/", "tests/opendata/test_validity.py"),
)


def pytest_collection_modifyitems(config, items):
    """Leave out on PostgreSQL what was proved on SQLite.

    That is what touches no database; most pages; and of a test with parameters all sets but one, which shows that the
    statements mean the same here: what the others try is logic, and no other on another database.
    """
    if connection.vendor == "postgresql":
        wanted, seen = [], set()
        for item in sorted(items, key=lambda item: item.nodeid):
            function = item.nodeid.partition("[")[0]
            is_touching = "db" in item.fixturenames or item.get_closest_marker("django_db")
            is_left_out = function.startswith(PAGES) and not function.startswith(PAGES_ON_BOTH)
            if is_touching and not is_left_out and (function not in seen or function.startswith(IN_FULL)):
                wanted.append(item)
            seen.add(function)
        kept = set(wanted)
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = [item for item in items if item in kept]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load reference data and cast once; each test then undoes only its own changes."""
    with django_db_blocker.unblock():
        load_taxonomies()
        bring_on_stage(NOW)
        # The same in every process, so that one can go on from where another has been.
        User.objects.update(password=make_password(PASSWORD, salt="as-long-as-the-hasher-wants-it"))
        memory.take_as_ground(what_lies_there())
    if "PYTEST_XDIST_WORKER" in os.environ:
        memory.folder = tmp_path_factory.getbasetemp().parent / "walks"
        memory.folder.mkdir(exist_ok=True)
    with connection.execute_wrapper(memory.watch):
        yield


@pytest.fixture(autouse=True)
def documents_folder(tmp_path):
    """Keep files that a test makes in a folder of its own."""
    kept = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    with override_settings(STORAGES={**settings.STORAGES, "default": kept}, DATA=tmp_path):
        yield


@pytest.fixture(autouse=True)
def remembered_walks(request):
    """Let the factories remember their walks from test to test, but for tests with settings of their own."""
    memory.begin_test(is_ordinary="settings" not in signature(request.function).parameters)
    yield
    memory.here = None


@pytest.fixture
def monkeypatch(monkeypatch):
    """Let nothing be remembered from where a test begins to change the program."""

    def spoiling(change):
        @wraps(change)
        def changed(*given, **facts):
            memory.here = None
            return change(*given, **facts)

        return changed

    for name in ("setattr", "setitem", "delattr", "delitem"):
        setattr(monkeypatch, name, spoiling(getattr(monkeypatch, name)))
    return monkeypatch


@pytest.fixture
def lasting_connection():
    """Let a test that closes an answer itself keep the connection, in whose transaction the test lies."""
    with mock.patch.object(connection, "close_if_unusable_or_obsolete"):
        yield


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
        # As Django's `force_login` does, but that nothing is written down about the person.
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session.save()
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return client

    return log_in
