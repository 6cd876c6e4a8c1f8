"""Documents added since the index was built: few, so plain dictionaries do. Weighs no term; counts no collection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from retrieval.documents import KINDS, Terms
from retrieval.formula import Asked, Hit, Ints, Mask, best, impact

Held = tuple[tuple[int, float], ...]  # places in the tail, and what the term adds there for a weight of 1


class Tail:
    """Added documents, numbered from `first` on. Never changes: with_added gives another tail."""

    def __init__(self, first: int, size: int = 0, held: Mapping[tuple[int, str], Held] | None = None) -> None:
        self.first = first
        self.size = size
        self._held = dict(held or {})

    def with_added(self, documents: Sequence[Terms], mean_lengths: Sequence[float]) -> Tail:
        """This tail and further documents, measured against the mean lengths of the built index."""
        held = dict(self._held)
        for place, document in enumerate(documents, start=self.size):
            for kind, terms in enumerate(document):
                for term, count in Counter(terms).items():
                    added = float(impact(count, len(terms), mean_lengths[kind] or len(terms)))
                    held[kind, term] = (*held.get((kind, term), ()), (place, added))
        return Tail(self.first, self.size + len(documents), held)

    def knows(self, kind: int, term: str) -> bool:
        return (kind, term) in self._held

    def holders(self, kind: int, term: str) -> Ints:
        return np.array([self.first + place for place, _ in self._held.get((kind, term), ())], dtype=np.int32)

    def different(self, kind: int) -> Ints:
        places = [place for (held_kind, _), held in self._held.items() if held_kind == kind for place, _ in held]
        return np.bincount(np.array(places, dtype=np.int64), minlength=self.size)

    def search(self, asked: Sequence[Asked], limit: int, gone: Mask | None = None) -> list[Hit]:
        coverage = np.zeros((len(KINDS), self.size))
        for kind, query in enumerate(asked):
            for term, idf in zip(query.terms, query.idf.tolist(), strict=True):
                for place, added in self._held.get((kind, term), ()):
                    coverage[kind, place] += idf / query.mass * added
        if gone is not None:
            coverage[:, gone] = 0
        return best(np.arange(self.first, self.first + self.size), coverage, limit)
