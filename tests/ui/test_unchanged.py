"""Public pages in memory: given while the database is as it was, and to strangers only."""

import os
import re
import sqlite3
import time

import pytest
from django.db import OperationalError, connection
from django.test import Client

from samverka.stages.projects.models import Case
from samverka.ui import unchanged
from samverka.ui.unchanged import mark_of_files, mark_of_the_database
from tests.factories.projects import public_case

PAGE = "/en/cases/"


class Mark:
    """Stands for what the database says of itself."""

    now = 1


@pytest.fixture
def mark(settings, monkeypatch, tmp_path):
    settings.COPIES_MAX_BYTES, settings.DATA = 1_000_000, tmp_path
    mark = Mark()
    monkeypatch.setattr(unchanged, "mark_of_the_database", lambda: mark.now)
    return mark


@pytest.fixture
def case(mark, cast, at):
    return public_case(cast, at)


@pytest.fixture
def visitor(case):
    return Client()


def test_a_page_is_given_again_without_a_question_while_nothing_has_changed(visitor, django_assert_num_queries):
    first = visitor.get(PAGE)
    with django_assert_num_queries(0):
        again = visitor.get(PAGE)
        assert visitor.get(PAGE, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    assert again.content == first.content
    assert dict(again.headers) == dict(first.headers)


def test_a_change_is_seen_at_once(visitor, case, mark):
    assert case.title_en in visitor.get(f"{PAGE}{case.reference}/").content.decode()
    Case.objects.filter(pk=case.pk).update(title_en="Another title")
    mark.now += 1
    assert "Another title" in visitor.get(f"{PAGE}{case.reference}/").content.decode()


def test_what_is_hidden_is_gone_at_once(visitor, case, mark):
    address = f"{PAGE}{case.reference}/"
    assert visitor.get(address).status_code == 200
    Case.objects.filter(pk=case.pk).update(published_at=None)
    mark.now += 1
    for _again in range(2):
        assert visitor.get(address).status_code == 404


def test_what_changes_by_the_clock_is_made_anew_after_a_while(visitor, monkeypatch):
    visitor.get(PAGE)
    later = time.monotonic() + unchanged.SECONDS_KEPT + 1
    monkeypatch.setattr(unchanged.time, "monotonic", lambda: later)
    assert made_anew(visitor)


@pytest.mark.parametrize("how", ["a person", "another address", "no mark", "packed"])
def test_who_must_get_a_page_of_their_own(visitor, mark, how, cast):
    visitor.get(PAGE)
    if how == "a person":
        visitor.force_login(cast.sara, backend="allauth.account.auth_backends.AuthenticationBackend")
    if how == "no mark":
        mark.now = None
    address = f"{PAGE}?q=water" if how == "another address" else PAGE
    assert made_anew(visitor, address, **({"HTTP_ACCEPT_ENCODING": "gzip"} if how == "packed" else {}))


def test_a_page_without_a_mark_is_not_kept(visitor, mark):
    mark.now = None
    visitor.get(PAGE)
    mark.now = 1
    assert made_anew(visitor)


def test_there_is_room_for_so_much(visitor, monkeypatch):
    monkeypatch.setattr(unchanged, "MOST_BYTES", 1)
    visitor.get(PAGE)
    assert made_anew(visitor)


def made_anew(visitor, address=PAGE, **headers):
    """Tell whether the database was asked for the page."""
    asked = []

    def note(execute, *arguments):
        asked.append(arguments[0])
        return execute(*arguments)

    with connection.execute_wrapper(note):
        assert visitor.get(address, **headers).status_code == 200
    return bool(asked)


# --- What the database says of itself --------------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path):
    """Return an SQLite file as ours are, whose last change lies some time back."""
    name = tmp_path / "file.sqlite3"
    with sqlite3.connect(name) as database:
        database.execute("PRAGMA journal_mode = wal")
        database.execute("CREATE TABLE kept (number)")
    database.close()
    settle(name)
    return name


def settle(name):
    """Let the files be a minute old."""
    for one in (name, name.with_name(f"{name.name}-wal")):
        if one.exists():
            facts = one.stat()
            os.utime(one, ns=(facts.st_atime_ns, facts.st_mtime_ns - 60_000_000_000))


def test_reading_leaves_the_mark_and_each_change_makes_another(file):
    marks = [mark_of_files(str(file))]
    other = sqlite3.connect(file)
    other.execute("SELECT * FROM kept").fetchall()
    assert mark_of_files(str(file)) == marks[0] is not None
    for number in range(3):
        other.execute("INSERT INTO kept VALUES (?)", [number])
        other.commit()
        settle(file)
        marks.append(mark_of_files(str(file)))
    other.close()
    settle(file)
    assert None not in marks
    assert len(set(marks)) == len(marks)


def test_what_has_just_changed_has_no_mark_yet(file):
    other = sqlite3.connect(file)
    other.execute("INSERT INTO kept VALUES (1)")
    other.commit()
    assert mark_of_files(str(file)) is None
    other.close()


def test_a_file_that_is_not_there_has_no_mark(tmp_path):
    assert mark_of_files(str(tmp_path / "none")) is None


def test_a_write_moves_the_mark_of_a_server(cast):
    if connection.vendor != "postgresql":
        pytest.skip("A question to PostgreSQL.")
    before = mark_of_the_database()
    assert before is not None
    cast.programme.save()
    assert mark_of_the_database() != before


def test_the_mark_of_a_server_says_what_is_completed(cast):
    """Else a page made between the log of a change and its coming to sight would be kept as the newer one."""
    if connection.vendor != "postgresql":
        pytest.skip("A question to PostgreSQL.")
    _logged, completed = mark_of_the_database()
    assert re.fullmatch(r"\d+:\d+:[\d,]*", completed)


def test_a_database_that_is_away_has_no_mark(monkeypatch):
    class Away:
        vendor = "postgresql"

        def cursor(self):
            raise OperationalError

    monkeypatch.setattr(unchanged, "connection", Away())
    assert mark_of_the_database() is None
