"""Visitors without names: a keyed hash in place of who asked. The key lies in a file of its own beside the database.

So a database, or a copy of it, leads back to nobody; without the file its conversations belong to no one and end.
"""

from __future__ import annotations

import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path

from knowledge.store import Store, StoreError

KEY_BYTES = 32
SUFFIX = ".key"


class Visitors:
    """Turns a channel's visitor into a name that leads nowhere without the key. Raises StoreError if it cannot be kept.

    A database in memory has a key in memory.
    """

    def __init__(self, store: Store) -> None:
        self._key = secrets.token_bytes(KEY_BYTES) if store.path == ":memory:" else _kept_key(store)

    def alias(self, visitor: str) -> str:
        """A keyed hash, 32 hexadecimal digits; the same for the same visitor."""
        return hmac.new(self._key, visitor.encode("utf-8", "surrogatepass"), sha256).hexdigest()[:32]


def _kept_key(store: Store) -> bytes:
    """The key of the file, made if there is none. The database's write lock keeps two processes from making two."""
    path = Path(store.path).with_suffix(SUFFIX)
    try:
        key = _read(path)
        if key and not _is_of_older_version(store):
            return key
        with store.writing():
            key = _read(path) or _of_older_version(store) or secrets.token_bytes(KEY_BYTES)
            if _read(path) != key:
                _write(path, key)
            store.execute("DROP TABLE IF EXISTS visitor_key")
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}; expected a file that can be read and written") from error
    return key


def _read(path: Path) -> bytes | None:
    """None where there is no key or what stands there is none."""
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return None
    return key if len(key) == KEY_BYTES else None


def _write(path: Path, key: bytes) -> None:
    """Whole or not at all, for this user only."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(key.hex())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _is_of_older_version(store: Store) -> bool:
    return bool(store.rows("SELECT name FROM sqlite_master WHERE name = 'visitor_key'"))


def _of_older_version(store: Store) -> bytes | None:
    """The key as it was kept in the database, so that conversations outlive the change."""
    if not _is_of_older_version(store):
        return None
    rows = store.rows("SELECT key FROM visitor_key")
    return bytes.fromhex(rows[0]["key"]) if rows else None
