"""The pages of the documentation that are printed from the code.

    .venv/bin/python scripts/generated_docs.py

Writes `docs/states.md`, and the table of settings between its marks in `docs/operations.md`. The tests compare the
pages with the same functions.
"""

import sys
from pathlib import Path

from steps import Failed, run, stop

ROOT = Path(__file__).resolve().parent.parent
STATES = ROOT / "docs" / "states.md"
OPERATIONS = ROOT / "docs" / "operations.md"
BEGIN, END = "<!-- settings: begin -->", "<!-- settings: end -->"


def main() -> None:
    """Write both pages."""
    STATES.write_text(printed("document_states"), encoding="utf-8")
    operations = OPERATIONS.read_text(encoding="utf-8")
    if BEGIN not in operations or END not in operations:
        stop(f"{OPERATIONS.name} needs the lines {BEGIN} and {END} around its table of settings.")
    OPERATIONS.write_text(with_settings(operations, printed("document_settings")), encoding="utf-8")


def printed(command: str) -> str:
    """Return what a management command of ours prints."""
    return run([sys.executable, str(ROOT / "manage.py"), command]).rstrip() + "\n"


def with_settings(page: str, table: str) -> str:
    """Return the page with the table between its marks."""
    before, rest = page.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    return f"{before}{BEGIN}\n\n{table.strip()}\n\n{END}{after}"


if __name__ == "__main__":
    try:
        main()
    except Failed as error:
        stop(str(error))
