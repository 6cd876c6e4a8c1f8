"""Builds the table of the pinyin keyboard: jieba's words with pypinyin's readings, in one small SQLite file.

`python -m bot.typing.build FILE`, run in a process of its own: pypinyin's phrases take 55 MB that a server must
not keep. The file is whole or not there. Nothing of the two packages is copied into the project.
"""

from __future__ import annotations

import os
import re
import sqlite3
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from bot.typing.table import SCHEMA, Word, stamp

LEAST_COUNT = 20  # of 349,000 words of the dictionary 80,000 stand that often in its corpus
ABANDONED_S = 600
LONGEST_WORD = 8
WORDS_AN_INITIALS_KEY = 24
LEAST_SHARE = 0.02  # a reading that words give a character less often than that is left out when words are looked for
RARE_READING = 100  # a second reading of a character counts this much less than its first
VOWEL = re.compile(r"[aeiouv]")  # no "n", "m", "hm": nobody types 嗯 that way, and they break words apart
_HAN = re.compile(r"[\u4e00-\u9fa5]+")


def dictionary_words(path: Path) -> Iterator[tuple[str, int]]:
    """The words of jieba's dictionary with their counts: simplified characters, common enough to be typed."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            text, count, *_ = line.split(" ")
            often = int(count) >= LEAST_COUNT or len(text) == 1
            if often and len(text) <= LONGEST_WORD and _HAN.fullmatch(text) and _is_simplified(text):
                yield text, int(count)


def _is_simplified(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def readings_of(words: Iterable[tuple[str, int]]) -> Iterator[Word]:
    """Each word under its reading; a single character under all of its readings, the rare ones counting little."""
    os.environ.pop("PYPINYIN_NO_PHRASES", None)
    from pypinyin import Style, lazy_pinyin, pinyin

    for text, count in words:
        if len(text) > 1:
            yield Word(text, tuple(lazy_pinyin(text, style=Style.NORMAL)), count)
            continue
        readings = [reading for reading in pinyin(text, style=Style.NORMAL, heteronym=True)[0] if VOWEL.search(reading)]
        for number, reading in enumerate(dict.fromkeys(readings)):
            yield Word(text, (reading,), count if number == 0 else max(1, count // RARE_READING))


def write(path: Path, words: Iterable[Word]) -> int:
    """Writes the table beside `path`, then moves it there. Returns how many keys it has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob(f"{path.name}*.part"):
        if old.stat().st_mtime < time.time() - ABANDONED_S:  # a power cut left it
            old.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    os.close(handle)
    try:
        keys = _fill(name, words)
        with open(name, "rb+") as whole:
            os.fsync(whole.fileno())
        os.chmod(name, 0o644)  # kiosk-setup may build it as another user than the server
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    return keys


def _fill(name: str, words: Iterable[Word]) -> int:
    connection = sqlite3.connect(name)
    try:
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.executescript(SCHEMA)
        known = list(words)
        rows = ((word.key, word.text, word.weight) for word in known)
        connection.executemany("INSERT OR IGNORE INTO word (key, text, weight) VALUES (?, ?, ?)", rows)
        connection.executemany("INSERT INTO initials (key, text, weight) VALUES (?, ?, ?)", _initials(known))
        connection.executemany("INSERT INTO reading (character, readings) VALUES (?, ?)", _characters(known))
        connection.execute("INSERT INTO about (stamp) VALUES (?)", [stamp()])
        connection.commit()
        return int(connection.execute("SELECT count(DISTINCT key) FROM word").fetchone()[0])
    finally:
        connection.close()


def _initials(words: Iterable[Word]) -> Iterator[tuple[str, str, int]]:
    by_key: dict[str, dict[str, int]] = defaultdict(dict)
    for word in words:
        if word.initials:
            by_key[word.initials].setdefault(word.text, word.weight)
    for key, found in by_key.items():
        best = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:WORDS_AN_INITIALS_KEY]
        yield from ((key, text, weight) for text, weight in best)


def _characters(words: Iterable[Word]) -> Iterator[tuple[str, str]]:
    """Each character with the readings that words really give it, the commonest first; without words, its first one."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for word in words:
        for character, syllable in zip(word.text, word.syllables, strict=False):
            counts[character][syllable] += word.weight if len(word.text) > 1 else 0
    for character, readings in counts.items():
        least = readings.total() * LEAST_SHARE
        common = [reading for reading, count in readings.most_common() if count > least] or list(readings)[:1]
        yield character, " ".join(common)


def dictionary_path() -> Path:
    """Where the installed jieba keeps its dictionary; jieba itself is not imported. Raises FileNotFoundError."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("jieba is not installed, expected its dict.txt")
    return Path(spec.origin).with_name("dict.txt")


def main(arguments: list[str]) -> int:
    keys = write(Path(arguments[0]), readings_of(dictionary_words(dictionary_path())))
    sys.stdout.write(f"{keys}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
