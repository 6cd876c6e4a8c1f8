"""Documents ranked for a question: the choice of an engine by size, and what changes while the bot runs. The one module
that imports rank_bm25, which is the reference and serves small collections. The formula stands in formula.py.

An index never changes. with_added and without give another that shares the built part: the new documents stand in a
tail that is searched beside it. Until the next build, the weights of the terms and the mean lengths stay those of the
built part (a term that only the tail holds weighs as much as one seen once), so documents built before keep their
scores exactly. A small index is counted anew instead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import chain, islice

import numpy as np
from rank_bm25 import BM25Plus

from retrieval.documents import KINDS, Terms
from retrieval.formula import DECIMALS, K1, WEIGHTS, Asked, B, Engine, Floats, Hit, Ints, Mask, best, unseen
from retrieval.large import engine_over
from retrieval.peaks import Peaks, Sides, peaks
from retrieval.postings import build
from retrieval.ranking import PostingsEngine
from retrieval.tail import Tail

__all__ = ["SMALL", "WEIGHTS", "Hit", "Index", "PostingsEngine", "ReferenceEngine", "Terms", "engine_for"]

SMALL = 500  # documents up to which rank_bm25 itself ranks
MANY = 100_000  # documents from which many queries, too, are searched one by one: to add up all costs more
NEAR = 20  # hits of a query among which the best of either group is then looked for


class ReferenceEngine:
    """rank_bm25 itself, less its constant: for small collections, and what every other engine is held to."""

    def __init__(self, documents: Sequence[Terms]) -> None:
        self.documents = tuple(documents)
        self.size = len(documents)
        kinds = [[list(document[kind]) for document in documents] for kind in range(len(KINDS))]
        # BM25Plus divides by the mean length, so it must see at least one term.
        self._kinds = [BM25Plus(held, k1=K1, b=B, delta=1) if any(held) else None for held in kinds]
        self.mean_lengths = tuple(float(one.avgdl) if one else 0.0 for one in self._kinds)

    def asked(self, query: Terms) -> tuple[Asked, ...]:
        found = []
        for kind, terms in enumerate(query):
            different = tuple(dict.fromkeys(terms))
            idf = np.array([self._idf(kind, term) for term in different])
            numbers = np.array([int(self.knows(kind, term)) - 1 for term in different])
            found.append(Asked(different, idf, numbers, float(idf.sum())))
        return tuple(found)

    def word_idf(self, term: str) -> float:
        return self._idf(0, term)

    def word_idfs(self, terms: Sequence[str]) -> Floats:
        return np.array([self._idf(0, term) for term in terms])

    def knows(self, kind: int, term: str) -> bool:
        bm25 = self._kinds[kind]
        return bm25 is not None and term in bm25.idf

    def holders_of(self, kind: int, terms: Sequence[str], first: int = 0) -> list[Ints]:
        bm25 = self._kinds[kind]
        held = list(enumerate(bm25.doc_freqs if bm25 else ()))[first:]
        return [np.array([n for n, counts in held if term in counts], dtype=np.int32) for term in terms]

    def different(self, kind: int, first: int = 0) -> Ints:
        bm25 = self._kinds[kind]
        return np.array([len(counts) for counts in bm25.doc_freqs] if bm25 else [0] * self.size)[first:]

    def search(self, asked: Sequence[Asked], limit: int, gone: Mask | None = None) -> list[Hit]:
        coverage = np.array([self._coverage(kind, one) for kind, one in enumerate(asked)])
        if gone is not None:
            coverage[:, gone] = 0
        return best(np.arange(self.size), coverage, limit)

    def _idf(self, kind: int, term: str) -> float:
        bm25 = self._kinds[kind]
        return float(bm25.idf[term]) if bm25 is not None and term in bm25.idf else unseen(self.size)

    def _coverage(self, kind: int, asked: Asked) -> Floats:
        bm25 = self._kinds[kind]
        known = [term for term in asked.terms if self.knows(kind, term)]
        if bm25 is None or not known:
            return np.zeros(self.size)
        # BM25+ gives each document idf * delta for each term, also where the term does not stand.
        constant = sum(float(bm25.idf[term]) for term in known)
        found: Floats = np.asarray(bm25.get_scores(known), dtype=np.float64) - constant
        found[found < 10**-DECIMALS] = 0.0
        return found / asked.mass


def engine_for(documents: Iterable[Terms]) -> Engine:
    """rank_bm25 for up to SMALL documents, postings for more; tests hold all engines to the same hits."""
    rest = iter(documents)
    first = tuple(islice(rest, SMALL + 1))
    return ReferenceEngine(first) if len(first) <= SMALL else engine_over(build(chain(first, rest)))


class Index:
    """Documents ranked for a query by weighted coverage over the three kinds of terms. Thread-safe: never changes."""

    def __init__(self, documents: Iterable[Terms]) -> None:
        self._become(engine_for(documents), None, frozenset())

    @classmethod
    def over(cls, engine: Engine, tail: Tail | None = None, gone: frozenset[int] = frozenset()) -> Index:
        """An index over an engine that is already built, with what came and went since."""
        index = cls.__new__(cls)
        index._become(engine, tail, gone)
        return index

    def _become(self, engine: Engine, tail: Tail | None, gone: frozenset[int]) -> None:
        self.engine = engine
        self._tail = tail = tail or Tail(engine.size)
        self._gone = gone
        self._mask = mask = np.zeros(self.size, dtype=np.bool_) if gone else None
        if mask is not None:
            mask[list(gone)] = True
        self._word_idf = lru_cache(maxsize=16384)(engine.word_idf)
        self._knows_word = lru_cache(maxsize=16384)(self._knows)
        # where documents are gone, what is kept is no view of the postings but a copy
        self._holders = lru_cache(maxsize=256 if gone else 2048)(lambda term: self.holders_of((term,))[0])

    @property
    def size(self) -> int:
        """How many documents have a number, those taken out included."""
        return self.engine.size + self._tail.size

    @property
    def changed(self) -> int:
        """How many documents came or went since the built part was counted; building anew pays when they are many."""
        return self._tail.size + len(self._gone)

    @property
    def highest_idf(self) -> float:
        """The weight of a word that the built part does not hold, or holds once."""
        return unseen(self.engine.size)

    def word_idf(self, term: str) -> float:
        """The weight of a word; that of a word never seen is the highest."""
        return self._word_idf(term)

    def word_idfs(self, terms: Sequence[str]) -> Floats:
        """The weight of each of some words."""
        return self.engine.word_idfs(terms)

    def knows_word(self, term: str) -> bool:
        """Whether any document holds the word."""
        return self._knows_word(term)

    def _knows(self, term: str) -> bool:
        knows = self.engine.knows(0, term) or self._tail.knows(0, term)
        return knows and (self._mask is None or len(self.holders(term)) > 0)

    def present(self, numbers: Ints) -> Ints:
        """Some documents' numbers less those taken out."""
        found: Ints = numbers if self._mask is None else numbers[~self._mask[numbers]]
        return found

    def holders(self, term: str) -> Ints:
        """The numbers of the documents that hold the word, ascending; those taken out are left out."""
        return self._holders(term)

    def holders_of(self, terms: Sequence[str], kind: int = 0, first: int = 0) -> list[Ints]:
        """For each term the numbers of its documents, ascending, from `first` on; those taken out are left out."""
        found = self.engine.holders_of(kind, terms, first)
        if self._tail.size:
            added = (self._tail.holders(kind, term) for term in terms)
            found = [np.concatenate(both) if len(both[1]) else both[0] for both in zip(found, added, strict=True)]
        return found if self._mask is None else list(map(self.present, found))

    def different(self, kind: int, first: int = 0) -> Ints:
        """How many different terms each document from `first` on holds; 0 for those taken out."""
        built = self.engine.different(kind, first) if first < self.engine.size else np.zeros(0, dtype=np.int64)
        added = self._tail.different(kind)[max(0, first - self.engine.size) :]
        counts = np.concatenate((built, added))
        return counts if self._mask is None else counts * ~self._mask[first:]

    def search(self, query: Terms, limit: int, without: Mask | None = None) -> list[Hit]:
        """Best first, ties by document number; [] when nothing is shared. Raises ValueError if limit < 1.

        without: for each document, whether it is passed over as if it had been taken out.
        """
        if limit < 1:
            raise ValueError(f"limit is {limit}, expected 1 or more")
        asked = self.engine.asked(query)
        built, mask = self.engine.size, self._mask
        if without is not None:
            mask = without if mask is None else without | mask
        hits = self.engine.search(asked, limit, None if mask is None else mask[:built])
        if not self._tail.size:
            return hits
        added = self._tail.search(asked, limit, None if mask is None else mask[built:])
        return sorted((*hits, *added), key=lambda hit: (-round(hit.score, DECIMALS), hit.document))[:limit]

    def sides(self, apart: Mask) -> Sides:
        """The documents in two groups, less those taken out. apart: for each document, whether it is of the second."""
        return Sides.of(apart, self._mask)

    def peaks(self, queries: Sequence[Terms], sides: Sides) -> list[Peaks]:
        """The best score of each query in each of two groups; of a large index only its best few hits are looked at."""
        if not isinstance(self.engine, PostingsEngine) or self.size > MANY:
            return [sides.peaks_of(self.search(query, NEAR)) for query in queries]
        found = peaks(self.engine.postings, queries, sides)
        if not self._tail.size:
            return list(found)
        gone = None if self._mask is None else self._mask[self.engine.size :]
        added = (sides.peaks_of(self._tail.search(self.engine.asked(query), NEAR, gone)) for query in queries)
        return [Peaks(*map(max, one, other)) for one, other in zip(found, added, strict=True)]

    def with_added(self, documents: Sequence[Terms]) -> Index:
        """An index that has these documents too, numbered from `size` on."""
        if isinstance(self.engine, ReferenceEngine):
            return Index.over(engine_for((*self.engine.documents, *documents)), gone=self._gone)
        if not self.engine.size:
            return Index(documents)
        return Index.over(self.engine, self._tail.with_added(documents, self.engine.mean_lengths), self._gone)

    def without(self, numbers: Collection[int]) -> Index:
        """An index that no longer finds these documents; the others keep their numbers.

        Raises ValueError for a number that no document has.
        """
        unknown = sorted(number for number in numbers if not 0 <= number < self.size)
        if unknown:
            raise ValueError(f"documents {unknown}, expected numbers from 0 to {self.size - 1}")
        return Index.over(self.engine, self._tail, self._gone.union(numbers))
