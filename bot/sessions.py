"""A conversation's memory with a time to live, in the database, so that a restart or a second process carries it on.

Keyed by a visitor's alias; gone when the time to live ends or the visitor asks for it. Keeps nothing for visitor "".
Which record a 👍 is for stays in this process: in the database it would tie who asked to what is kept of the question.
Beside it how many messages a visitor sent in this minute, which is no memory and is gone with the minute.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from bot.visitors import Visitors
from knowledge.store import Migrations, Store
from retrieval.context import Turn
from retrieval.scope import NOWHERE, Home

MIGRATIONS = Migrations("sessions")
MINUTE_S = 60


@MIGRATIONS()
def session(tables: Any) -> None:
    tables.execute(
        "CREATE TABLE session (alias TEXT PRIMARY KEY, memory TEXT NOT NULL, minute INTEGER NOT NULL DEFAULT 0, "
        "asked INTEGER NOT NULL DEFAULT 0, until REAL NOT NULL)"
    )
    tables.execute("CREATE INDEX session_until ON session (until)")


@MIGRATIONS()
def pace(tables: Any) -> None:
    """Apart from the session: who is forgotten is not allowed more in this minute."""
    tables.execute("CREATE TABLE pace (alias TEXT PRIMARY KEY, minute INTEGER NOT NULL, asked INTEGER NOT NULL)")
    tables.execute("CREATE INDEX pace_minute ON pace (minute)")
    for column in ("minute", "asked"):
        tables.execute(f"ALTER TABLE session DROP COLUMN {column}")


@MIGRATIONS()
def without_records(tables: Any) -> None:
    """An older version kept them in the database."""
    tables.execute("UPDATE session SET memory = json_remove(memory, '$.record') WHERE json_valid(memory)")


class Session(Struct, frozen=True):
    """What a conversation remembers: turns oldest first, choices on offer (pair ids or texts), the pair last quoted,
    a fixed district, the record last kept (for 👍 and 👎, 0 for none; never written down)."""

    turns: tuple[Turn, ...] = ()
    choices: tuple[str, ...] = ()
    pair: str = ""
    district: str = ""
    record: int = 0

    def to_json(self) -> str:
        """All but the record."""
        kept = {name: value for name, value in to_builtins(self).items() if name != "record"}
        return json.dumps(kept, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Session:
        """An empty session where the text is of another version."""
        try:
            data = json.loads(text)
            turns = tuple(
                Turn(
                    one["question"],
                    tuple(one["named"]),
                    tuple(one["answered"]),
                    tuple(one["pairs"]),
                    _home(one.get("home", NOWHERE)),
                )
                for one in data["turns"]
            )
            return cls(turns, tuple(data["choices"]), data["pair"], data["district"])
        except (ValueError, KeyError, TypeError):
            return cls()


def _home(kept: Sequence[Sequence[str]]) -> Home:
    officials, foreign = map(tuple, kept)
    return Home(officials, foreign)


class Sessions:
    """Sessions by visitor. ttl_s: how long after the last turn a session lives."""

    def __init__(self, store: Store, visitors: Visitors, ttl_s: float, clock: Callable[[], float] = time.time) -> None:
        self._store, self._visitors, self._ttl_s, self._clock = store, visitors, ttl_s, clock
        self._records: dict[str, tuple[int, float]] = {}  # by alias: the record and until when
        store.migrate(MIGRATIONS)

    def load(self, visitor: str) -> Session:
        if not visitor:
            return Session()
        alias, now = self._visitors.alias(visitor), self._clock()
        rows = self._store.rows("SELECT memory FROM session WHERE alias = ? AND until > ?", (alias, now))
        if not rows:
            return Session()
        record, until = self._records.get(alias, (0, 0.0))
        return replace(Session.from_json(rows[0]["memory"]), record=record if until > now else 0)

    def save(self, visitor: str, session: Session) -> None:
        if not visitor:
            return
        now, alias = self._clock(), self._visitors.alias(visitor)
        self._remember(alias, session.record, now)
        with self._store.writing() as store:
            store.execute(
                "INSERT INTO session (alias, memory, until) VALUES (?, ?, ?) "
                "ON CONFLICT (alias) DO UPDATE SET memory = excluded.memory, until = excluded.until",
                (alias, session.to_json(), now + self._ttl_s),
            )
            store.execute("DELETE FROM session WHERE until <= ?", (now,))

    def _remember(self, alias: str, record: int, now: float) -> None:
        """In order of age, so that what has ended stands first."""
        self._records.pop(alias, None)
        if record:
            self._records[alias] = (record, now + self._ttl_s)
        for one, (_, until) in list(islice(self._records.items(), 2)):
            if until <= now:
                self._records.pop(one, None)

    def is_too_fast(self, visitor: str, limit: int) -> bool:
        """Counts one message; whether the visitor sent more than `limit` in this minute. limit 0 is no limit."""
        if not visitor or not limit:
            return False
        minute = int(self._clock() // MINUTE_S)
        with self._store.writing() as store:
            store.execute("DELETE FROM pace WHERE minute < ?", (minute,))
            rows = store.rows(
                "INSERT INTO pace (alias, minute, asked) VALUES (?, ?, 1) "
                "ON CONFLICT (alias) DO UPDATE SET asked = asked + 1 RETURNING asked",
                (self._visitors.alias(visitor), minute),
            )
        return int(rows[0]["asked"]) > limit

    def forget(self, visitor: str) -> None:
        """Erases what belongs to the visitor, but not how much was asked in this minute, which goes with the minute."""
        alias = self._visitors.alias(visitor)
        self._records.pop(alias, None)
        with self._store.writing() as store:
            store.execute("DELETE FROM session WHERE alias = ?", (alias,))
