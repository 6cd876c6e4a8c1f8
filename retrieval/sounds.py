"""How a text sounds: the readings of its characters, and pinyin cut into syllables. Only this module imports pypinyin's
table of readings. Ranks nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

from msgspec.json import decode

T = TypeVar("T")

_TONES = re.compile("[\u0300\u0301\u0304\u030c]")
_SPOKEN = re.compile(r"[a-z]+|[\u3400-\u9fff]+|[0-9]+")
_LATIN = re.compile(r"[a-z]+")
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]")


@cache
def _reading_table() -> dict[str, str]:
    """pypinyin's readings of single characters by code point, with tones, the usual one first, commas between.

    Only the file of its table is read: the library itself takes twice as long, and its phrases 40 MB.
    """
    library = find_spec("pypinyin")
    if library is None or library.origin is None:
        raise ModuleNotFoundError("pypinyin, expected among the installed libraries", name="pypinyin")
    return decode(Path(library.origin).with_name("pinyin_dict.json").read_bytes(), type=dict[str, str])


def _without_tones(reading: str) -> str:
    """A reading in plain letters, v for ü."""
    return "".join(
        "v" if letter == "\u00fc" else unicodedata.normalize("NFD", letter)[0] if letter != "\u0302" else ""
        for letter in unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", reading)))
    )


@cache
def _syllable_table() -> frozenset[str]:
    different = {row.partition(",")[0] for row in _reading_table().values()}
    return frozenset(map(_without_tones, different))


@lru_cache(maxsize=8192)
def _reading(character: str) -> str:
    """The usual reading of a character, itself where it has none."""
    return _without_tones(_reading_table().get(str(ord(character)), "").partition(",")[0]) or character


class _Kept(dict[str, T]):
    """What a function says of each key, asked once: reading it costs no call."""

    def __init__(self, function: Callable[[str], T]) -> None:
        self._function = function

    def __missing__(self, key: str) -> T:
        found = self[key] = self._function(key)
        return found


_readings = _Kept(_reading)


@lru_cache(maxsize=8192)
def reading_choices(character: str) -> tuple[str, ...]:
    """All readings of a Han character without tones, the usual one first; the character itself where it has none."""
    row = _reading_table().get(str(ord(character)), "")
    return tuple(dict.fromkeys(_without_tones(one) for one in row.split(","))) if row else (character,)


def syllables(text: str) -> tuple[str, ...]:
    """The reading of a folded text without tones; Latin runs are cut into syllables where they are pinyin.

    >>> syllables("举报 jubao")
    ('ju', 'bao', 'ju', 'bao')
    """
    found: list[str] = []
    for piece in _SPOKEN.findall(text):
        if piece >= "\u3400":
            found.extend(map(_readings.__getitem__, piece))
        elif piece >= "a":
            found.extend(spelt(piece) or (piece,))
        else:
            found.append(piece)
    return tuple(found)


def is_pinyin(text: str) -> bool:
    """Whether a folded text is spelt in pinyin: Latin syllables and no Han character."""
    runs = _LATIN.findall(text)
    return bool(runs) and not _HAN.search(text) and sum(len(run) for run in runs) >= 4 and all(map(spelt, runs))


@lru_cache(maxsize=1024)
def spelt(letters: str) -> tuple[str, ...]:
    """The pinyin syllables that spell these letters, fewest first found; () where they are no pinyin.

    >>> spelt("jinnian")
    ('jin', 'nian')
    """
    if len(letters) > 120:
        return ()
    known = _syllable_table()
    best: list[tuple[str, ...] | None] = [(), *([None] * len(letters))]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 6), end):
            before, last = best[start], letters[start:end]
            if before is not None and last in known and (best[end] is None or len(before) + 1 < len(best[end] or ())):
                best[end] = (*before, last)
    return best[-1] or ()
