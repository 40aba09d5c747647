"""The databases of the installations that are measured: SQLite files, or a private PostgreSQL server."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bench.installations import ROOT


@contextmanager
def databases(names: list[str], on_postgres: bool) -> Iterator[list[str]]:
    """Yield the address of a database for each name; empty ones mean an SQLite file in the data folder."""
    if not on_postgres:
        yield [""] * len(names)
        return
    sys.path.insert(0, str(ROOT / "scripts"))
    import psycopg  # noqa: PLC0415 - only where it is asked for
    from private_postgres import private_postgres  # noqa: PLC0415

    with private_postgres() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            for name in names:
                connection.execute(f"CREATE DATABASE bench_{name}")
        yield [f"{url.removesuffix('/postgres')}/bench_{name}" for name in names]
