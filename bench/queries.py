"""How many queries a page makes and how many rows they read; run in a process of its own.

python -m bench.queries FACTS_AS_JSON
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.server import ROOT, environment


def measure_queries(folder: Path, facts: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Return (queries, rows read) of each page of `facts`, asked of the installation in `folder`."""
    command = [sys.executable, "-m", "bench.queries", json.dumps(facts)]
    done = subprocess.run(command, env=environment(folder), cwd=ROOT, check=True, stdout=subprocess.PIPE)  # noqa: S603
    return {name: (queries, rows) for name, (queries, rows) in json.loads(done.stdout).items()}


def count(facts: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Ask every page twice, and count on the second visit, as a warm server would."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by the caller
    from django.db.backends.utils import CursorWrapper  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    read = {"rows": 0}
    for method in ("fetchone", "fetchmany", "fetchall"):
        count_rows_of(CursorWrapper, method, read)
    sessions = {"public": "", "office": facts["sessions"]["helena"], "form": facts["sessions"]["ingrid"]}
    found = {}
    for group, session in sessions.items():
        client = Client(headers={"host": "127.0.0.1"})
        if session:
            client.cookies["sessionid"] = session
        for name, path in facts[group].items():
            client.get(path)
            read["rows"] = 0
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            found[name] = (len(captured), read["rows"])
    return found


def count_rows_of(cursor: Any, method: str, read: dict[str, int]) -> None:
    """Let the cursor's `method` add the rows it returns to `read`."""

    def counting(self: Any, *args: Any) -> Any:
        rows = getattr(self.cursor, method)(*args)
        read["rows"] += (rows is not None) if method == "fetchone" else len(rows)
        return rows

    setattr(cursor, method, counting)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(count(json.loads(sys.argv[1]))))
