"""An installation with a known number of cases: its data folder, its database, and what there is to measure in it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Installation:
    """Where an installation lies, and what `bench.prepare` found to measure in it."""

    folder: Path
    cases: int
    database_url: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    articles: int = 0

    @property
    def size(self) -> str:
        """Return how much there is of what is measured in it."""
        return f"{self.articles:,} articles" if self.articles else f"{self.cases} cases"

    def environment(self) -> dict[str, str]:
        """Return the environment in which its processes run."""
        wanted = {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "SAMVERKA_DATA": str(self.folder),
            "DATABASE_URL": self.database_url,
            "SITE_ADDRESS": "http://127.0.0.1",
            "PYTHONPATH": str(ROOT),
        }
        return {**os.environ, **wanted}

    def ask(self, module: str, *arguments: str) -> Any:
        """Run a module of the bench in this installation; return what it prints."""
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, env=self.environment(), cwd=ROOT, check=True, stdout=subprocess.PIPE)  # noqa: S603
        return json.loads(done.stdout)


def prepare(folder: Path, cases: int, people: int, database_url: str = "") -> Installation:
    """Fill `folder` with an installation of `cases` cases, or take the one that is there; build its catalogue anew.

    A catalogue that is older than an hour would be asked for anew by every page.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = Installation(folder, cases, database_url)
    kept = folder / "facts.json"
    if not kept.exists():
        print(f"==> an installation with {cases} cases …", flush=True)
        kept.write_text(json.dumps(made.ask("bench.prepare", str(cases), str(people))))
    made.facts = {**json.loads(kept.read_text()), "built": made.ask("bench.building")}
    return made
