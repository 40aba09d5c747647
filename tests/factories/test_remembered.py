from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction

from samverka.stages.organisations.models import Organisation
from tests.factories import agreements, applications, assessments, decisions, payments, projects
from tests.factories.remembered import memory


@pytest.fixture
def walks(monkeypatch):
    """Return the walks that are remembered: none, at first."""
    monkeypatch.setattr(memory, "walks", {})
    monkeypatch.setattr(memory, "folder", None)
    return memory.walks


def everything():
    """Return all rows of all tables, and all stored files, in the order in which they were made."""
    with connection.cursor() as cursor:
        rows = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
            rows[table] = cursor.fetchall()
        return rows, {name: Path(default_storage.path(name)).read_bytes() for name in files()}


def files(folder=""):
    folders, names = default_storage.listdir(folder)
    return sorted([f"{folder}{name}" for name in names] + [n for one in folders for n in files(f"{folder}{one}/")])


def statements_of(walk):
    """Count what is said to the database by a walk from the ground, and give all it leaves; it is undone afterwards."""
    said = []

    def note(execute, sql, params, many, context):
        said.append(sql)
        return execute(sql, params, many, context)

    with transaction.atomic():
        memory.begin_test()
        with connection.execute_wrapper(note):
            result = walk()
        left = everything()
        words = repr(result)
        transaction.set_rollback(True)
    return len(said), (left, words), result


@pytest.mark.parametrize(
    "factory", [applications.submitted, assessments.scored, decisions.rejected, agreements.offered, payments.paid]
)
def test_what_is_put_back_is_what_was_walked(cast, at, walks, factory):
    many, walked, first = statements_of(lambda: factory(cast, at))
    few, put_back, second = statements_of(lambda: factory(cast, at))
    assert put_back == walked
    assert few < many / 2
    assert first == second


def test_a_walk_goes_on_from_a_remembered_place(cast, at, walks):
    def twice():
        case = projects.running_case(cast, at)
        return case, payments.paid(cast, at), projects.public_case(cast, at, case)

    many, walked, first = statements_of(twice)
    few, put_back, (case, payment, public) = statements_of(twice)
    assert put_back == walked
    assert few < many / 2
    assert (case, payment, public) == first
    # The object that was handed in has become what the walk made of it, as in the walk itself.
    assert case.published_at == public.published_at == at


def test_elsewhere_one_walks(cast, at, walks):
    memory.begin_test()
    applications.submitted(cast, at)
    known = dict(walks)
    assert known
    Organisation.objects.filter(pk=cast.sekao.pk).update(name_en="Sekao")
    applications.submitted(cast, at)
    assert walks == known


def test_other_arguments_are_another_walk(cast, at, walks):
    two = statements_of(lambda: applications.draft(cast, at))[2]
    three = statements_of(lambda: applications.draft(cast, at, parties=3))[2]
    assert (len(two.organisations), len(three.organisations)) == (2, 3)


def test_what_is_taken_back_is_not_remembered(cast, at, walks):
    memory.begin_test()
    with transaction.atomic():
        applications.draft(cast, at)
        transaction.set_rollback(True)
    before = dict(walks)
    applications.draft(cast, at)
    assert walks == before
