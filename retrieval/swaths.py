"""The best documents for a query of many terms as machine code: documents are summed a swath at a time.

So the sums stay in the processor's cache. As soon as a line is known that `limit` documents reach, common terms that
add little are sought only for documents that can still get there. The same documents with the same scores as
compiled.py, which serves queries of few terms better: it begins with the rare ones, whatever the document.
"""

from __future__ import annotations

import numpy as np

from retrieval.compiled import Columns, Query, machine_code, ordered
from retrieval.formula import Floats, Ints, Mask, Numbers

SEEK = 12  # postings that are read in the time that one is sought
SPARED = 0.4  # share of the line up to which terms together are sought for the best documents only, not summed for all
GROUP = 8  # documents of a swath that are looked at together
POSITIVE = 1e-300

# documents there are, documents of a swath, documents to find
Sizes = tuple[int, int, int]
# documents and their sums so far
Found = tuple[Ints, Floats]


@machine_code
def best_of_swaths(columns: Columns, query: Query, sizes: Sizes, slack: float) -> tuple[Ints, Floats]:
    """Some documents, ascending, the best ones among them, and their coverage: a row a kind, a column a document."""
    order, left, costs = _costed(columns, query)
    size, swath, limit = sizes
    places = np.array([columns[0][query[0][term]][query[1][term]] for term in order], dtype=np.int64)
    sums = np.zeros(-(-swath // GROUP) * GROUP)
    found, scores = np.empty(2 * swath, dtype=np.int32), np.empty(2 * swath)
    count, line, full = 0, 0.0, 2 * limit
    for first in range(0, size if len(order) else 0, swath):
        if count + swath > len(found):
            found, scores = np.concatenate((found, found)), np.concatenate((scores, scores))
        summed, end = _summed(left, costs, line), min(first + swath, size)
        _sum(columns, query, order[:summed], places, sums, first, end)
        rest, need = (found[count:], scores[count:]), max(line - left[summed] - slack, POSITIVE)
        fresh = _take(sums, first, query[3], rest, need)
        for row in range(summed, len(order)):
            need = max(line - left[row + 1] - slack, POSITIVE)
            places[row], fresh = _seek(columns, query, order[row], places[row], rest, fresh, need)
        count += fresh
        if count > full:
            line = np.partition(scores[:count], count - limit)[count - limit]
            count = _reaching((found, scores), count, line - slack)
            full = 2 * max(count, limit)
    if count > limit:
        line = np.partition(scores[:count], count - limit)[count - limit]
        count = _reaching((found, scores), count, line - slack)
    return found[:count], _coverage(columns, query, order, found[:count])


@machine_code
def _costed(columns: Columns, query: Query) -> tuple[Numbers, Floats, Numbers]:
    """As `ordered`, and how many postings the terms before each have together."""
    starts = columns[0]
    kinds, numbers, _, _ = query
    order, left = ordered(columns, query)
    costs = np.zeros(len(order) + 1, dtype=np.int64)
    for row, term in enumerate(order):
        kind, number = kinds[term], numbers[term]
        costs[row + 1] = costs[row] + starts[kind][number + 1] - starts[kind][number]
    return order, left, costs


@machine_code
def _summed(left: Floats, costs: Numbers, line: float) -> int:
    """How many terms to sum for all documents; the rest cannot lift a document over the line by themselves.

    Few documents need the rest where they add little together, and seeking costs less where the summed ones are rare.
    """
    terms = len(left) - 1
    fewest = terms
    while fewest > 1 and left[fewest - 1] < SPARED * line:
        fewest -= 1
    for row in range(fewest - 1, 0, -1):
        if left[row] < line and SEEK * (terms - row) * costs[row] < costs[terms] - costs[row]:
            fewest = row
    return fewest


@machine_code
def _sum(  # noqa: PLR0917 - machine code takes arguments by place
    columns: Columns, query: Query, terms: Numbers, places: Numbers, sums: Floats, first: int, end: int
) -> None:
    """Adds the terms' postings from `places` on to the sums of documents first to end; moves the places on."""
    for row, term in enumerate(terms):
        kind = query[0][term]
        documents, codes, impacts = columns[1][kind], columns[2][kind], columns[3][kind]
        factor = query[2][term] * columns[5][kind]
        start = places[row]
        places[row] = _place(documents, end, start, columns[0][kind][query[1][term] + 1], 64)
        for place in range(start, places[row]):
            sums[np.uint32(documents[place] - first)] += impacts[codes[place]] * factor


@machine_code
def _take(sums: Floats, first: int, gone: Mask, found: Found, need: float) -> int:
    """Writes the documents whose sum reaches the need and that are not gone, and makes all sums zero again."""
    documents, scores = found
    count = 0
    for start in range(0, len(sums), GROUP):
        if _any_reaches(sums, start, need):
            for place in range(start, start + GROUP):
                if sums[place] >= need and not (len(gone) and gone[first + place]):
                    documents[count], scores[count] = first + place, sums[place]
                    count += 1
    sums[:] = 0
    return count


@machine_code
def _any_reaches(sums: Floats, start: int, need: float) -> bool:
    """Whether a sum of a group reaches the need; without a branch for each."""
    reaches = False
    for place in range(start, start + GROUP):
        reaches |= sums[place] >= need
    return reaches


@machine_code
def _seek(  # noqa: PLR0917
    columns: Columns, query: Query, term: int, place: int, found: Found, count: int, need: float
) -> tuple[int, int]:
    """Adds a term's postings to the scores of the first `count` found and drops those that stay below the need.

    Gives the place to seek on from and how many are left.
    """
    documents, scores = found
    kind = query[0][term]
    held, codes, impacts = columns[1][kind], columns[2][kind], columns[3][kind]
    factor, stop = query[2][term] * columns[5][kind], columns[0][kind][query[1][term] + 1]
    kept = 0
    for row in range(count):
        document, score = documents[row], scores[row]
        place = _place(held, document, place, stop, 8)
        if place < stop and held[place] == document:
            score += impacts[codes[place]] * factor
        if score >= need:
            documents[kept], scores[kept] = document, score
            kept += 1
    return place, kept


@machine_code
def _reaching(found: Found, count: int, line: float) -> int:
    """Leaves those of the first `count` found that reach the line, in order; how many they are."""
    documents, scores = found
    kept = 0
    for row in range(count):
        if scores[row] >= line:
            documents[kept], scores[kept] = documents[row], scores[row]
            kept += 1
    return kept


@machine_code
def _coverage(columns: Columns, query: Query, terms: Numbers, found: Ints) -> Floats:
    """The coverage of the found documents, exactly: a row a kind, a column a document."""
    coverage = np.zeros((len(columns[5]), len(found)))
    for term in terms:
        kind, number, factor = query[0][term], query[1][term], query[2][term]
        documents, codes, impacts = columns[1][kind], columns[2][kind], columns[3][kind]
        place, stop = columns[0][kind][number], columns[0][kind][number + 1]
        step = 1 + (stop - place) // (len(found) + 1)
        for column in range(len(found)):
            place = _place(documents, found[column], place, stop, step)
            if place < stop and documents[place] == found[column]:
                coverage[kind, column] += impacts[codes[place]] * factor
    return coverage


@machine_code
def _place(documents: Ints, document: int, place: int, stop: int, step: int) -> int:
    """The first place from `place` to `stop` with this document or a later one; steps double until they pass it."""
    if place >= stop or documents[place] >= document:
        return place
    while place + step < stop and documents[place + step] < document:
        place += step
        step *= 2
    low, high = place + 1, min(place + step, stop)
    while low < high:
        middle = (low + high) // 2
        if documents[middle] < document:
            low = middle + 1
        else:
            high = middle
    return low
