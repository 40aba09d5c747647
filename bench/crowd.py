"""Fifty people who go through whole applications at the same time, and what a repeated press makes.

Three people go through one application, a coordinator and two who sign: fifty people are seventeen applications. That
many are measured, and then three times as many, an application for each of fifty coordinators.
"""

import math
import statistics
import threading
import time
from typing import Any
from urllib.parse import urlencode, urljoin

from bench.installations import Installation
from bench.server import Visitor, busy_seconds, memory_mb, serving
from tests.walking import Form

WARM_UP = 2
ON_EACH = 3


def journeys_for(people: int) -> tuple[int, int]:
    """Return how many applications so many people make together, and how many when each has one of his or her own."""
    return math.ceil(people / ON_EACH), people


class Person(Visitor):
    """A visitor who reads pages, fills in their forms, and is sent on to the next page as a browser is."""

    address = ""
    content = b""
    pages = 0

    def go(self, path: str) -> "Person":
        """Open a page, unless it is the one that is open."""
        if path != self.address:
            status, self.content, _location = self.get(path)
            self.address, self.pages = path, self.pages + 1
            if status != 200:
                raise RuntimeError(f"{path} answered {status}")
        return self

    def form(self) -> Form:
        """Return the form of the page."""
        return Form(self.address, self.content)

    def press(self, form: Form | None = None, **values: Any) -> str:
        """Fill in and send the form of the page, or the one given; open the page that it leads to, and return where."""
        form = (form or self.form()).fill(**values)
        body = urlencode(form.fields, doseq=True).encode()
        status, _content, location = self.ask(
            "POST", form.action, body, **{"Content-Type": "application/x-www-form-urlencoded"}
        )
        if status != 302:
            raise RuntimeError(f"{form.action} answered {status}")
        self.pages += 1
        return self.go(urljoin(form.action, location)).address


class Journey(threading.Thread):
    """A coordinator and both signers: start, five sections, two signatures, submission."""

    def __init__(self, port: int, call: str, travellers: dict[str, Any]) -> None:
        super().__init__()
        self.coordinator = Person(port, travellers["coordinator"])
        self.signers = [Person(port, session) for session in travellers["signers"]]
        self.call, self.partner, self.names = call, travellers["partner"], travellers["names"]
        self.took = 0.0
        self.reference = self.receipt = self.failure = ""
        self.sent: Form | None = None

    def run(self) -> None:
        """Go through it all, and note how long it took."""
        began = time.perf_counter()
        try:
            self.walk()
        except (OSError, RuntimeError, AssertionError) as failure:
            self.failure = repr(failure)[:300]
        self.took = time.perf_counter() - began

    def walk(self) -> None:
        """Go from the call to the receipt."""
        start = f"/portal/applications/new/{self.call}/?partner={self.partner}"
        self.reference = self.coordinator.go(start).press().rstrip("/").rsplit("/", 1)[1]
        self.write()
        for signer in self.signers:
            signer.go(self.path("sign")).press()
        self.sent = self.coordinator.go(self.path("submit")).form()
        self.receipt = self.coordinator.press(self.sent)

    def path(self, *parts: str) -> str:
        """Return an address below the application's own."""
        return "/".join(["/portal/applications", self.reference, *parts, ""])

    def write(self) -> None:
        """Fill in every section that must be filled in, each with “Save and go on”, the main button of its page."""
        texts = dict.fromkeys(("summary_en", "summary_sv", "objective"), "Words that say what is meant. " * 10)
        days = {"starts_on": "2027-01-01", "ends_on": "2027-12-31"}
        self.section("summary").press(go_on="yes", title="Together", mutual_learning="Much.", **texts, **days)
        self.section("focus").press(go_on="yes", core_areas=["participation"], targets=["16.7"])
        self.section("activities").press(go_on="yes", **{"rows-0-title": "A visit", "rows-0-place": "There"})
        form = self.section("team").form()
        for row, name in enumerate(self.names):
            form.fill(**{f"rows-{row}-name": f"Person {row}"})
            form.choose(f"rows-{row}-organisation", name).choose(f"rows-{row}-role", "project manager")
        self.coordinator.press(form, go_on="yes")
        form = self.section("budget").form().choose("rows-0-category", "Travel")
        costs = {"description": "Flights", "quantity": "10", "unit_amount": "30 000"}
        self.coordinator.press(form, go_on="yes", **{f"rows-0-{name}": value for name, value in costs.items()})

    def section(self, name: str) -> Person:
        """Open a section."""
        return self.coordinator.go(self.path("write", name))

    @property
    def pages(self) -> int:
        """Return how many pages were asked for."""
        return sum(person.pages for person in (self.coordinator, *self.signers))


def measure_crowd(installation: Installation, people: int) -> None:
    """Print the time of the journeys, what a repeated press makes, and the memory of the workers."""
    crowd = installation.facts["crowd"]
    with serving(installation) as (port, workers):
        journeys = [Journey(port, crowd["call"], travellers) for travellers in crowd["travellers"]]
        walk([journeys.pop() for _ in range(WARM_UP)])
        for number in journeys_for(people):
            several = [journeys.pop() for _ in range(number)]
            busy, own = sum(map(busy_seconds, workers)), time.process_time()
            took = walk(several)
            busy, own = sum(map(busy_seconds, workers)) - busy, time.process_time() - own
            print_journeys(several, took, len(workers))
            print(f"processor time: {busy:.1f} s in the workers, {own:.1f} s in the crowd itself")
            print_repeats([journey for journey in several if not journey.failure])
            print(f"largest worker afterwards: {max(memory_mb(worker) for worker in workers):.0f} MB")


def walk(several: list[Journey]) -> float:
    """Let several go at once; return how many seconds passed until the last had arrived."""
    began = time.perf_counter()
    for journey in several:
        journey.start()
    for journey in several:
        journey.join()
    return time.perf_counter() - began


def print_journeys(journeys: list[Journey], took: float, workers: int) -> None:
    """Print how long the journeys took, and what went wrong."""
    finished = [journey for journey in journeys if not journey.failure]
    times = sorted(journey.took for journey in finished) or [0.0]
    p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
    pages = sum(journey.pages for journey in finished)
    people = len(journeys) * ON_EACH
    print(f"\n{len(journeys)} applications by {people} people at once, {workers} workers:", end=" ")
    print(f"{len(finished)} finished in {took:.1f} s;", end=" ")
    print(f"journey median {statistics.median(times):.1f} s, p95 {p95:.1f} s (to reach: 5 s);", end=" ")
    print(f"{pages} requests, {pages / took:.0f} a second")
    for failure in {journey.failure for journey in journeys if journey.failure}:
        print("  failed:", failure)


def print_repeats(finished: list[Journey]) -> None:
    """Press “send” again in every journey; print how many got the first receipt, and how many records there are."""
    repeats = [journey.coordinator.press(journey.sent) == journey.receipt for journey in finished]
    references = {journey.reference for journey in finished}
    print(f"{sum(repeats)} of {len(repeats)} repeated submissions got the first receipt;", end=" ")
    print(f"{len(references)} applications of {len(finished)} journeys")
