"""ranking.py's pruned way as machine code: for large collections, where numba is installed (requirements-large.txt).

The one module that imports numba; it takes a second and 100 MB, so it is imported for large collections only. It finds
the same documents with the same scores.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar, cast

import numpy as np
from numba import njit

from retrieval.formula import Floats, Ints, Mask, Numbers

F = TypeVar("F")
BINS = 1024


class Columns(NamedTuple):
    """The postings' columns, a tuple of one array a kind, and what a kind's coverage counts in a score."""

    starts: tuple[Ints, ...]
    documents: tuple[Ints, ...]
    codes: tuple[Ints, ...]
    impacts: tuple[Floats, ...]
    tops: tuple[Ints, ...]
    weights: Floats


class Query(NamedTuple):
    """The terms' kinds, numbers (-1 for one never seen) and factors; which documents are gone, empty for none."""

    kinds: Numbers
    numbers: Numbers
    factors: Floats
    gone: Mask


class Scratch(NamedTuple):
    """sums has a row a document, a column a kind and one for the score; all zero before and after a query.

    touched has a place a document.
    """

    sums: Floats
    touched: Ints


def machine_code(function: F) -> F:
    try:
        return cast(F, njit(nogil=True, cache=True)(function))
    except RuntimeError:  # there is no place to keep the machine code
        return cast(F, njit(nogil=True)(function))


@machine_code
def prune(columns: Columns, query: Query, limit: int, slack: float, scratch: Scratch) -> tuple[Ints, Floats]:
    """Some documents, the best ones among them, in no order, and their sums."""
    order, left = _ordered(columns, query)
    count, line, done = 0, 0.0, 0
    while done < len(order):
        kind, number = query.kinds[order[done]], query.numbers[order[done]]
        if count >= limit and 2 * (columns.starts[kind][number + 1] - columns.starts[kind][number]) > count:
            line = _line(scratch.sums, scratch.touched[:count], left[0], limit)
            if left[done] < line:
                break
        count = _sum(columns, query, order[done], scratch, count)
        done += 1
    found, held = _taken(scratch, count, line - left[done] - slack)
    while done < len(order):
        _look_up(columns, query, order[done], found, held)
        done += 1
        if len(found) > 3 * limit:
            line = _line(held, np.arange(len(found)), left[0], limit)
            kept = np.flatnonzero(held[:, -1] >= line - left[done] - slack)
            found, held = found[kept], held[kept]
    return found, held


@machine_code
def _ordered(columns: Columns, query: Query) -> tuple[Numbers, Floats]:
    """The known terms from the one that can add most to the one that can add least, and what each and the later add."""
    bounds = np.zeros(len(query.numbers))
    for term, number in enumerate(query.numbers):
        if number >= 0:
            kind = query.kinds[term]
            most = columns.impacts[kind][columns.tops[kind][number]]
            bounds[term] = most * query.factors[term] * columns.weights[kind]
    order = np.argsort(-bounds)[: np.count_nonzero(bounds)]
    left = np.zeros(len(order) + 1)
    for place in range(len(order) - 1, -1, -1):
        left[place] = left[place + 1] + bounds[order[place]]
    return order, left


@machine_code
def _line(sums: Floats, rows: Ints, highest: float, limit: int) -> float:
    """A score that `limit` of the rows reach: the limit-th best, rounded down to a bin; one pass and no sorting."""
    bins = np.zeros(BINS + 1, dtype=np.int64)
    for row in rows:
        bins[int(sums[row, -1] / highest * BINS)] += 1
    count, place = 0, BINS + 1
    while count < limit and place > 0:
        place -= 1
        count += bins[place]
    return place * highest / BINS * (1 - 1e-12)


@machine_code
def _sum(columns: Columns, query: Query, term: int, scratch: Scratch, count: int) -> int:
    """Adds a term's postings to the sums; how many documents are touched then."""
    kind, number, factor = query.kinds[term], query.numbers[term], query.factors[term]
    documents, codes, impacts = columns.documents[kind], columns.codes[kind], columns.impacts[kind]
    sums, touched, spared = scratch.sums, scratch.touched, len(query.gone) > 0
    for place in range(columns.starts[kind][number], columns.starts[kind][number + 1]):
        document = documents[place]
        if spared and query.gone[document]:
            continue
        if sums[document, -1] == 0:
            touched[count] = document
            count += 1
        added = impacts[codes[place]] * factor
        sums[document, kind] += added
        sums[document, -1] += added * columns.weights[kind]
    return count


@machine_code
def _taken(scratch: Scratch, count: int, reach: float) -> tuple[Ints, Floats]:
    """The touched documents with at least this score, and their sums; all sums are zero again."""
    sums, touched, columns, kept = scratch.sums, scratch.touched, scratch.sums.shape[1], 0
    found = np.empty(count, dtype=np.int32)
    for place in range(count):
        if sums[touched[place], columns - 1] >= reach:
            found[kept] = touched[place]
            kept += 1
    found = found[:kept]
    held = np.empty((kept, columns))
    for row in range(kept):
        for column in range(columns):
            held[row, column] = sums[found[row], column]
    for place in range(count):
        for column in range(columns):
            sums[touched[place], column] = 0
    return found, held


@machine_code
def _look_up(columns: Columns, query: Query, term: int, found: Ints, held: Floats) -> None:
    """Adds a term's postings to what the found documents hold."""
    kind, number, factor = query.kinds[term], query.numbers[term], query.factors[term]
    start, end = columns.starts[kind][number], columns.starts[kind][number + 1]
    documents, codes, impacts = (
        columns.documents[kind][start:end],
        columns.codes[kind][start:end],
        columns.impacts[kind],
    )
    share = len(documents) / (documents[-1] + 1.0)
    for row, document in enumerate(found):
        place = _place(documents, document, share)
        if place < len(documents) and documents[place] == document:
            added = impacts[codes[place]] * factor
            held[row, kind] += added
            held[row, -1] += added * columns.weights[kind]


@machine_code
def _place(documents: Ints, document: int, share: float) -> int:
    """The first place with this document or a later one, sought from where an even spread would have it."""
    size, step, low = len(documents), 8, 0
    guess = min(int(document * share), size - 1)
    if documents[guess] < document:
        low = guess + 1
        while low + step < size and documents[low + step] < document:
            low += step + 1
            step *= 2
        high = min(low + step, size)
    else:
        high = guess
        while high - step > low and documents[high - step] >= document:
            high -= step
            step *= 2
        low = max(low, high - step)
    while low < high:
        middle = (low + high) // 2
        if documents[middle] < document:
            low = middle + 1
        else:
            high = middle
    return low
