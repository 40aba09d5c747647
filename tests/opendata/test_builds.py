"""The files as they are kept: built once for each change, by the worker where it takes long, and never telling more."""

import gzip

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from samverka.faces.opendata import builds
from samverka.faces.opendata.publication import find_publication
from samverka.faces.opendata.tasks import build_files
from samverka.stages.projects.models import Case
from tests.opendata.cases import bare_case, full_case

FILES = ["/opendata/iati-activities.xml", "/opendata/iati-organisation.xml", "/opendata/360giving.json"]


@pytest.fixture(autouse=True)
def many(monkeypatch):
    """Let a single case be too many to be built while a reader waits, and nobody have asked for anything yet."""
    monkeypatch.setattr(builds, "FEW", 0)
    cache.clear()


def asked_for():
    """Return how often the worker was asked."""
    return DBTaskResult.objects.filter(task_path=build_files.module_path).count()


def work(cast):
    """Do what the worker does when it is asked."""
    build_files.func(cast.programme.slug)


@pytest.mark.parametrize("address", [*FILES, "/opendata/left-out/"])
def test_the_first_reader_is_told_when_to_come_back(cast, client, address):
    full_case(cast, "DEMO-2025-0001")
    for _again in range(3):
        answer = client.get(address)
        assert answer.status_code == 503
        assert answer["Retry-After"] == "60"
        assert answer["Cache-Control"] == "no-store"
    assert asked_for() == 1
    work(cast)
    assert client.get(address).status_code == 200


def test_a_change_is_built_by_the_worker_while_readers_get_the_build_before(cast, client):
    case = full_case(cast, "DEMO-2025-0001")
    work(cast)
    first = client.get(FILES[0])
    Case.objects.filter(pk=case.pk).update(title_en="New title", changed_at=timezone.now())
    between = client.get(FILES[0])
    assert (between.status_code, between["ETag"]) == (200, first["ETag"])
    assert client.get(FILES[0], HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    assert asked_for() == 1
    work(cast)
    after = client.get(FILES[0], HTTP_IF_NONE_MATCH=first["ETag"])
    assert after.status_code == 200
    assert after["ETag"] != first["ETag"]
    assert b"New title" in after.content


@pytest.mark.parametrize("hidden", [{"published_at": None}, {"shown": "nothing"}, {"shown": "no_place"}])
def test_a_build_that_tells_what_is_hidden_is_not_sent(cast, client, hidden):
    case = full_case(cast, "DEMO-2025-0001")
    full_case(cast, "DEMO-2025-0002")
    work(cast)
    Case.objects.filter(pk=case.pk).update(**hidden, changed_at=timezone.now())
    for address in FILES:
        assert client.get(address).status_code == 503
    work(cast)
    content = client.get(FILES[0]).content
    assert b"DEMO-2025-0002" in content
    assert (case.title_en.encode() in content) is False


def test_files_are_sent_without_reading_a_case(cast, client, monkeypatch):
    full_case(cast, "DEMO-2025-0001")
    work(cast)
    monkeypatch.setattr("samverka.faces.opendata.publication.Publication.cases", None)
    for address in FILES:
        plain = client.get(address)
        packed = client.get(address, HTTP_ACCEPT_ENCODING="br, gzip")
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
        assert "Accept-Encoding" in packed["Vary"]
        assert "Content-Encoding" not in client.get(address, HTTP_ACCEPT_ENCODING="identity")


def test_one_build_is_kept_and_half_of_one_is_never_seen(cast, monkeypatch):
    case = full_case(cast, "DEMO-2025-0001")
    work(cast)
    folder = builds.folder_of(find_publication(cast.programme.slug, timezone.now()))
    (before,) = folder.iterdir()
    Case.objects.filter(pk=case.pk).update(changed_at=timezone.now())

    def broken(*_arguments):
        raise ValueError("broken")

    monkeypatch.setattr("samverka.faces.opendata.grants.write_grants", broken)
    with pytest.raises(ValueError, match="broken"):
        work(cast)
    assert list(folder.iterdir()) == [before]
    monkeypatch.undo()
    work(cast)
    (after,) = folder.iterdir()
    assert after != before


def test_house_keeping_asks_once_for_what_has_changed(cast):
    case = full_case(cast, "DEMO-2025-0001")
    for _round in range(2):
        call_command("ask_for_files")
    assert asked_for() == 1
    work(cast)
    call_command("ask_for_files")
    assert asked_for() == 1
    Case.objects.filter(pk=case.pk).update(changed_at=timezone.now())
    call_command("ask_for_files")
    assert asked_for() == 2


def test_a_small_programme_is_built_while_its_reader_waits(cast, client, monkeypatch):
    monkeypatch.setattr(builds, "FEW", 2)
    full_case(cast, "DEMO-2025-0001")
    full_case(cast, "DEMO-2025-0002")
    assert client.get(FILES[0]).status_code == 200
    assert asked_for() == 0
    full_case(cast, "DEMO-2025-0003")
    assert b"DEMO-2025-0003" not in client.get(FILES[0]).content
    assert asked_for() == 1


def test_the_list_of_absences_reads_only_its_page(cast, client, monkeypatch):
    for number in range(7):
        bare_case(cast, f"DEMO-2025-000{number}", starts_on=None)
    work(cast)
    monkeypatch.setattr("samverka.faces.opendata.views.LeftOut.rows_each", 5)
    first = client.get("/opendata/left-out/?language=en").content.decode()
    second = client.get("/opendata/left-out/?language=en&page=2").content.decode()
    assert "DEMO-2025-0004" in first
    assert "DEMO-2025-0005" not in first
    assert "DEMO-2025-0006" in second
    assert "is not known" in second
