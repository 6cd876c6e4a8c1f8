"""The parts of a long reply that a visitor has not read yet, until "继续" asks for them.

In the database with a time to live, under a keyed hash of the visitor; holds the bot's and the officials' words only.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.claims import Claims
from knowledge.store import Migrations

KEEP_S = 1800

migrations = Migrations("wechat_waiting")


@migrations()
def wechat_waiting(tables: Any) -> None:
    columns = {"visitor": str, "parts": str, "expires_s": float}
    tables["wechat_waiting"].create(columns, pk="visitor", not_null=set(columns), strict=True)
    tables["wechat_waiting"].create_index(["expires_s"])


class Waiting:
    """What each visitor has still to read, e.g. `Waiting(claims).of("wechat:o6_bm…")`."""

    def __init__(self, claims: Claims, keep_s: float = KEEP_S) -> None:
        self._claims, self._store, self._clock, self._keep_s = claims, claims.store, claims.clock, keep_s
        self._store.migrate(migrations)

    def of(self, visitor: str) -> tuple[str, ...]:
        """In order; () where nothing waits, or no longer."""
        sql = "SELECT parts FROM wechat_waiting WHERE visitor = ? AND expires_s > ?"
        rows = self._store.rows(sql, (self._key(visitor), self._clock()))
        return tuple(json.loads(rows[0]["parts"])) if rows else ()

    def put(self, visitor: str, parts: Sequence[str]) -> None:
        """Takes the place of what waited before; no parts at all erase it."""
        now_s, key = self._clock(), self._key(visitor)
        with self._store.writing() as store:
            store.execute("DELETE FROM wechat_waiting WHERE visitor = ? OR expires_s <= ?", (key, now_s))
            if parts:
                row = (key, json.dumps(list(parts), ensure_ascii=False), now_s + self._keep_s)
                store.execute("INSERT INTO wechat_waiting VALUES (?, ?, ?)", row)

    def _key(self, visitor: str) -> str:
        return self._claims.digest("wechat waiting", visitor)
