"""The SQLite file: open, migrate, read, write in one transaction. The one module that imports sqlite_utils.

That takes a tenth of a second and is needed only to change tables: a start with a database up to date does without.
Knows no table of its own; each room brings its migrations.
Threads of a process share one connection behind a lock; processes share the file through WAL and a busy timeout.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import groupby
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

BUSY_TIMEOUT_MS = 10_000
Parameters = Sequence[Any] | Mapping[str, Any]
Step = Callable[[Any], None]


class StoreError(Exception):
    """The database file cannot be opened, read or written."""


class Migrations:
    """The steps that bring one room's tables up to date, in the order in which they are written down.

    sqlite_utils applies them and keeps a list of what was applied.
    """

    APPLIED = "_sqlite_migrations"  # its table

    def __init__(self, name: str) -> None:
        self.name = name
        self._steps: dict[str, Step] = {}

    def __call__(self, *, name: str = "") -> Callable[[Step], Step]:
        """Makes a function of the tables a step; its name is that of the function where none is given."""

        def written_down(step: Step) -> Step:
            self._steps[name or step.__name__] = step
            return step

        return written_down

    def pending(self, store: Store) -> tuple[str, ...]:
        """The names of the steps that this database has not seen. Writes nothing."""
        if not store.values("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", [self.APPLIED]):
            return tuple(self._steps)
        rows = store.values(f"SELECT name FROM {self.APPLIED} WHERE migration_set = ?", [self.name])
        return tuple(name for name in self._steps if (name,) not in rows)

    def apply(self, tables: Database, stop_before: str | None = None) -> None:
        """Applies what is pending, as far as the step of that name; each step is whole or not at all."""
        from sqlite_utils.migrations import Migrations as Applied

        applied = Applied(self.name)
        for name, step in self._steps.items():
            applied(name=name)(step)
        applied.apply(tables, stop_before=stop_before)


class Store:
    """One SQLite database, e.g. `Store("data/bot.db")` or `Store(":memory:")`.

    Raises StoreError if the file is no database or cannot be opened.
    """

    def __init__(self, path: str | Path) -> None:
        self._lock = RLock()
        self.path = str(path)
        try:
            if self.path != ":memory:":
                Path(self.path).parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self.path, timeout=BUSY_TIMEOUT_MS / 1000, check_same_thread=False)
            self._connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA secure_delete = ON")  # what a visitor said is gone when its row is gone
            if self.path != ":memory:":
                self._connection.execute("PRAGMA journal_mode = WAL")
        except (sqlite3.DatabaseError, OSError) as error:
            raise StoreError(f"{self.path}: {error}; expected a SQLite database that can be written") from error

    @cached_property
    def tables(self) -> Database:
        """The same database as sqlite_utils has it, for changing tables."""
        from sqlite_utils import Database

        return Database(self._connection)

    def migrate(self, migrations: Migrations) -> None:
        """Applies what has not been applied yet, in order; each migration is whole or not at all."""
        with self._lock:
            if migrations.pending(self):
                migrations.apply(self.tables)

    def rows(self, sql: str, parameters: Parameters = ()) -> list[dict[str, Any]]:
        """The rows of a SELECT, as dicts by column name."""
        with self._lock:
            cursor = self._connection.execute(sql, parameters)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def values(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """The rows of a SELECT as tuples in the order of its columns: for many rows, in half the time."""
        with self._lock:
            return self._connection.execute(sql, parameters).fetchall()

    def at_once(self, columns: str, where_from: str, parameters: Parameters = ()) -> list[list[Any]]:
        """The rows of `SELECT columns where_from`, in order, as lists; no cell may be a BLOB.

        SQLite makes one text of them, and other threads work on meanwhile: between rows that are fetched one by one,
        each waits for the interpreter's lock. Up to 1 GB of text.
        """
        one = f"SELECT '[' || coalesce(group_concat(cells), '') || ']' FROM (SELECT json_array({columns}) AS cells"
        found: list[list[Any]] = json.loads(self.values(f"{one} {where_from})", parameters)[0][0])
        return found

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """One transaction, all or nothing; holds the write lock from the start. Nested use joins the outer one."""
        with self._lock:
            if self._connection.in_transaction:
                yield self
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.commit()

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Runs one write inside `writing()`; how many rows it touched. Raises ValueError outside a transaction."""
        if not self._connection.in_transaction:
            raise ValueError("write outside of writing(): it would not be kept")
        return self._connection.execute(sql, parameters).rowcount

    def insert(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Adds rows to a table inside `writing()`."""
        if not self._connection.in_transaction:
            raise ValueError("write outside of writing(): it would not be kept")
        for columns, alike in groupby(rows, key=tuple):
            names = ", ".join(f'"{name}"' for name in columns)
            marks = ", ".join("?" * len(columns))
            values = (tuple(row.values()) for row in alike)
            self._connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)

    def __del__(self) -> None:
        connection = getattr(self, "_connection", None)
        if connection is not None:  # Python 3.13 warns of a connection that nobody closed
            connection.close()

    def close(self) -> None:
        with self._lock:
            self._connection.close()
