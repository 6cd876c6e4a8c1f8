"""ranking.py's pruned way as machine code: for large collections, where numba is installed (requirements-large.txt).

The one module that imports numba; it takes a second and 100 MB, so it is imported for large collections only. It finds
the same documents with the same scores. Arguments are plain tuples of arrays: numba keeps the machine code in a file
that names the types of the arguments, and classes of ours would make that file unreadable when they change.
"""

from __future__ import annotations

from typing import TypeVar, cast

import numpy as np
from numba import njit

from retrieval.formula import Floats, Ints, Mask, Numbers

F = TypeVar("F")
BINS = 1024
AHEAD = 4  # times the limit, then times as many again: touched documents after which the line is raised
SEEK = 12  # postings that are read in the time that one is sought

# starts, documents, codes, impacts and tops as in Postings, each a tuple of one array a kind; the kinds' weights
Columns = tuple[tuple[Ints, ...], tuple[Ints, ...], tuple[Ints, ...], tuple[Floats, ...], tuple[Ints, ...], Floats]
# the terms' kinds, numbers (-1 for one never seen) and factors; which documents are gone, empty for none
Query = tuple[Numbers, Numbers, Floats, Mask]
# sums, all zero before and after a query, and documents touched: both have a place a document
Scratch = tuple[Floats, Ints]


def machine_code(function: F) -> F:
    try:
        return cast(F, njit(nogil=True, cache=True)(function))
    except RuntimeError:  # there is no place to keep the machine code
        return cast(F, njit(nogil=True)(function))


@machine_code
def prune(columns: Columns, query: Query, limit: int, slack: float, scratch: Scratch) -> tuple[Ints, Floats]:
    """Some documents, the best ones among them, in no order, and their coverage: a row a kind, a column a document."""
    order, left = ordered(columns, query)
    sums, touched = scratch
    count, line, done, next_look = 0, 0.0, 0, AHEAD * limit
    while done < len(order) and left[done] >= line - slack:
        if count < next_look:
            count = _sum(columns, query, order[done], scratch, count)
            done += 1
        else:
            line = max(line, _ahead(columns, query, order[done:], touched[:count], sums, left[0], limit))
            next_look = AHEAD * count
    found = _reaching(touched[:count], sums, line - left[done] - slack)
    while done < len(order):
        _add(columns, query, order[done], found, sums)
        done += 1
        if len(found) > limit:
            line = max(line, _line(sums[found], left[0], limit))
            found = _reaching(found, sums, line - left[done] - slack)
    if len(found) > limit:
        found = _reaching(found, sums, np.partition(sums[found], len(found) - limit)[len(found) - limit] - slack)
    sums[touched[:count]] = 0
    coverage = np.zeros((len(columns[5]), len(found)))
    for term in order:
        _look_up(columns, query, term, found, coverage[query[0][term]])
    return found, coverage


@machine_code
def ordered(columns: Columns, query: Query) -> tuple[Numbers, Floats]:
    """The known terms from the one that can add most to the one that can add least; what each and the later can add."""
    _, _, _, impacts, tops, weights = columns
    kinds, numbers, factors, _ = query
    bounds = np.zeros(len(numbers))
    for term in range(len(numbers)):
        if numbers[term] >= 0:
            kind = kinds[term]
            bounds[term] = impacts[kind][tops[kind][numbers[term]]] * factors[term] * weights[kind]
    order = np.argsort(-bounds)[: np.count_nonzero(bounds)]
    left = np.zeros(len(order) + 1)
    for place in range(len(order) - 1, -1, -1):
        left[place] = left[place + 1] + bounds[order[place]]
    return order, left


@machine_code
def _line(scores: Floats, highest: float, limit: int) -> float:
    """A score that `limit` of the scores reach: the limit-th best, rounded down to a bin; one pass and no sorting."""
    bins = np.zeros(BINS + 1, dtype=np.int64)
    for score in scores:
        bins[int(score / highest * BINS)] += 1
    count, place = 0, BINS + 1
    while count < limit and place > 0:
        place -= 1
        count += bins[place]
    return place * highest / BINS * (1 - 1e-12)


@machine_code
def _reaching(documents: Ints, sums: Floats, line: float) -> Ints:
    return documents[sums[documents] >= line]


@machine_code
def _ahead(  # noqa: PLR0917 - machine code takes arguments by place
    columns: Columns, query: Query, rest: Numbers, touched: Ints, sums: Floats, highest: float, limit: int
) -> float:
    """A higher line: what the documents that are best so far will have with the rest of the terms."""
    found = _reaching(touched, sums, _line(sums[touched], highest, limit))
    scores = sums[found]
    for term in rest:
        added = np.zeros(len(found))
        _look_up(columns, query, term, found, added)
        scores += columns[5][query[0][term]] * added
    return _line(scores, highest, limit)


@machine_code
def _sum(columns: Columns, query: Query, term: int, scratch: Scratch, count: int) -> int:
    """Adds a term's postings to the sums; how many documents are touched then."""
    kinds, numbers, factors, gone = query
    sums, touched = scratch
    kind, number, spared = kinds[term], numbers[term], len(gone) > 0
    documents, codes, impacts = columns[1][kind], columns[2][kind], columns[3][kind]
    factor = factors[term] * columns[5][kind]
    for place in range(columns[0][kind][number], columns[0][kind][number + 1]):
        document = documents[place]
        if spared and gone[document]:
            continue
        before = sums[document]
        if before == 0:
            touched[count] = document
            count += 1
        sums[document] = before + impacts[codes[place]] * factor
    return count


@machine_code
def _add(columns: Columns, query: Query, term: int, found: Ints, sums: Floats) -> None:
    """Adds a term's postings to the sums of the found documents; to no document without a sum."""
    kind, number = query[0][term], query[1][term]
    start, end = columns[0][kind][number], columns[0][kind][number + 1]
    if end - start > SEEK * len(found):
        added = np.zeros(len(found))
        _look_up(columns, query, term, found, added)
        sums[found] += columns[5][kind] * added
        return
    documents, codes, impacts = columns[1][kind], columns[2][kind], columns[3][kind]
    factor = query[2][term] * columns[5][kind]
    for place in range(start, end):
        if sums[documents[place]] != 0:
            sums[documents[place]] += impacts[codes[place]] * factor


@machine_code
def _look_up(columns: Columns, query: Query, term: int, found: Ints, added: Floats) -> None:
    """Adds what a term adds to the coverage of the found documents."""
    kind, number, factor = query[0][term], query[1][term], query[2][term]
    start, end = columns[0][kind][number], columns[0][kind][number + 1]
    documents, codes, impacts = columns[1][kind][start:end], columns[2][kind][start:end], columns[3][kind]
    spread = len(documents) / (documents[-1] + 1.0)
    for row in range(len(found)):
        place = _place(documents, found[row], spread)
        if place < len(documents) and documents[place] == found[row]:
            added[row] += impacts[codes[place]] * factor


@machine_code
def _place(documents: Ints, document: int, spread: float) -> int:
    """The first place with this document or a later one, sought from where an even spread would have it."""
    size, step, low = len(documents), 8, 0
    guess = min(int(document * spread), size - 1)
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
