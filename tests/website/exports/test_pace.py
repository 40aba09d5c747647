"""A long file makes room for the pages that the same process makes meanwhile."""

import sys
from types import SimpleNamespace

import pytest

from samverka.faces.website.exports import pace, views
from tests.website.exports.test_files import in_small_batches


class Clock:
    """A clock that a test sets, and a record of the rests."""

    def __init__(self):
        self.now = self.busy = 0.0
        self.rests = []

    def work(self, busy, waited):
        self.busy += busy
        self.now += busy + waited

    def rest(self, seconds):
        self.rests.append(round(seconds, 6))
        self.now += seconds


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    watched = SimpleNamespace(perf_counter=lambda: clock.now, thread_time=lambda: clock.busy, sleep=clock.rest)
    monkeypatch.setattr(pace, "time", watched)
    return clock


def test_it_rests_in_proportion_to_what_it_had_to_wait(clock):
    going = pace.Pace()
    for busy, waited in ((0.003, 0.0), (0.003, 0.005), (0.003, 9.0), (0.003, 0.0)):
        clock.work(busy, waited)
        going.make_room()
    assert clock.rests == [0.0, 0.005 * pace.RESTS, pace.LONGEST_REST, 0.0]


def test_turns_are_short_while_a_long_file_is_on_its_way(client, catalogue, monkeypatch, add_cases, lasting_connection):
    add_cases(30)
    in_small_batches(monkeypatch)
    usual = sys.getswitchinterval()
    answer = client.get("/en/cases.csv")
    assert sys.getswitchinterval() == pytest.approx(views.SHORT_TURN)
    assert client.get("/en/cases.json").status_code == 503
    answer.close()
    assert sys.getswitchinterval() == pytest.approx(usual)


def test_a_file_that_fails_before_its_first_byte_leaves_its_seat(client, catalogue, monkeypatch, add_cases):
    add_cases(30)
    in_small_batches(monkeypatch)
    monkeypatch.setattr(views, "about_the_view", lambda *_of: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        client.get("/en/cases.csv")
    assert views.SEATS.acquire(blocking=False)
    views.SEATS.release()
