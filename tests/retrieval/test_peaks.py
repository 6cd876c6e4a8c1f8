"""The best scores of many queries in two groups of documents: those that a search for each query would find."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.documents import Terms
from retrieval.index import MANY, Index
from retrieval.peaks import TOGETHER, Peaks
from retrieval.postings import build
from retrieval.ranking import PostingsEngine
from tests.retrieval.test_index_engines import TERMS, words


def built(documents: list[Terms]) -> Index:
    """An index over postings, however few the documents."""
    return Index.over(PostingsEngine(build(documents)))


def searched(index: Index, query: Terms, apart: list[bool]) -> Peaks:
    """The same by a search of its own."""
    hits = index.search(query, max(1, index.size))
    best = [max((hit.score for hit in hits if apart[hit.document] is side), default=0.0) for side in (False, True)]
    return Peaks(*best)


@settings(deadline=None)
@given(st.data())
def test_peaks_are_the_best_scores_that_searches_find(data: st.DataObject) -> None:
    documents = data.draw(st.lists(TERMS, min_size=1, max_size=12))
    added = data.draw(st.lists(TERMS, max_size=3))
    size = len(documents) + len(added)
    apart = data.draw(st.lists(st.booleans(), min_size=size, max_size=size))
    gone = data.draw(st.sets(st.integers(0, size - 1)))
    queries = data.draw(st.lists(TERMS, max_size=TOGETHER + 3))
    index = built(documents)
    index = index.with_added(added) if added else index
    index = index.without(gone) if gone else index
    found = index.peaks(queries, index.sides(np.array(apart)))
    assert len(found) == len(queries)
    for query, peaks in zip(queries, found, strict=True):
        assert peaks == pytest.approx(searched(index, query, apart))


def test_a_small_collection_gives_the_same_peaks() -> None:
    documents, queries = words("禁毒 经费", "举报 奖励", "举报 电话"), words("举报 奖励", "禁毒", "公园", "")
    apart = np.array([False, False, True])
    small, large = Index(documents), built(documents)
    expected = large.peaks(queries, large.sides(apart))
    for one, other in zip(small.peaks(queries, small.sides(apart)), expected, strict=True):
        assert one == pytest.approx(other)
    assert expected[2] == expected[3] == Peaks(0.0, 0.0)


def test_a_very_large_collection_looks_at_the_best_hits_only() -> None:
    index = built([*words("举报 奖励", "举报"), *words("公园") * MANY])
    [found] = index.peaks(words("举报"), index.sides(np.arange(index.size) > 0))
    hits = index.search(words("举报")[0], 2)
    assert found == pytest.approx((hits[1].score, hits[0].score))


def test_no_query_has_no_peaks() -> None:
    index = built(words("禁毒"))
    assert index.peaks([], index.sides(np.array([False]))) == []
