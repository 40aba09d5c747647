"""Every setting that the environment may give: its name, type, default and one sentence.

The table in `docs/operations.md` is printed from this list, so a setting is described where it is read.
A secret may also be given as a file: `<NAME>_FILE` names the file that holds the value.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from environs import Env

_env = Env()
_UNSET: Any = object()


@dataclass(frozen=True)
class Setting:
    """One documented setting."""

    name: str
    kind: str
    default: Any
    sentence: str


SETTINGS: list[Setting] = []

# A thread keeps its connection: to open one, and to let SQLite read the schema again, costs as much as a small page.
CONNECTION_SECONDS = 600
CONNECT_SECONDS = 5


def read(name: str, kind: str, default: Any, sentence: str) -> Any:
    """Return the setting called `name`, read as `kind` (str, bool, int, list), and note it for the documentation."""
    SETTINGS.append(Setting(name, kind, default, sentence))
    file_named = _env.str(f"{name}_FILE", "")
    if file_named:
        return Path(file_named).read_text(encoding="utf-8").strip()
    return getattr(_env, kind)(name, default)


def database(url: str, folder: Path) -> dict[str, Any]:
    """Return Django's description of the database at `url`, or of the SQLite file in `folder` when it is empty."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "samverka.sqlite3",
            "CONN_MAX_AGE": CONNECTION_SECONDS,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-4000;",
            },
        }
    described = dict(Env().dj_db_url("UNSET_DATABASE_URL", default=url, conn_max_age=CONNECTION_SECONDS))
    described["CONN_HEALTH_CHECKS"] = True
    # A server that does not answer would otherwise hold each page for two minutes.
    described["OPTIONS"] = {"connect_timeout": CONNECT_SECONDS, **described.get("OPTIONS", {})}
    return described


def mail(url: str) -> dict[str, Any]:
    """Return Django's e-mail settings for the server at `url`."""
    return dict(Env().dj_email_url("UNSET_EMAIL_URL", default=url))
