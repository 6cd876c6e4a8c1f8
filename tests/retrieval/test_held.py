"""Documents as columns: the same documents, found by their number and by what they lead to."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents import Document, terms
from retrieval.held import Documents
from retrieval.index import Index
from retrieval.likelihood import Likelihood

TEXTS = st.text("禁毒举报经费a ", max_size=6)
OF_PAIRS = st.builds(
    Document,
    TEXTS,
    st.sampled_from(["question", "passage", "phrasing"]),
    st.sampled_from(["p1", "p2"]),
    st.none() | st.integers(0, 2),
    st.just(""),
)
TOPICS = st.sampled_from(["fine", "fine@张三", "weather"])
OF_TOPICS = st.builds(Document, TEXTS, st.just("declined"), st.just(""), st.none(), TOPICS)
ROWS = st.lists(OF_PAIRS | OF_TOPICS, max_size=12)


@given(ROWS)
def test_documents_are_those_they_were_made_of(rows: list[Document]) -> None:
    held = Documents.of(rows)
    assert held == tuple(rows)
    assert [held[n] for n in range(-len(rows), 0)] == rows
    assert held[1:] == tuple(rows[1:])


@given(ROWS)
def test_numbers_are_found_by_target_and_passage(rows: list[Document]) -> None:
    held = Documents.of(rows)
    for one in rows:
        target = (one.pair_id, one.topic)
        alike = [n for n, row in enumerate(rows) if (row.pair_id, row.topic) == target]
        assert held.numbers_of(target).tolist() == alike
        same = [n for n in alike if rows[n].passage == one.passage]
        assert held.numbers_of_passage(target, one.passage).tolist() == same
    assert held.numbers_of(("p9", "")).tolist() == []
    assert held.of_topics().tolist() == [n for n, row in enumerate(rows) if not row.pair_id]
    assert held.of_topics(narrow=True).tolist() == [n for n, row in enumerate(rows) if row.officials]


@given(ROWS)
def test_models_counted_at_once_are_those_counted_one_by_one(rows: list[Document]) -> None:
    index = Index(terms(one.text) for one in rows)
    first = next((n for n, one in enumerate(rows) if one.field in {"phrasing", "declined"}), len(rows))
    one_by_one = Likelihood(index, first, {}, np.zeros(0, dtype=np.int64)).changed(rows[first:], index)
    question = (terms("禁毒举报经费"), 1.0)
    at_once = Likelihood.over(rows, index).of(question)
    assert dict(at_once.pairs) == one_by_one.of(question).pairs
    assert at_once.declined == one_by_one.of(question).declined


def test_there_is_no_document_beyond_the_last_one() -> None:
    with pytest.raises(IndexError):
        Documents.of([])[0]
