"""What the keyboard looks words up in: the built table in its SQLite file, or a small one in memory until it is built.

Reads only; `build` writes. A table made from other versions of the packages, or a broken file, is no table.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Lock
from typing import Protocol

from msgspec import Struct

BUILD = 1  # raise it when build.py makes another table from the same packages
SCHEMA = """
CREATE TABLE about (stamp TEXT NOT NULL);
CREATE TABLE word (key TEXT NOT NULL, text TEXT NOT NULL, weight INTEGER NOT NULL, PRIMARY KEY (key, text))
    WITHOUT ROWID;
CREATE TABLE initials (key TEXT NOT NULL, text TEXT NOT NULL, weight INTEGER NOT NULL, PRIMARY KEY (key, text))
    WITHOUT ROWID;
CREATE TABLE reading (character TEXT PRIMARY KEY, readings TEXT NOT NULL) WITHOUT ROWID;
"""
KEYS_A_QUERY = 500


class Word(Struct, frozen=True):
    """A word with its syllables; weight is how common it is."""

    text: str
    syllables: tuple[str, ...]
    weight: int

    @property
    def key(self) -> str:
        return "".join(self.syllables)

    @property
    def initials(self) -> str:
        """ "jb" for 举报; "" for a single character or a word of more than six."""
        return "".join(syllable[:1] for syllable in self.syllables) if 2 <= len(self.syllables) <= 6 else ""


class Found(Struct, frozen=True):
    """A word as a table gives it."""

    text: str
    weight: int


class Table(Protocol):
    """Where words are looked up by their letters (ü is v). Lists are most common first."""

    @property
    def syllables(self) -> frozenset[str]: ...

    def words(self, keys: Sequence[str]) -> dict[str, list[Found]]: ...

    def beginning(self, letters: str, limit: int) -> list[Found]: ...

    def abbreviated(self, initials: str) -> list[Found]: ...

    def readings(self, character: str) -> tuple[str, ...]: ...


def stamp() -> str:
    """What a table is made from, e.g. "1 pypinyin 0.55.0 jieba 0.42.1"."""
    return " ".join([str(BUILD), *(f"{name} {_version(name)}" for name in ("pypinyin", "jieba"))])


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


class StoredTable:
    """The built table in its file. Threads share it; `close` when done."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection, self._lock = connection, Lock()
        rows = self._rows("SELECT DISTINCT key FROM word WHERE length(text) = 1", ())
        self.syllables = frozenset(str(row[0]) for row in rows)

    @classmethod
    def open(cls, path: Path) -> StoredTable | None:
        """None where there is no file, or it is broken, or other versions made it."""
        if not path.is_file():
            return None
        address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        try:
            connection.execute("PRAGMA cache_size = -1024")
            if connection.execute("SELECT stamp FROM about").fetchone() == (stamp(),):
                return cls(connection)
        except sqlite3.DatabaseError:
            pass
        connection.close()
        return None

    def words(self, keys: Sequence[str]) -> dict[str, list[Found]]:
        found: dict[str, list[Found]] = {}
        for start in range(0, len(keys), KEYS_A_QUERY):
            some = keys[start : start + KEYS_A_QUERY]
            marks = ", ".join("?" * len(some))
            sql = f"SELECT key, text, weight FROM word WHERE key IN ({marks}) ORDER BY weight DESC, text"
            for key, text, weight in self._rows(sql, some):
                found.setdefault(str(key), []).append(Found(str(text), int(str(weight))))
        return found

    def beginning(self, letters: str, limit: int) -> list[Found]:
        sql = "SELECT text, weight FROM word WHERE key > ? AND key < ? ORDER BY weight DESC, text LIMIT ?"
        return _found(self._rows(sql, (letters, letters + "{", limit)))

    def abbreviated(self, initials: str) -> list[Found]:
        sql = "SELECT text, weight FROM initials WHERE key = ? ORDER BY weight DESC, text"
        return _found(self._rows(sql, (initials,)))

    def readings(self, character: str) -> tuple[str, ...]:
        rows = self._rows("SELECT readings FROM reading WHERE character = ?", (character,))
        return tuple(str(rows[0][0]).split()) if rows else ()

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _rows(self, sql: str, parameters: Sequence[object]) -> list[tuple[object, ...]]:
        with self._lock:
            return self._connection.execute(sql, parameters).fetchall()


def _found(rows: Iterable[tuple[object, ...]]) -> list[Found]:
    return [Found(str(text), int(str(weight))) for text, weight in rows]


class MemoryTable:
    """A table of the words it is given; what the keyboard works with until the stored one is built."""

    def __init__(self, words: Iterable[Word]) -> None:
        by_key: dict[str, list[Found]] = defaultdict(list)
        by_initials: dict[str, list[Found]] = defaultdict(list)
        readings: dict[str, list[str]] = defaultdict(list)
        for word in sorted(words, key=lambda word: (-word.weight, word.text)):
            by_key[word.key].append(Found(word.text, word.weight))
            if word.initials:
                by_initials[word.initials].append(Found(word.text, word.weight))
            if len(word.text) == 1:
                readings[word.text].append(word.key)
        self._words, self._initials, self._readings = dict(by_key), dict(by_initials), dict(readings)
        self._keys = sorted(by_key)
        self.syllables = frozenset(reading for found in readings.values() for reading in found)

    def words(self, keys: Sequence[str]) -> dict[str, list[Found]]:
        return {key: list(self._words[key]) for key in keys if key in self._words}

    def beginning(self, letters: str, limit: int) -> list[Found]:
        found: list[Found] = []
        for key in self._keys[bisect_left(self._keys, letters + "a") : bisect_left(self._keys, letters + "{")]:
            found.extend(self._words[key])
        return sorted(found, key=lambda word: (-word.weight, word.text))[:limit]

    def abbreviated(self, initials: str) -> list[Found]:
        return list(self._initials.get(initials, ()))

    def readings(self, character: str) -> tuple[str, ...]:
        return tuple(self._readings.get(character, ()))
