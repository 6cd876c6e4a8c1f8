"""A conversation's memory with a time to live, in the database, so that a restart or a second process carries it on.

Keyed by a visitor's alias; gone when the time to live ends or the visitor asks for it. Keeps nothing for visitor "".
Beside it how many messages a visitor sent in this minute, which is no memory and is gone with the minute.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from bot.visitors import Visitors
from knowledge.store import Migrations, Store
from retrieval.context import Turn

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


@dataclass(frozen=True, slots=True)
class Session:
    """What a conversation remembers: turns oldest first, choices on offer (pair ids or texts), the pair last quoted,
    the record last kept (for 👍 and 👎), a fixed district."""

    turns: tuple[Turn, ...] = ()
    choices: tuple[str, ...] = ()
    pair: str = ""
    district: str = ""
    record: int = 0

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Session:
        """An empty session where the text is of another version."""
        try:
            data = json.loads(text)
            turns = tuple(
                Turn(one["question"], tuple(one["named"]), tuple(one["answered"]), tuple(one["pairs"]))
                for one in data["turns"]
            )
            return cls(turns, tuple(data["choices"]), data["pair"], data["district"], int(data["record"]))
        except (ValueError, KeyError, TypeError):
            return cls()


class Sessions:
    """Sessions by visitor. ttl_s: how long after the last turn a session lives."""

    def __init__(self, store: Store, visitors: Visitors, ttl_s: float, clock: Callable[[], float] = time.time) -> None:
        self._store, self._visitors, self._ttl_s, self._clock = store, visitors, ttl_s, clock
        store.migrate(MIGRATIONS)

    def load(self, visitor: str) -> Session:
        if not visitor:
            return Session()
        rows = self._store.rows(
            "SELECT memory FROM session WHERE alias = ? AND until > ?", (self._visitors.alias(visitor), self._clock())
        )
        return Session.from_json(rows[0]["memory"]) if rows else Session()

    def save(self, visitor: str, session: Session) -> None:
        if not visitor:
            return
        now = self._clock()
        with self._store.writing() as store:
            store.execute(
                "INSERT INTO session (alias, memory, until) VALUES (?, ?, ?) "
                "ON CONFLICT (alias) DO UPDATE SET memory = excluded.memory, until = excluded.until",
                (self._visitors.alias(visitor), session.to_json(), now + self._ttl_s),
            )
            store.execute("DELETE FROM session WHERE until <= ?", (now,))

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
        with self._store.writing() as store:
            store.execute("DELETE FROM session WHERE alias = ?", (self._visitors.alias(visitor),))
