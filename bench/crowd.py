"""Fifty people who go through a whole application at the same time, and what a repeated press makes."""

import statistics
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin

from bench.server import Visitor, memory_mb, serving
from tests.walking import Form


class Person(Visitor):
    """A visitor who fills in forms."""

    def show(self, path: str) -> Form:
        """Open a page with a form."""
        status, content, _location = self.get(path)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        return Form(path, content)

    def send(self, form: Form, **values: Any) -> str:
        """Send the form; return where it leads."""
        form.fill(**values)
        body = urlencode(form.fields, doseq=True).encode()
        status, _content, location = self.ask(
            "POST", form.action, body, **{"Content-Type": "application/x-www-form-urlencoded"}
        )
        if status != 302:
            raise RuntimeError(f"{form.action} answered {status}")
        return urljoin(form.action, location)


class Journey(threading.Thread):
    """One coordinator and both signers: start, six sections, two signatures, submission."""

    def __init__(self, port: int, facts: dict[str, Any]) -> None:
        super().__init__()
        sessions = facts["sessions"]
        self.coordinator = Person(port, sessions["ingrid"])
        self.signers = [Person(port, sessions["nils"]), Person(port, sessions["lorato"])]
        self.call = facts["crowd_call"]
        self.took = 0.0
        self.receipt = ""
        self.failure = ""

    def run(self) -> None:
        """Go through it all, and note how long it took."""
        began = time.perf_counter()
        try:
            self.receipt = self.walk()
        except (OSError, RuntimeError, AssertionError) as failure:
            self.failure = str(failure)[:200]
        self.took = time.perf_counter() - began

    def walk(self) -> str:
        """Return the address of the receipt."""
        form = self.coordinator.show(f"/portal/applications/new/{self.call}/?partner=sekao-town-council")
        self.reference = self.coordinator.send(form).rstrip("/").rsplit("/", 1)[1]
        self.write()
        for signer in self.signers:
            signer.send(signer.show(f"/portal/applications/{self.reference}/sign/"))
        form = self.coordinator.show(f"/portal/applications/{self.reference}/submit/")
        self.sent = form
        return self.coordinator.send(form)

    def section(self, name: str) -> Form:
        """Open a section."""
        return self.coordinator.show(f"/portal/applications/{self.reference}/write/{name}/")

    def write(self) -> None:
        """Fill in every section."""
        texts = dict.fromkeys(("summary_en", "summary_sv", "objective"), "Words that say what is meant. " * 10)
        days = {"starts_on": "2027-01-01", "ends_on": "2027-12-31"}
        self.coordinator.send(self.section("summary"), title="Together", mutual_learning="Much.", **texts, **days)
        form = self.section("focus")
        self.coordinator.send(form, core_areas=["participation"], goals=["16"], targets=["16.7"])
        self.coordinator.send(self.section("activities"), **{"rows-0-title": "A visit", "rows-0-place": "Sekao"})
        form = self.section("team")
        for row, label in enumerate(("Exempelby", "Sekao")):
            form.fill(**{f"rows-{row}-name": f"Person {row}"})
            form.choose(f"rows-{row}-organisation", label).choose(f"rows-{row}-role", "project manager")
        self.coordinator.send(form)
        form = self.section("budget").fill(**{"rows-0-description": "Travel", "rows-0-unit_amount": "300 000"})
        self.coordinator.send(form.choose("rows-0-category", "Travel"))


def measure_crowd(folder: Path, facts: dict[str, Any], people: int) -> None:
    """Print the time of the journeys, what a repeated press makes, and the memory of the workers."""
    with serving(folder) as (port, workers):
        Visitor(port).timed("/bare/")
        journeys = [Journey(port, facts) for _ in range(people)]
        began = time.perf_counter()
        for journey in journeys:
            journey.start()
        for journey in journeys:
            journey.join()
        took = time.perf_counter() - began
        finished = [journey for journey in journeys if not journey.failure]
        times = sorted(journey.took for journey in finished) or [0.0]
        p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
        print(f"{people} people at once, two workers: {len(finished)} finished in {took:.1f} s;", end=" ")
        print(f"journey median {statistics.median(times):.1f} s, p95 {p95:.1f} s (to reach: 5 s)")
        for journey in journeys:
            if journey.failure:
                print("  failed:", journey.failure)
        repeats = [journey.coordinator.send(journey.sent) == journey.receipt for journey in finished[:10]]
        references = {journey.reference for journey in finished}
        print(f"{sum(repeats)} of {len(repeats)} repeated submissions got the first receipt;", end=" ")
        print(f"{len(references)} applications of {len(finished)} journeys")
        print(f"largest worker afterwards: {max(memory_mb(worker) for worker in workers):.0f} MB (to reach: 140 MB)")
