"""Walks that are remembered: what a factory wrote the first time is written again, without the thinking.

Most tests begin with a case that real actions walked to some state, and hundreds of them begin with the same walk.
The first walk in a process is a real one, and every statement by which it wrote to the database is kept. When another
test asks for the same walk from the same place, those statements are made again with the same values: the rows are
the same to the last number, on both databases, and the objects are as the walk left them.

A place is what lies in the database. It is known at the beginning of a test, and after each remembered walk from a
place that was known. As soon as anything else is written it is unknown, and walks are real ones until the test ends.

Processes that test side by side tell each other of their walks, by files in a folder. So a place is called the same in
all of them: the first by all that lies there, any other by the one before and the walk that led from it.
"""

import hashlib
import io
import pickle
from copy import deepcopy
from dataclasses import astuple, is_dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from types import NoneType
from typing import NamedTuple
from uuid import UUID, uuid4

import time_machine
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Model
from django.utils.translation import get_language

WRITE = {"INSERT", "UPDATE", "DELETE"}
HARMLESS = {"SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA", "SET"}
# Who is logged in, and what is made of the public cases at the next look: no part of what a walk finds or leaves.
BESIDE = ('"django_session"', '"catalogue_edition"')
SPOILT = object()  # stands among the statements where something happened that cannot be done again


class Walk(NamedTuple):
    """What a walk left: statements, files by their names, the objects as one pickle; and the place it led to."""

    statements: list
    files: dict
    objects: bytes


class Unknown(Exception):
    """Somebody passed an argument of which nobody can say whether it is the same as another time."""


class Memory:
    """The walks of one process, and where its database is now."""

    def __init__(self):
        self.walks = {}
        self.folder = None
        self.written = []
        self.here = self.ground = None
        self.sequences = []

    # --- Where we are ------------------------------------------------------------------------------------------------

    def take_as_ground(self, name=""):
        """Let what lies in the database now be the place where tests begin: a known one, or else a new one."""
        self.ground, self.sequences = self.here or name or uuid4().hex, read_sequences()

    def begin_test(self, is_ordinary=True):
        """Stand on the ground again: each test undoes its own changes. A test that changes the program walks itself."""
        self.here = self.ground if is_ordinary else None
        self.written.clear()

    def watch(self, execute, sql, params, many, context):
        """Let a statement pass, and see whether it writes: an execute_wrapper of the connection."""
        verb = sql.lstrip("(").split(None, 1)[0].upper()
        if verb in HARMLESS or any(table in sql for table in BESIDE):
            return execute(sql, params, many, context)
        self.here = None
        # What fails, or takes something back, leaves this here instead of a statement.
        self.written.append(SPOILT)
        done = execute(sql, params, many, context)
        if verb in WRITE and not many:
            self.written[-1] = (sql, params and [kept(one) for one in params])
        return done

    # --- Walking -----------------------------------------------------------------------------------------------------

    def go(self, walk, cast, given, facts):
        """Walk, or write again what the same walk from here wrote the first time; return what it returns."""
        if self.here is None or time_machine.escape_hatch.is_travelling():
            return walk(cast, *given, **facts)
        try:
            asked = self.here, walk.__module__, walk.__name__, get_language(), plain([vars(cast), given, facts])
        except Unknown:
            return walk(cast, *given, **facts)
        place = hashlib.sha256(repr(asked).encode()).hexdigest()
        if self.here == self.ground:
            set_sequences(self.sequences)
        ours = [one for one in (*vars(cast).values(), *given, *facts.values()) if isinstance(one, Model)]
        if known := self.walk_to(place):
            return self.go_again(known, place, ours)
        before, old_files = len(self.written), stored_files()
        result = walk(cast, *given, **facts)
        statements = self.written[before:]
        if SPOILT not in statements:
            files = {name: file.read_bytes() for name, file in stored_files().items() if name not in old_files}
            self.here = place
            self.remember(place, Walk(statements, files, packed(result, ours)))
        return result

    def walk_to(self, place):
        """Return the walk that led to a place, here or in a process beside this one."""
        if place not in self.walks and self.folder and (self.folder / place).exists():
            self.walks[place] = pickle.loads((self.folder / place).read_bytes())
        return self.walks.get(place)

    def remember(self, place, walk):
        """Remember the walk that led to a place, and tell the others."""
        self.walks[place] = walk
        if self.folder:
            unfinished = self.folder / uuid4().hex
            unfinished.write_bytes(pickle.dumps(walk))
            unfinished.rename(self.folder / place)

    def go_again(self, walk, place, ours):
        """Write what the walk wrote, and give its objects: ours as it changed them, and what it returned."""
        with connection.cursor() as cursor:
            for sql, params in together(walk.statements):
                cursor.execute(sql, params)
        for name, content in walk.files.items():
            file = Path(default_storage.location) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        self.here = place
        return unpacked(walk.objects, ours)


memory = Memory()


def remembered(walk):
    """Let a factory, called with the cast first, be walked once in a process from each place where it is asked for."""

    @wraps(walk)
    def factory(cast, *given, **facts):
        return memory.go(walk, cast, given, facts)

    return factory


def plain(value):
    """Return an argument as something that is equal whenever the argument is. Raises Unknown."""
    if isinstance(value, NoneType | str | int | date | UUID):
        return type(value), value
    if isinstance(value, Model) and value.pk:
        # Its fields and not its number alone: a test may have written in one without saving it.
        return type(value), plain([vars(value).get(field.attname) for field in value._meta.concrete_fields])
    if isinstance(value, dict):
        return dict, tuple((name, plain(one)) for name, one in value.items())
    if isinstance(value, list | tuple):
        return type(value), tuple(map(plain, value))
    if is_dataclass(value):
        return type(value), plain(astuple(value))
    raise Unknown(value)


def kept(value):
    """Return a copy of what is written: JSON is handed over as the very object that the program goes on with."""
    return bytes(value) if isinstance(value, memoryview) else deepcopy(value)


def together(statements):
    """Return the statements as few: PostgreSQL takes all at once, which saves the way there and back for each."""
    if connection.vendor != "postgresql":
        return statements
    sql = ";".join(sql if params else sql.replace("%", "%%") for sql, params in statements)
    return [(sql, [one for _sql, params in statements for one in params or ()])] if statements else []


def stored_files():
    """Return the documents that are stored now, by their names."""
    folder = Path(default_storage.location)
    return {str(file.relative_to(folder)): file for file in folder.rglob("*") if file.is_file()}


def what_lies_there():
    """Return a name for all that lies in the database: the same for the same rows."""
    name = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")
            rows = cursor.fetchall()
            name.update(f"{table} {rows}".encode())
    return name.hexdigest()


# --- Objects: a walk returns some, and changes those that it was given ----------------------------------------------


def packed(result, ours):
    """Return the result of a walk and what has become of our own objects, which are referred to by their numbers."""
    numbers = {id(one): number for number, one in enumerate(ours)}
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream)
    pickler.persistent_id = lambda one: numbers.get(id(one))
    pickler.dump(([vars(one) for one in ours], result))
    return stream.getvalue()


def unpacked(objects, ours):
    """Return the result that was packed, and let our own objects become what they became then."""
    unpickler = pickle.Unpickler(io.BytesIO(objects))
    unpickler.persistent_load = ours.__getitem__
    contents, result = unpickler.load()
    for one, content in zip(ours, contents, strict=True):
        vars(one).clear()
        vars(one).update(content)
    return result


# --- Numbers: SQLite takes them back with the rows, PostgreSQL goes on counting -------------------------------------


def read_sequences():
    """Return what PostgreSQL's counters say, as values for `set_sequences`."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', schemaname, sequencename), coalesce(last_value, start_value),"
            " last_value IS NOT NULL FROM pg_sequences"
        )
        return cursor.fetchall()


def set_sequences(sequences):
    """Let PostgreSQL count from the ground again, so that the same statements give the same numbers."""
    if sequences:
        with connection.cursor() as cursor:
            calls = ",".join(["setval(%s, %s, %s)"] * len(sequences))
            cursor.execute(f"SELECT {calls}", [value for one in sequences for value in one])
