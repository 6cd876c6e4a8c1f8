"""How near in meaning two texts are, by a table of word vectors: for words that are other words for the same thing.

The table was made by retrieval/distil.py: a vector a word, of a sentence-embedding model that saw the word alone, so
that nothing of the model is needed here. A text is the mean of its words' vectors, each with its weight (S. Arora,
Y. Liang, T. Ma, "A simple but tough-to-beat baseline for sentence embeddings", 2017). How far one text covers another
is the weighted mean over the other's words of the nearest word's cosine (T. Zhang et al., "BERTScore", 2020, recall
with idf). Splits no text into words, ranks nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from retrieval.postings import term_key
from retrieval.words import is_han

Matrix = npt.NDArray[np.float32]
Weights = npt.NDArray[np.float64]
SHIPPED = Path(__file__).with_name("vectors")
KEYS, ROWS = "keys.npy", "rows.npy"
KEPT = 8192  # words whose vectors are kept: 4 MB
ALIKE = 0.35  # a cosine of words below this is chance


class MeaningError(Exception):
    """The table of word vectors cannot be read; the message names the file."""


class Vectors:
    """The table. keys: term_key of each word, ascending; rows: its vector, a row a word, of any length. Thread-safe."""

    def __init__(self, keys: npt.NDArray[np.uint64], rows: npt.NDArray[np.int8]) -> None:
        self._keys, self._rows = keys, rows
        self.width = int(rows.shape[1])
        self._kept: dict[str, Matrix] = {}  # replaced when it is full, never emptied: another thread may be reading it

    def of(self, words: Sequence[str]) -> Matrix:
        """The vectors of folded words, a row of length 1 a word; of one that the table lacks, its characters' together.

        All zeros where nothing is known of those either. Some are kept.
        """
        kept = self._kept
        fresh = [word for word in dict.fromkeys(words) if word not in kept]
        if fresh:
            if len(kept) + len(fresh) > KEPT:
                fresh, kept = list(dict.fromkeys(words)), {}
                self._kept = kept
            kept.update(zip(fresh, self._looked_up(fresh), strict=True))
        return np.array([kept[word] for word in words], dtype=np.float32).reshape(len(words), self.width)

    def _looked_up(self, words: Sequence[str]) -> Matrix:
        keys = np.fromiter(map(term_key, words), dtype=np.uint64, count=len(words))
        places = np.minimum(self._keys.searchsorted(keys), len(self._keys) - 1)
        known = self._keys[places] == keys
        found = np.zeros((len(words), self.width), dtype=np.float32)
        found[known] = _units(self._rows[places[known]].astype(np.float32))
        lacking = [place for place in np.flatnonzero(~known).tolist() if len(words[place]) > 1 and is_han(words[place])]
        if lacking:
            found[lacking] = self._of_characters([words[place] for place in lacking])
        return found

    def _of_characters(self, words: Sequence[str]) -> Matrix:
        number_of = {one: number for number, one in enumerate(dict.fromkeys("".join(words)))}
        rows = self._looked_up(tuple(number_of))[[number_of[one] for word in words for one in word]]
        starts = np.cumsum([0, *map(len, words[:-1])])
        return _units(np.add.reduceat(rows, starts))


class Gist(NamedTuple):
    """What a text means. words: the vector of each of its words, a row a word; weights: theirs; whole: its own."""

    words: Matrix
    weights: Matrix
    whole: Matrix


def gists(
    texts: Sequence[Sequence[str]], weights_of: Callable[[Sequence[str]], Weights], vectors: Vectors
) -> list[Gist]:
    """Of the words of each text, all looked up at once. One that the table knows nothing of is covered by none.

    weights_of: the weight of each of some words.
    """
    words = list(dict.fromkeys(word for text in texts for word in text))
    if not words:
        return [_nothing(vectors.width)] * len(texts)
    place = {word: number for number, word in enumerate(words)}
    rows, weights = vectors.of(words), np.asarray(weights_of(words), dtype=np.float32)
    return [_gist([place[word] for word in text], rows, weights) for text in texts]


def _gist(places: Sequence[int], rows: Matrix, weights: Matrix) -> Gist:
    if not places:
        return _nothing(rows.shape[1])
    own, weighed = rows[places], weights[places]
    return Gist(own, weighed, _unit(weighed @ own))


def _nothing(width: int) -> Gist:
    return Gist(np.zeros((0, width), np.float32), np.zeros(0, np.float32), np.zeros(width, np.float32))


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
    """The table of a folder, whose rows come from the file as they are needed. Raises MeaningError."""
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
    return Vectors(keys, np.asarray(rows))


def _unit(row: Matrix) -> Matrix:
    unit: Matrix = _units(row[np.newaxis])[0]
    return unit


def _units(rows: Matrix) -> Matrix:
    """Each row at length 1; one of zeros stays so."""
    lengths = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    lengths[lengths == 0] = 1
    units: Matrix = rows / lengths
    return units
