"""What it takes to build the catalogue; run in a process of its own, in an installation: `python -m bench.building`."""

import json
import resource
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - needs Django set up
from django.db.models import Sum  # noqa: E402
from django.db.models.functions import Length  # noqa: E402
from django.utils import timezone  # noqa: E402

from samverka.stages.catalogue.actions import build_catalogue  # noqa: E402


def build() -> dict[str, float]:
    """Build it; return the seconds, the memory that the process came to need, and the size of the index.

    An installation that was kept may be older than the newest migration.
    """
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    edition = build_catalogue(at=timezone.now())
    took = time.perf_counter() - began
    return {
        "seconds": took,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
        "index_mb": edition.postings.aggregate(size=Sum(Length("places")))["size"] / 1e6,
    }


if __name__ == "__main__":
    print(json.dumps(build()))
