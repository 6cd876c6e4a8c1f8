"""What a start begins before most modules are read: the database is opened, its collection loaded beside their reading.

SQLite works without the interpreter's lock, so the two cost little more than one. Imports next to nothing itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from bot.settings import Settings, SettingsError
from knowledge.beside import Beside
from knowledge.collecting import no_collecting
from knowledge.collection import load_collection
from knowledge.phrasings import BadPhrasings
from knowledge.schema import prepare
from knowledge.shipped import sync_shipped
from knowledge.store import Store, StoreError
from knowledge.unreadable import UnreadableFile

ANSWERING = frozenset({"serve", "ask", "chat"})  # the commands that need the collection whatever they are asked
INTERRUPTED = 130  # the exit status of a call that was stopped by Ctrl+C
CANNOT = (SettingsError, StoreError, sqlite3.Error, UnreadableFile, BadPhrasings, OSError)


class Early:
    """A database that is up to date, and its collection, which is being loaded."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.loading = Beside("collection", lambda: load_collection(store))


def opened(settings: Settings) -> Store:
    """The database, with the interviews that ship taken in. Raises one of CANNOT."""
    store = Store(settings.database)
    prepare(store)
    with no_collecting():
        sync_shipped(store, settings.interviews)
    return store


def begun(words: Sequence[str], environment: Mapping[str, str]) -> Early | None:
    """What a call of run_bot.py with these words needs in any case; None for one that answers nothing.

    None, too, where a setting or the database cannot be used: the command that needs it says so. Raises SystemExit
    where it is interrupted.
    """
    called = words[0] if words else "serve"
    if called not in ANSWERING or not {"-h", "--help"}.isdisjoint(words):
        return None
    try:
        return Early(opened(Settings.from_env(dict(environment))))
    except CANNOT:
        return None
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
