"""The last good copy of a page: kept for everybody, shown while the database is away, gone when its page is."""

import os
import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connections
from django.db.utils import load_backend
from django.test import Client
from django.utils import timezone

from samverka.stages.corrections.models import ErrorReport
from samverka.stages.projects.models import Case
from samverka.ui import copies, unchanged

AWAY = {
    "no folder": {"ENGINE": "django.db.backends.sqlite3", "NAME": "/nowhere/at/all.sqlite3"},
    "no database": {"ENGINE": "django.db.backends.sqlite3", "NAME": __file__},
    "no server": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "127.0.0.1",
        "PORT": "1",
        "NAME": "none",
        "USER": "nobody",
        "OPTIONS": {"connect_timeout": 1},
    },
}
SAVED = b"This page was saved on"


class ToTheOneThatIsAway:
    """A router that sends every question to a database that cannot be reached."""

    def db_for_read(self, model, **hints):
        return "away"

    db_for_write = db_for_read


@pytest.fixture
def keeping(settings, monkeypatch, tmp_path):
    """Let copies be kept, in a folder of the test's own, and no page in memory."""
    monkeypatch.setattr(unchanged, "mark_of_the_database", lambda: None)
    settings.DATA = tmp_path
    settings.COPIES_MAX_BYTES = 1_000_000


@pytest.fixture
def visitor(keeping, catalogue):
    """Return a stranger whose requests pass through the copies; what breaks gives an answer, as on a real server."""
    return Client(raise_request_exception=False)


@pytest.fixture
def database_away(settings):
    """Return a context in which every page asks a database that is away."""

    @contextmanager
    def database_away(kind="no folder"):
        described = dict(connections["default"].settings_dict, TEST={}, OPTIONS={}, CONN_HEALTH_CHECKS=False)
        described |= {"CONN_MAX_AGE": 0, **AWAY[kind]}
        connections["away"] = load_backend(described["ENGINE"]).DatabaseWrapper(described, alias="away")
        settings.DATABASE_ROUTERS = [ToTheOneThatIsAway()]
        try:
            yield
        finally:
            settings.DATABASE_ROUTERS = []
            del connections["away"]

    return database_away


def older(seconds):
    """Make every copy so much older."""
    for file in copies.folder().glob("??/*/*.gz"):
        moment = file.stat().st_mtime - seconds
        os.utime(file, (moment, moment))


def kept():
    return len(list(copies.folder().glob("??/*/*.gz")))


@pytest.mark.parametrize("kind", AWAY)
@pytest.mark.parametrize("address", ["/en/", "/en/cases/CAT-A1/", "/en/cases/?country=RS", "/sv/arenden/CAT-A1/"])
def test_a_page_stays_while_the_database_is_away(visitor, database_away, kind, address):
    before = visitor.get(address)
    with database_away(kind):
        away = visitor.get(address)
    assert away.status_code == 200
    notice = SAVED if address.startswith("/en/") else b"Sidan sparades"
    assert notice in away.content
    assert notice not in before.content
    assert (
        re.sub(b'<div class="notice warn" role="status">.*?</div>', b"", away.content, flags=re.DOTALL)
        == before.content
    )
    assert away["Cache-Control"] == "no-store"
    assert away["Warning"].startswith("111 ")
    assert int(away["Age"]) < 60
    assert away["Content-Language"] == address[1:3]
    assert "Content-Security-Policy" in away
    assert not away.cookies
    assert visitor.get(address).content == before.content


def test_a_page_of_which_nothing_is_kept_says_when_to_come_back(visitor, database_away):
    with database_away():
        for address, words in {"/en/calls/": "does not answer", "/sv/utlysningar/": "svarar inte"}.items():
            away = visitor.get(address)
            assert away.status_code == 503
            assert away["Retry-After"] == "60"
            assert away["Cache-Control"] == "no-store"
            assert words in away.content.decode()
        for address in ("/en/feed.atom", "/en/cases.csv", "/sitemap.xml", "/opendata/iati-activities.xml"):
            assert visitor.get(address).status_code == 503


def test_what_somebody_wrote_is_given_back_when_it_cannot_be_kept(visitor, database_away):
    path = "/en/report-an-error/?page=/en/cases/"
    slip = re.search(r'name="slip" value="([^"]+)"', visitor.get(path).content.decode())[1]
    with time_machine.travel(timezone.now() + timedelta(minutes=1)), database_away():
        answer = visitor.post(path, {"text": "It is <b>wrong</b>.", "email": "", "slip": slip})
    assert answer.status_code == 503
    assert answer["Cache-Control"] == "no-store"
    text = answer.content.decode()
    assert "has not been sent" in text
    assert "Nothing is lost" not in text
    assert "It is &lt;b&gt;wrong&lt;/b&gt;." in text
    assert not ErrorReport.objects.exists()


def test_whoever_watches_the_site_hears_that_the_database_is_gone(visitor, database_away):
    assert visitor.get("/healthz").status_code == 200
    with database_away():
        assert visitor.get("/healthz").status_code == 503


def test_a_copy_says_its_age_however_old(visitor, database_away):
    visitor.get("/en/")
    older(3 * 86_400 + 100)
    with database_away():
        away = visitor.get("/en/")
    assert away.status_code == 200
    assert b"That is 3 days ago." in away.content
    assert int(away["Age"]) > 3 * 86_400


def test_it_is_packed_and_answers_for_the_head_alone(visitor, database_away):
    visitor.get("/en/")
    with database_away():
        assert visitor.get("/en/", HTTP_ACCEPT_ENCODING="gzip")["Content-Encoding"] == "gzip"
        assert visitor.head("/en/").status_code == 200


def test_the_same_choices_in_another_order_are_the_same_page(visitor, database_away):
    visitor.get("/en/cases/?country=RS&goal=4&q=")
    with database_away():
        assert SAVED in visitor.get("/en/cases/?goal=4&country=RS").content
        assert visitor.get("/en/cases/?goal=5").status_code == 503


def test_a_withdrawn_page_does_not_come_back(visitor, database_away):
    for address in ("/en/cases/CAT-A1/", "/en/cases/CAT-A1/?from=feed"):
        visitor.get(address)
    reasons = {"withdrawn_reason_sv": "Fel.", "withdrawn_reason_en": "Wrong."}
    Case.objects.filter(reference="CAT-A1").update(withdrawn_at=timezone.now(), changed_at=timezone.now(), **reasons)
    assert visitor.get("/en/cases/CAT-A1/").status_code in (404, 410)
    with database_away():
        for address in ("/en/cases/CAT-A1/", "/en/cases/CAT-A1/?from=feed"):
            assert visitor.get(address).status_code == 503


@pytest.mark.parametrize(
    "change",
    [
        {"published_at": None},
        {"shown": "no_place"},
        {"shown": "nothing"},
        {"withdrawn_at": timezone.now(), "withdrawn_reason_sv": "Fel.", "withdrawn_reason_en": "Wrong."},
        {"embargo_until": timezone.now() + timedelta(days=30)},
    ],
    ids=lambda change: "-".join(map(str, next(iter(change.items()))))[:20],
)
def test_what_is_hidden_is_in_no_copy_after_the_next_round(visitor, database_away, change):
    call_command("drop_hidden_copies")
    visitor.get("/en/cases/")
    visitor.get("/en/cases/CAT-A1/")
    call_command("drop_hidden_copies")
    assert kept() == 2
    Case.objects.filter(reference="CAT-A1").update(**change, changed_at=timezone.now())
    call_command("drop_hidden_copies")
    assert kept() == 0
    with database_away():
        assert visitor.get("/en/cases/").status_code == 503


def test_a_new_case_drops_no_copy(visitor, add_cases):
    call_command("drop_hidden_copies")
    visitor.get("/en/cases/")
    add_cases(1)
    call_command("drop_hidden_copies")
    assert kept() == 1


def test_what_is_not_for_everybody_is_never_kept(visitor, log_in, cast):
    visitor.cookies["anything"] = "1"
    visitor.get("/en/")
    log_in(cast.sara).get("/en/")
    visitor.cookies.clear()
    for address in ("/portal/", "/accounts/login/", "/en/feed.atom", "/en/cases.csv", "/en/no/such/page/", "/healthz"):
        visitor.get(address)
    visitor.head("/en/")
    visitor.post("/en/")
    assert kept() == 0


def test_a_private_page_has_no_copy_to_show(visitor, database_away):
    with database_away():
        assert visitor.get("/accounts/login/").status_code in (200, 500)
        assert SAVED not in visitor.get("/portal/").content


def test_a_page_is_saved_once_a_minute(visitor):
    visitor.get("/en/")
    (file,) = copies.folder().glob("??/*/*.gz")
    written = file.stat()
    visitor.get("/en/")
    assert file.stat().st_ino == written.st_ino
    older(61)
    visitor.get("/en/")
    assert file.stat().st_mtime > written.st_mtime - 1
    assert file.stat().st_ino != written.st_ino


def test_lists_narrowed_in_every_way_do_not_fill_the_disk(visitor, monkeypatch):
    monkeypatch.setattr(copies, "MOST_VIEWS", 3)
    for number in range(5):
        visitor.get(f"/en/cases/?q=word{number}")
    assert kept() == 3
    visitor.get("/en/cases/")
    assert kept() == 4
    visitor.get("/en/calls/?a=1&b=2&c=3&d=4&e=5")
    visitor.get(f"/en/calls/?a={'x' * 300}")
    assert kept() == 4


def test_what_was_used_least_recently_goes(settings, keeping, tmp_path):
    keeper = copies.Keeper(100_000)
    for number in range(60):
        place = copies.folder_of(f"/en/{number}/") / "page.html.gz"
        keeper.save(place, os.urandom(4_000))
        moment = timezone.now().timestamp() - 1_000 + number
        os.utime(place, (moment, moment))
    sizes = [file.stat().st_size for file in copies.folder().glob("??/*/*.gz")]
    assert sum(sizes) <= 100_000
    assert len(sizes) > 15
    assert copies.find(copies.folder_of("/en/0/") / "page.html.gz") is None
    assert copies.find(copies.folder_of("/en/59/") / "page.html.gz") is not None


def test_half_a_copy_is_no_copy(visitor, database_away):
    visitor.get("/en/")
    (file,) = copies.folder().glob("??/*/*.gz")
    file.write_bytes(file.read_bytes()[:200])
    with database_away():
        assert visitor.get("/en/").status_code == 503


def test_a_full_disk_does_not_cost_the_page(visitor, monkeypatch):
    def full(*_arguments):
        raise OSError("No space left on device")

    monkeypatch.setattr(copies.Keeper, "save", full)
    assert visitor.get("/en/").status_code == 200


def test_a_fault_of_ours_is_still_a_fault(visitor, monkeypatch):
    visitor.get("/en/")

    def broken(*_arguments):
        raise ValueError("broken")

    monkeypatch.setattr("samverka.faces.website.start.views.Home.figures", broken)
    assert visitor.get("/en/").status_code == 500


def test_a_database_that_is_slow_to_fail_is_spared(visitor, database_away, monkeypatch):
    visitor.get("/en/")
    monkeypatch.setattr("samverka.ui.last_good.SLOW", 0.0)
    with database_away():
        visitor.get("/en/")
    assert SAVED in visitor.get("/en/").content  # it is back, and not asked yet
    monkeypatch.setattr("samverka.ui.last_good.time.monotonic", lambda: 1e12)
    assert SAVED not in visitor.get("/en/").content
