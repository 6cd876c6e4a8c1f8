"""Answer once: a message is claimed, answered and its reply kept in one transaction, so a repeat gets the same reply.

A process that dies in mid-answer leaves nothing behind: claim, reply and whatever the answering wrote through the same
Store are rolled back together, and the repeat is answered as if for the first time. A repeat that comes while the first
is still being answered, in this process or in another, waits for it.
Knows no channel. A key is kept as a keyed hash, a reply as the bot's own words; both go when their time is over.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from knowledge.store import Migrations, Store

KEEP_S = 3600
PURGE_EVERY_S = 60
SECRET_BYTES = 16
Clock = Callable[[], float]

migrations = Migrations("claims")


@migrations()
def claims(tables: Any) -> None:
    columns = {"key": str, "reply": str, "made_s": float, "expires_s": float}
    tables["claims"].create(columns, pk="key", not_null=set(columns), strict=True)
    tables["claims"].create_index(["expires_s"])


class Kept(Struct, frozen=True):
    """A reply as it was first given; made_s is when, in Unix seconds. fresh: it was made by this very call."""

    reply: str
    made_s: float
    fresh: bool = False


class Claims:
    """Replies by message key, e.g. `Claims(store, secret, time.time).once(claims.digest(sender, number), answer)`.

    secret is the same in every process that shares the store. Raises ValueError if it is shorter than 16 bytes.
    """

    def __init__(self, store: Store, secret: bytes, clock: Clock, keep_s: float = KEEP_S) -> None:
        if len(secret) < SECRET_BYTES:
            raise ValueError(f"claims secret has {len(secret)} bytes, expected {SECRET_BYTES} or more")
        self.store, self.clock = store, clock
        self._secret, self._keep_s, self._purged_s = secret, keep_s, 0.0
        store.migrate(migrations)

    def digest(self, *parts: str) -> str:
        """A keyed hash; parts are told apart, so ("ab", "c") and ("a", "bc") differ."""
        raw = [part.encode("utf-8", "surrogatepass") for part in parts]
        whole = b"".join(len(part).to_bytes(8, "big") + part for part in raw)
        return hmac.digest(self._secret, whole, "sha256").hex()

    def once(self, key: str, answer: Callable[[], str]) -> Kept:
        """The reply kept under key, or the one that answer() gives now. key is a digest().

        answer runs inside the transaction; if it raises, nothing of it is kept and the error goes on to the caller.
        """
        with self.store.writing() as store:
            now_s = self.clock()
            rows = store.rows("SELECT reply, made_s FROM claims WHERE key = ? AND expires_s > ?", (key, now_s))
            if rows:
                return Kept(rows[0]["reply"], rows[0]["made_s"])
            made = Kept(answer(), now_s, fresh=True)
            row = (key, made.reply, now_s, now_s + self._keep_s)
            store.execute("INSERT OR REPLACE INTO claims (key, reply, made_s, expires_s) VALUES (?, ?, ?, ?)", row)
            self._purge(now_s)
            return made

    def _purge(self, now_s: float) -> None:
        if now_s - self._purged_s >= PURGE_EVERY_S:
            self._purged_s = now_s
            self.store.execute("DELETE FROM claims WHERE expires_s <= ?", (now_s,))
