"""The keyboard as a server keeps it: answers at once, and better once the table is built in a process beside it.

Builds at most once at a time; a build that fails leaves the keyboard with the collection's own words and single
characters.
"""

from __future__ import annotations

import atexit
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from threading import Lock, Thread

from bot.typing.pinyin import Candidate, PinyinKeyboard
from bot.typing.table import MemoryTable, StoredTable, Table, Word
from knowledge.model import Collection
from retrieval import lexicon
from retrieval.words import fold, fold_all, syllables, tokenise

PROJECT = Path(__file__).resolve().parents[2]
TABLE_NAME = "pinyin.db"
BUILD_LIMIT_S = 300
DICTIONARY_WEIGHT = 2
CHARACTERS_ANYONE_TYPES = range(0xB0, 0xD8)  # the first level of GB 2312: 3,755 characters


def table_path(database: Path) -> Path:
    """Where the table is kept: beside the database."""
    return database.with_name(TABLE_NAME)


def build_table(path: Path) -> bool:
    """Builds the table at `path` unless it is there and fresh; about 7 s, 150 MB, in a process of its own.

    False where it could not be built.
    """
    table = StoredTable.open(path)
    if table is not None:
        table.close()
        return True
    command = [sys.executable, "-m", "bot.typing.build", str(path.absolute())]
    try:
        process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    except OSError:
        return False
    atexit.register(process.kill)  # a server that ends leaves no process behind
    try:
        return process.wait(BUILD_LIMIT_S) == 0
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return False
    finally:
        atexit.unregister(process.kill)


def own_words(collection: Collection) -> dict[str, int]:
    """The words of the collection's questions and answers and of the lexicon, with how often they stand there.

    Not those of the phrasings: they are spelt as people type, mistakes included.
    """
    listed = [*lexicon.user_dictionary(), *(word for group in lexicon.synonym_groups() for word in group)]
    counts = dict.fromkeys(fold_all([word for word in listed if len(word) > 1]), DICTIONARY_WEIGHT)
    for pair in collection.pairs:
        for word in tokenise(fold(f"{pair.question or ''}\n{pair.answer}")):
            if len(word) > 1:
                counts[word] = counts.get(word, 0) + 1
    return counts


@cache
def single_characters() -> MemoryTable:
    """The common characters by their first reading, all equally common: the table before the table."""
    return MemoryTable(Word(character, syllables(character), 1) for character in _common_characters())


def _common_characters() -> Iterator[str]:
    for row in CHARACTERS_ANYONE_TYPES:
        yield from bytes(part for cell in range(0xA1, 0xFF) for part in (row, cell)).decode("gb2312", "ignore")


def readings_from(path: Path | None) -> Table:
    """The built table where there is one, else the single characters; for `Suggester`."""
    return (StoredTable.open(path) if path else None) or single_characters()


class KeyboardDesk:
    """`path` is where the table is kept, None for none. Call `start` once; `candidates` works before and after."""

    def __init__(self, path: Path | None, own: Mapping[str, int]) -> None:
        self._path, self._own, self._lock = path, own, Lock()
        self._keyboard: PinyinKeyboard | None = None
        self._building: Thread | None = None
        self._stored = False

    def start(self) -> None:
        """Builds what is missing in the background; returns at once."""
        with self._lock:
            if self._path is None or self._building is not None or self._opened() is not None:
                return
            self._building = Thread(target=self._build, name="pinyin-table", daemon=True)
            self._building.start()

    @property
    def is_ready(self) -> bool:
        """Whether the built table is in use; without a place for one there is nothing to wait for."""
        return self._stored or self._path is None

    def candidates(self, letters: str) -> list[Candidate]:
        """Best first; see PinyinKeyboard.candidates."""
        with self._lock:
            keyboard = self._keyboard
            if keyboard is None:
                keyboard = self._opened() or PinyinKeyboard(single_characters(), self._own)
                self._keyboard = keyboard
        return keyboard.candidates(letters)

    def wait(self, limit_s: float) -> bool:
        """Waits for a build that is under way; whether it is over."""
        if self._building is not None:
            self._building.join(limit_s)
            return not self._building.is_alive()
        return True

    def _opened(self) -> PinyinKeyboard | None:
        table = StoredTable.open(self._path) if self._path else None
        if table is None:
            return None
        self._keyboard, self._stored = PinyinKeyboard(table, self._own), True
        return self._keyboard

    def _build(self) -> None:
        if self._path is not None and build_table(self._path):
            with self._lock:
                self._opened()
