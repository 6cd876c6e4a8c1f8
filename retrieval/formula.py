"""What every ranking engine shares: the formula's numbers and fraction, the shape of a query and of a hit.

The formula is BM25+ as rank_bm25.BM25Plus has it (Lv and Zhai 2011, "Lower-bounding term frequency normalization"),
less its constant: a document without the word gets idf * delta there, the same for every document, so the order is the
same and a document that shares no word scores 0 here. idf is ln((N + 1) / df), always positive, so a word in half of a
small collection still counts.

    score = sum over the query's different terms of idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * length / mean length))

Scores of two queries cannot be compared; therefore each kind's score is divided by what the query's terms weigh
together, which gives its coverage: about 1 where all of the query is found, 0 where none is. Ranks nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from retrieval.documents import Terms

K1 = 1.2
B = 0.6
WEIGHTS = (0.45, 0.55, 0.10)  # of the kinds, in the order of documents.KINDS
_NOTHING = np.finfo(np.float64).tiny
DECIMALS = 9  # scores that agree so far are a tie: engines add in different orders, which moves the sixteenth

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[Any]  # of the smallest type that holds them
Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Hit(NamedTuple):
    """A document's number, its score, and the coverage by words, by characters, by sounds."""

    document: int
    score: float
    words: float
    characters: float
    sounds: float


class Asked(NamedTuple):
    """The different terms of one kind of a query and the weight of each; mass is the weights' sum, 0 for no terms.

    numbers: what the engine that weighed them calls the terms, -1 for one never seen.
    """

    terms: tuple[str, ...]
    idf: Floats
    numbers: Numbers
    mass: float


class Engine(Protocol):
    """BM25 over the three kinds of terms of numbered documents."""

    @property
    def size(self) -> int:
        """How many documents there are."""

    @property
    def mean_lengths(self) -> tuple[float, ...]:
        """Terms a document in the mean, for each kind."""

    def asked(self, query: Terms) -> tuple[Asked, ...]:
        """The query's terms, each once, with their weights; a term never seen weighs as much as one seen once."""

    def word_idf(self, term: str) -> float:
        """What `asked` weighs one word, sooner."""

    def word_idfs(self, terms: Sequence[str]) -> Floats:
        """The same of each of some words, at once."""

    def knows(self, kind: int, term: str) -> bool:
        """Whether any document holds the term."""

    def holders_of(self, kind: int, terms: Sequence[str], first: int = 0) -> list[Ints]:
        """For each term the numbers of the documents that hold it, ascending, from `first` on."""

    def different(self, kind: int, first: int = 0) -> Ints:
        """How many different terms each document from `first` on holds."""

    def search(self, asked: Sequence[Asked], limit: int, gone: Mask | None = None) -> list[Hit]:
        """Best first, ties by document number; documents that share nothing, and those marked as gone, are left out."""


def unseen(size: int) -> float:
    """The weight of a term that none of `size` documents holds: as much as if one did."""
    return math.log(size + 1)


def impact(count: Ints | int, length: Ints | int, mean_length: float) -> Floats:
    """The formula's fraction: what a term adds to a document for a weight of 1."""
    return np.asarray(count * (K1 + 1) / (count + K1 * (1 - B + B * length / mean_length)), dtype=np.float64)


def best(documents: Numbers, coverage: Floats, limit: int) -> list[Hit]:
    """The best of some documents (numbers ascending); coverage has a row a kind and a column a document."""
    total = combined(coverage)
    kept = np.flatnonzero(total >= max(_floor(total, limit) - 10**-DECIMALS, _NOTHING))
    if len(kept) > limit:
        scores = total[kept]
        kept = kept[scores >= kth(scores, limit) - 10**-DECIMALS]
    order = kept[np.argsort(-np.round(total[kept], DECIMALS), kind="stable")][:limit]
    rows = zip(documents[order].tolist(), total[order].tolist(), *coverage[:, order].tolist(), strict=True)
    return list(map(Hit._make, rows))


def _floor(total: Floats, limit: int) -> float:
    """A score that at least `limit` documents reach, cheaply: the limit-th best of the best of many blocks."""
    blocks = 4 * limit
    whole = len(total) // blocks * blocks
    return kth(total[:whole].reshape(-1, blocks).max(axis=0), limit) if whole else 0.0


def combined(coverage: Floats) -> Floats:
    """The score of each document: its coverages, weighted."""
    total: Floats = np.array(WEIGHTS) @ coverage
    return total


def kth(scores: Floats, k: int) -> float:
    """The k-th largest of at least k scores."""
    return float(np.partition(scores, len(scores) - k)[len(scores) - k])
