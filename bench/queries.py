"""How many queries a page makes and how many rows they read; run in a process of its own, in an installation.

python -m bench.queries FACTS_AS_JSON
"""

import json
import sys
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402 - needs Django set up
from django.db.backends.utils import CursorWrapper  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402


def count(facts: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Ask every page twice; return (queries, rows read) of the second visit, as a warm server would have them."""
    read = {"rows": 0}
    for method in ("fetchone", "fetchmany", "fetchall"):
        count_rows_of(CursorWrapper, method, read)
    found = {}
    for group, pages in facts["pages"].items():
        client = Client(headers={"host": "127.0.0.1"})
        client.cookies["anew"] = "1"  # Who brings a cookie gets no page that is kept for strangers.
        if facts["sessions"][group]:
            client.cookies["sessionid"] = facts["sessions"][group]
        for name, path in pages.items():
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
    print(json.dumps(count(json.loads(sys.argv[1]))))
