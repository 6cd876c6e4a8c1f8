"""How near in meaning two texts are, by a table of word vectors: for words that are other words for the same thing.

The table was made by retrieval/distil.py: a vector a word, of a sentence-embedding model that saw the word alone, so
that nothing of the model is needed here. A text is the mean of its words' vectors, each with its weight (S. Arora,
Y. Liang, T. Ma, "A simple but tough-to-beat baseline for sentence embeddings", 2017). How far one text covers another
is the weighted mean over the other's words of the nearest word's cosine (T. Zhang et al., "BERTScore", 2020, recall
with idf). Splits no text into words, ranks nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol
from weakref import finalize

import numpy as np
import numpy.typing as npt

from retrieval.postings import term_key
from retrieval.words import is_han

Matrix = npt.NDArray[np.float32]
SHIPPED = Path(__file__).with_name("vectors")
KEYS, ROWS = "keys.npy", "rows.npy"
REMEMBERED = 8192  # words whose vector is kept ready
ALIKE = 0.35  # a cosine of words below this is chance


class MeaningError(Exception):
    """The table of word vectors cannot be read; the message names the file."""


class Rows(Protocol):
    """A row of int8 for each number."""

    @property
    def shape(self) -> tuple[int, ...]: ...
    def __getitem__(self, place: int, /) -> npt.NDArray[np.int8]: ...


class RowsOnDisk:
    """Rows that stay in their file, each read when it is asked for: mapped, all of it would count as our memory."""

    def __init__(self, path: Path, offset: int, shape: tuple[int, ...]) -> None:
        self.shape, self._offset = shape, offset
        self._file = os.open(path, os.O_RDONLY)
        finalize(self, os.close, self._file)

    def __getitem__(self, place: int, /) -> npt.NDArray[np.int8]:
        width = self.shape[1]
        return np.frombuffer(os.pread(self._file, width, self._offset + place * width), dtype=np.int8)


class Vectors:
    """The table. keys: term_key of each word, ascending; rows: its vector, a row a word, of any length."""

    def __init__(self, keys: npt.NDArray[np.uint64], rows: Rows) -> None:
        self._keys, self._rows = keys, rows
        self.width = int(rows.shape[1])
        self.of = lru_cache(REMEMBERED)(self._of)

    def _of(self, word: str) -> Matrix:
        """The vector of a folded word, of length 1; of one that the table lacks, that of its characters together.

        All zeros where nothing is known of those either.
        """
        row = self._row(word)
        if row is None and len(word) > 1 and is_han(word):
            known = [self.of(one) for one in word]
            row = np.sum(known, axis=0)
        return np.zeros(self.width, dtype=np.float32) if row is None else _unit(row)

    def _row(self, word: str) -> Matrix | None:
        place = int(self._keys.searchsorted(np.uint64(term_key(word))))
        if place == len(self._keys) or int(self._keys[place]) != term_key(word):
            return None
        return np.asarray(self._rows[place], dtype=np.float32)


class Gist(NamedTuple):
    """What a text means. words: the vector of each of its words, a row a word; weights: theirs; whole: its own."""

    words: Matrix
    weights: Matrix
    whole: Matrix


def gist(words: Sequence[str], weight: Callable[[str], float], vectors: Vectors) -> Gist:
    """Of the words of a text. One that the table knows nothing of is covered by none, and counts as such."""
    if not words:
        return Gist(
            np.zeros((0, vectors.width), np.float32), np.zeros(0, np.float32), np.zeros(vectors.width, np.float32)
        )
    rows = np.array([vectors.of(word) for word in words], dtype=np.float32)
    weights = np.array([weight(word) for word in words], dtype=np.float32)
    return Gist(rows, weights, _unit(weights @ rows))


def likeness(one: Gist, other: Gist) -> float:
    """The cosine of two texts, between -1 and 1; 0 where nothing is known of one."""
    return float(one.whole @ other.whole)


def covered(asked: Gist, by: Gist) -> float:
    """The share of what is asked that the other text means too, between 0 and 1."""
    total = float(asked.weights.sum())
    if not total or not len(by.words):
        return 0.0
    nearest = (asked.words @ by.words.T).max(axis=1)
    nearest[nearest < ALIKE] = 0
    return float(asked.weights @ nearest) / total


def likenesses(asked: Gist, others: Sequence[Gist]) -> list[float]:
    """The likeness of one text with each of some others."""
    return (np.array([one.whole for one in others]) @ asked.whole).tolist() if others else []


def coverages(asked: Gist, others: Sequence[Gist]) -> list[float]:
    """The share of what is asked that each of some other texts means, at once: what `covered` gives for each."""
    total, told = float(asked.weights.sum()), [one for one in others if len(one.words)]
    if not total or not told:
        return [0.0] * len(others)
    alike = asked.words @ np.concatenate([one.words for one in told]).T
    nearest = np.maximum.reduceat(alike, np.cumsum([0, *(len(one.words) for one in told[:-1])]), axis=1)
    nearest[nearest < ALIKE] = 0
    found = iter((asked.weights @ nearest / total).tolist())
    return [next(found) if len(one.words) else 0.0 for one in others]


@cache
def shipped() -> Vectors:
    """The table that ships. Raises MeaningError."""
    return load(SHIPPED)


def load(folder: Path) -> Vectors:
    """The table of a folder; its rows are read from the file as they are needed. Raises MeaningError."""
    try:
        keys = np.load(folder / KEYS, allow_pickle=False)
        rows = np.load(folder / ROWS, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise MeaningError(f"{folder}: {error}, expected {KEYS} and {ROWS}") from error
    if keys.dtype != np.uint64 or rows.dtype != np.int8 or keys.ndim != 1 or rows.ndim != 2 or len(keys) != len(rows):
        found = f"keys {keys.dtype} {keys.shape}, rows {rows.dtype} {rows.shape}"
        raise MeaningError(f"{folder}: {found}, expected a uint64 and a row of int8 a word")
    if not bool((keys[1:] > keys[:-1]).all()):
        raise MeaningError(f"{folder}: {KEYS} is out of order")
    is_read_in_place = isinstance(rows, np.memmap) and hasattr(os, "pread")  # Windows has no pread
    return Vectors(keys, RowsOnDisk(folder / ROWS, rows.offset, rows.shape) if is_read_in_place else rows)


def _unit(row: Matrix) -> Matrix:
    length = float(np.sqrt(row @ row))
    return row / np.float32(length) if length else row
