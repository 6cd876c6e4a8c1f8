"""The best documents for a query, exactly, from postings. Two ways that give the same hits; the cheaper is taken.

Everywhere: what each term adds is summed for all documents at once. Pruned (Turtle and Flood 1995, "Query evaluation:
strategies and optimizations", MaxScore): terms are taken from the one that can add most to the one that can add least.
As soon as all terms that are left could not lift a new document over the limit-th best found so far, the common terms
that remain are looked up only for documents that can still get there.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from retrieval.documents import KINDS, Terms
from retrieval.formula import DECIMALS, WEIGHTS, Asked, Floats, Hit, Ints, Mask, Numbers, best, kth
from retrieval.postings import Postings

SLACK = 10**-DECIMALS
NOTHING_ASKED = Asked((), np.zeros(0), np.zeros(0, dtype=np.int64), 0.0)
KEPT = 16  # queries whose terms' numbers are kept: a question is searched and weighed
PRUNING = 10_000  # postings and documents that can be summed in the time that pruning spends on a term


class Run(NamedTuple):
    """One term's postings in a query: its kind, what its impacts are multiplied with, and the most it can add."""

    kind: int
    documents: Ints
    codes: Ints
    impacts: Floats
    factor: float
    bound: float

    def values(self) -> Floats:
        """What the term adds to the coverage of each of its documents."""
        found: Floats = self.impacts.take(self.codes)
        found *= self.factor
        return found

    def at(self, documents: Ints) -> Floats:
        """What the term adds to the coverage of these documents (numbers ascending), 0 where it does not stand."""
        places = self.documents.searchsorted(documents)
        found: Floats = self.impacts.take(self.codes.take(places, mode="clip"))
        found *= self.factor
        found *= self.documents.take(places, mode="clip") == documents
        return found


class Part(NamedTuple):
    """What one kind of a query finds: for each known term where its postings start and end, and its factor."""

    kind: int
    postings: Postings
    numbers: Numbers
    starts: list[int]
    ends: list[int]
    factors: Floats

    @property
    def cost(self) -> int:
        return sum(self.ends) - sum(self.starts)

    @property
    def bounds(self) -> Floats:
        """The most that each term can add to a score."""
        held: Floats = self.postings.impacts[self.postings.tops[self.numbers]]
        return self.factors * held * WEIGHTS[self.kind]

    def runs(self) -> Iterator[Run]:
        held = self.postings
        rows = zip(self.starts, self.ends, self.factors.tolist(), self.bounds.tolist(), strict=True)
        for start, end, factor, bound in rows:
            yield Run(self.kind, held.documents[start:end], held.codes[start:end], held.impacts, factor, bound)

    def everywhere(self) -> Floats:
        """The coverage of all documents."""
        held = self.postings
        spans = list(map(slice, self.starts, self.ends))
        values = held.impacts.take(np.concatenate([held.codes[span] for span in spans]))
        values *= self.factors.repeat([span.stop - span.start for span in spans])
        documents = np.concatenate([held.documents[span] for span in spans])
        return np.bincount(documents, values, held.size).astype(np.float64, copy=False)


class PostingsEngine:
    """An engine over the postings of the three kinds. Thread-safe: each thread sums in an array of its own."""

    def __init__(self, postings: Sequence[Postings], pruning: int = PRUNING) -> None:
        self._pruning = pruning
        self.postings = tuple(postings)
        self.size = self.postings[0].size
        self.mean_lengths = tuple(one.mean_length for one in self.postings)
        self._numbers = lru_cache(maxsize=KEPT)(lambda kind, terms: self.postings[kind].numbers(terms))
        self._own = threading.local()

    def asked(self, query: Terms) -> tuple[Asked, ...]:
        found = []
        for postings, kind in zip(self.postings, query, strict=True):
            if not kind:
                found.append(NOTHING_ASKED)
                continue
            terms = tuple(dict.fromkeys(kind))
            numbers = self._numbers(len(found), terms)
            idf = postings.idf(numbers)
            found.append(Asked(terms, idf, numbers, float(idf.sum())))
        return tuple(found)

    def word_idf(self, term: str) -> float:
        return self.postings[0].idf_of(self.postings[0].number(term))

    def word_idfs(self, terms: Sequence[str]) -> Floats:
        return self.postings[0].idf(self.postings[0].numbers(terms))

    def knows(self, kind: int, term: str) -> bool:
        return self.postings[kind].number(term) >= 0

    def holders_of(self, kind: int, terms: Sequence[str], first: int = 0) -> list[Ints]:
        held, numbers = self.postings[kind], self._numbers(kind, tuple(terms))
        ends = np.where(numbers < 0, 0, held.starts[numbers + 1]).tolist()
        starts = np.where(numbers < 0, 0, held.starts[numbers]).tolist()
        found = [held.documents[start:end] for start, end in zip(starts, ends, strict=True)]
        return [one[one.searchsorted(first) :] for one in found] if first else found

    def different(self, kind: int, first: int = 0) -> Ints:
        return self.postings[kind].widths[first:]

    def search(self, asked: Sequence[Asked], limit: int, gone: Mask | None = None) -> list[Hit]:
        parts = [part for kind, one in enumerate(asked) if (part := self._part(kind, one))]
        if not parts:
            return []
        terms = sum(len(part.numbers) for part in parts)
        if self.size + sum(part.cost for part in parts) > self._pruning * terms:
            return best(*self.pruned(parts, limit, gone), limit)
        return best(*self.everywhere(parts, gone), limit)

    def _part(self, kind: int, asked: Asked) -> Part | None:
        known = np.flatnonzero(asked.numbers >= 0)
        if not len(known):
            return None
        held, numbers = self.postings[kind], asked.numbers[known]
        starts, ends = held.starts[numbers].tolist(), held.starts[numbers + 1].tolist()
        return Part(kind, held, numbers, starts, ends, asked.idf[known] / asked.mass)

    def everywhere(self, parts: Sequence[Part], gone: Mask | None) -> tuple[Numbers, Floats]:
        """All documents and their coverage."""
        coverage = np.zeros((len(KINDS), self.size))
        for part in parts:
            coverage[part.kind] = part.everywhere()
        if gone is not None:
            coverage[:, gone] = 0
        return np.arange(self.size), coverage

    def pruned(self, parts: Sequence[Part], limit: int, gone: Mask | None) -> tuple[Numbers, Floats]:
        """Some documents, the best ones among them, and their coverage."""
        runs = sorted((run for part in parts for run in part.runs()), key=lambda run: -run.bound)
        left = np.cumsum([0.0, *(run.bound for run in reversed(runs))])[::-1].tolist()
        done, found, scores = self._first(runs, left, limit, gone)
        for run, rest in zip(runs[done:], left[done + 1 :], strict=True):
            scores += WEIGHTS[run.kind] * run.at(found)
            if len(found) > 3 * limit:
                found, scores = _reaching(found, scores, limit, rest)
        if len(found) > limit:
            found, scores = _reaching(found, scores, limit, 0.0)
        return found, _coverage(runs, found, scores)

    def _first(
        self, runs: Sequence[Run], left: Sequence[float], limit: int, gone: Mask | None
    ) -> tuple[int, Ints, Floats]:
        """How many runs were summed until no new document could come in; those that still can, and their sums."""
        sums = self._take_sums()
        found, line, done = np.zeros(0, dtype=np.int32), 0.0, 0
        fresh: list[Ints] = []
        for run in runs:
            size = len(found) + sum(map(len, fresh))
            if size >= limit and 2 * len(run.codes) > size:  # looking for the line costs less than summing this run
                found, fresh = np.concatenate((found, *fresh)), []
                line = kth(sums.take(found), limit)
                if left[done] < line - SLACK:
                    break
            fresh.append(_add(sums, run, gone))
            done += 1
        touched = np.concatenate((found, *fresh))
        found = np.sort(touched[sums.take(touched) >= line - left[done] - SLACK])
        scores = sums.take(found)
        sums[touched] = 0
        self._own.sums = sums
        return done, found, scores

    def _take_sums(self) -> Floats:
        """This thread's array of zeros; given back when it is zero again, so an error in between leaves none behind."""
        sums: Floats | None = getattr(self._own, "sums", None)
        self._own.sums = None
        return np.zeros(self.size) if sums is None else sums


def _add(sums: Floats, run: Run, gone: Mask | None) -> Ints:
    """Adds what a term adds to the scores of its documents; those that had none before."""
    documents, values = run.documents, run.values()
    if gone is not None:
        stay = np.flatnonzero(~gone.take(documents))
        documents, values = documents.take(stay), values.take(stay)
    values *= WEIGHTS[run.kind]
    before = sums.take(documents)
    values += before
    sums[documents] = values
    return documents.take(np.flatnonzero(before == 0))


def _reaching(found: Ints, scores: Floats, limit: int, rest: float) -> tuple[Ints, Floats]:
    """The documents that reach the limit-th best if they get all of the rest."""
    kept = np.flatnonzero(scores >= kth(scores, limit) - rest - SLACK)
    return found.take(kept), scores.take(kept)


def _coverage(runs: Sequence[Run], documents: Ints, scores: Floats) -> Floats:
    """The coverage of some documents with these scores: a row a kind, a column a document."""
    coverage = np.zeros((len(KINDS), len(documents)))
    kinds = {run.kind for run in runs}
    if len(kinds) == 1:
        coverage[runs[0].kind] = scores / WEIGHTS[runs[0].kind]
        return coverage
    for run in runs:
        coverage[run.kind] += run.at(documents)
    return coverage
