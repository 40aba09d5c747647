"""How a long file makes room: the same process makes pages meanwhile, and only one of its threads runs at a time."""

import time

# After having waited, rest so many times as long: a page that has begun is then made without being held up again.
RESTS = 4
# Longer than any page takes; whoever waits for the file must not wait for ever.
LONGEST_REST = 0.05


class Pace:
    """The pace of one file. While nobody else wants to run it does not rest; where it had to wait, somebody does."""

    def __init__(self) -> None:
        self._note()

    def _note(self) -> None:
        self._clock, self._busy = time.perf_counter(), time.thread_time()

    def make_room(self) -> None:
        """Rest, after a few milliseconds of work, in proportion to the time that this work had to wait."""
        waited = (time.perf_counter() - self._clock) - (time.thread_time() - self._busy)
        time.sleep(min(max(waited, 0.0) * RESTS, LONGEST_REST))
        self._note()
