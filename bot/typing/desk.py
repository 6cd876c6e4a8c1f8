"""The keyboard as a server keeps it: answers at once, and better once its words are read and its table is built.

Both are done beside the answering, the table in a process of its own. Builds at most once at a time; a build that fails
leaves the keyboard with the collection's own words and single characters.
"""

from __future__ import annotations

import atexit
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from threading import Lock, Thread

from bot.typing.pinyin import Candidate, PinyinKeyboard
from bot.typing.table import MemoryTable, StoredTable, Table, Word
from knowledge.collecting import no_collecting
from knowledge.model import Collection
from retrieval import lexicon
from retrieval.sounds import syllables
from retrieval.words import content, cut_lines, fold_all

PROJECT = Path(__file__).resolve().parents[2]
TABLE_NAME = "pinyin.db"
BUILD_LIMIT_S = 300
DICTIONARY_WEIGHT = 2
OWN_AT_MOST = 20_000  # words of a collection that are kept: each key looks through them, each takes half a kilobyte
PAIRS_AT_A_TIME = 64  # whose words are cut by one call, during which nothing else runs
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


def own_words(collection: Collection, at_most: int = OWN_AT_MOST) -> dict[str, int]:
    """The words of the collection's questions and answers and of the lexicon, with how often they stand there.

    Not those of the phrasings: they are spelt as people type, mistakes included. The most frequent ones, if they are
    more than at_most.
    """
    listed = [*lexicon.user_dictionary(), *(word for group in lexicon.synonym_groups() for word in group)]
    counts = Counter(dict.fromkeys(fold_all([word for word in listed if len(word) > 1]), DICTIONARY_WEIGHT))
    pairs = iter(collection.pairs)
    while some := list(islice(pairs, PAIRS_AT_A_TIME)):
        lines = [line for pair in some for line in (pair.question or "", *pair.answer.split("\n"))]
        counts.update(word for word in content(cut_lines(fold_all(lines))) if len(word) > 1)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:at_most])


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
    """`path` is where the table is kept, None for none; `own` reads the collection's own words, which may take seconds.

    Call `start` once; `candidates` works before and after. While the words are being read it does without them.
    """

    def __init__(self, path: Path | None, own: Callable[[], Mapping[str, int]]) -> None:
        self._path, self._own, self._lock = path, own, Lock()
        self._keyboard: PinyinKeyboard | None = None
        self._preparing: Thread | None = None
        self._stored: StoredTable | None = None

    def start(self) -> None:
        """Reads the words and builds what is missing in the background; returns at once."""
        with self._lock:
            if self._preparing is None:
                self._preparing = Thread(target=self._prepare, name="pinyin-table", daemon=True)
                self._preparing.start()

    @property
    def is_ready(self) -> bool:
        """Whether the built table is in use; without a place for one there is nothing to wait for."""
        return self._stored is not None or self._path is None

    def candidates(self, letters: str) -> list[Candidate]:
        """Best first; see PinyinKeyboard.candidates."""
        with self._lock:
            if self._keyboard is None:
                self._keyboard = PinyinKeyboard(self._table(), {} if self._preparing else self._own())
            keyboard = self._keyboard
        return keyboard.candidates(letters)

    def wait(self, limit_s: float) -> bool:
        """Waits for what `start` began; whether it is over."""
        if self._preparing is not None:
            self._preparing.join(limit_s)
            return not self._preparing.is_alive()
        return True

    def _table(self) -> Table:
        """The built table where there is one, opened once; call with the lock held."""
        if self._stored is None and self._path:
            self._stored = StoredTable.open(self._path)
        return self._stored or single_characters()

    def _prepare(self) -> None:
        with no_collecting():
            own = self._own()
            self._take_up(own)
        if not self.is_ready and self._path and build_table(self._path):
            self._take_up(own)

    def _take_up(self, own: Mapping[str, int]) -> None:
        with self._lock:
            table = self._table()
        keyboard = PinyinKeyboard(table, own)
        with self._lock:
            self._keyboard = keyboard
