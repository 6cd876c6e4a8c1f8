"""How near each of many queries comes to two groups of documents: only the best score of each group, for all at once.

The clauses of a long message are compared in this way before the likeliest are searched for hits. The scores are those
of ranking.py; what is added up for one query at a time there is added up for some queries together here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from retrieval.documents import Terms
from retrieval.formula import WEIGHTS, Floats, Hit, Ints, Mask
from retrieval.postings import Postings

TOGETHER = 8  # queries that are added up at a time: their sums stay in the processor's cache


class Peaks(NamedTuple):
    """The best score among the documents that are not apart, and among those that are; 0 where nothing is shared."""

    near: float
    apart: float


class Sides(NamedTuple):
    """Documents in two groups: their places when the first group stands before the second, and how many each has.

    What belongs to neither stands behind them.
    """

    places: Ints
    near: int
    apart: int

    @classmethod
    def of(cls, apart: Mask, gone: Mask | None = None) -> Sides:
        """apart, gone: for each document, whether it belongs to the second group, and whether to neither."""
        groups = apart.astype(np.int8)
        if gone is not None:
            groups[gone] = 2
        places = np.empty(len(groups), dtype=np.int64)
        places[np.argsort(groups, kind="stable")] = np.arange(len(groups))
        near, both = (int(np.count_nonzero(groups <= last)) for last in (0, 1))
        return cls(places, near, both - near)

    def peaks_of(self, hits: Sequence[Hit]) -> Peaks:
        """The peaks among some hits, best first, each of which belongs to one of the groups."""
        is_near = [bool(self.places[hit.document] < self.near) for hit in hits]
        near = next((hit.score for hit, here in zip(hits, is_near, strict=True) if here), 0.0)
        return Peaks(near, next((hit.score for hit, here in zip(hits, is_near, strict=True) if not here), 0.0))


def peaks(postings: Sequence[Postings], queries: Sequence[Terms], sides: Sides) -> Iterator[Peaks]:
    """The peaks of each query."""
    for start in range(0, len(queries), TOGETHER):
        scores = _scores(postings, queries[start : start + TOGETHER], sides.places)
        near = scores[:, : sides.near].max(axis=1, initial=0.0)
        apart = scores[:, sides.near : sides.near + sides.apart].max(axis=1, initial=0.0)
        yield from map(Peaks, near.tolist(), apart.tolist())


def _scores(postings: Sequence[Postings], queries: Sequence[Terms], places: Ints) -> Floats:
    """A row a query, a column a place."""
    cells, values = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for kind, held in enumerate(postings):
        asked = [tuple(dict.fromkeys(query[kind])) for query in queries]
        if any(asked):
            rows, documents, added = _added(held, asked)
            cells.append(rows * len(places) + places.take(documents))
            values.append(WEIGHTS[kind] * added)
    sums = np.bincount(np.concatenate(cells), np.concatenate(values), len(queries) * len(places))
    return sums.astype(np.float64, copy=False).reshape(len(queries), len(places))


def _added(held: Postings, asked: Sequence[tuple[str, ...]]) -> tuple[Ints, Ints, Floats]:
    """Of the different terms of each query, posting by posting: the query, the document, the coverage it adds."""
    terms = tuple(dict.fromkeys(chain.from_iterable(asked)))
    place_of = {term: place for place, term in enumerate(terms)}
    wanted = np.array([place_of[term] for one in asked for term in one], dtype=np.int64)
    rows = np.repeat(np.arange(len(asked)), [len(one) for one in asked])
    numbers = held.numbers(terms)
    idf, numbers = held.idf(numbers).take(wanted), numbers.take(wanted)
    idf /= np.bincount(rows, idf, len(asked)).take(rows)
    known = np.flatnonzero(numbers >= 0)
    rows, idf, numbers = rows.take(known), idf.take(known), numbers.take(known)
    ends = held.starts.take(numbers + 1)
    lengths = ends - held.starts.take(numbers)
    spots = np.repeat(ends - np.cumsum(lengths), lengths)
    spots += np.arange(len(spots))
    added = held.impacts.take(held.codes.take(spots))
    added *= np.repeat(idf, lengths)
    return np.repeat(rows, lengths), held.documents.take(spots), added
