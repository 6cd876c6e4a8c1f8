"""Visitors without names: a keyed hash in place of who asked, masks over what would tell. Stores only the key."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from typing import Any

from knowledge.store import Migrations, Store

MIGRATIONS = Migrations("visitors")


@MIGRATIONS()
def visitor_key(tables: Any) -> None:
    tables.execute("CREATE TABLE visitor_key (key TEXT NOT NULL)")
    tables.execute("INSERT INTO visitor_key VALUES (?)", (secrets.token_hex(32),))


class Visitors:
    """Turns a channel's visitor into a name that leads nowhere without the key in this database."""

    def __init__(self, store: Store) -> None:
        store.migrate(MIGRATIONS)
        self._key = bytes.fromhex(store.rows("SELECT key FROM visitor_key")[0]["key"])

    def alias(self, visitor: str) -> str:
        """A keyed hash, 32 hexadecimal digits; the same for the same visitor."""
        return hmac.new(self._key, visitor.encode("utf-8", "surrogatepass"), sha256).hexdigest()[:32]
