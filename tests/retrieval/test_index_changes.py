"""An index while the bot runs: documents come and go, and those built before stay as they were."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.documents import Terms
from retrieval.index import Index
from retrieval.postings import build
from retrieval.ranking import PostingsEngine
from tests.retrieval.test_index_engines import TERMS, numbers, words, zipf

ONE = Terms(("新词", "禁毒"), ("新", "词"), ("xin ci",))


def built(documents: list[Terms]) -> Index:
    """An index over postings, however few the documents."""
    return Index.over(PostingsEngine(build(documents)))


def test_search_refuses_a_limit_below_one() -> None:
    with pytest.raises(ValueError, match="limit is 0, expected 1 or more"):
        Index([]).search(ONE, 0)


@pytest.mark.parametrize("make", [Index, built])
def test_an_added_document_is_found_at_once(make: type[Index]) -> None:
    before = make(words("禁毒 经费", "举报 奖励"))
    after = before.with_added([ONE])
    assert (before.size, after.size) == (2, 3)
    assert numbers(after.search(Terms(("新词",), (), ()), 5)) == [2]
    assert before.search(Terms(("新词",), (), ()), 5) == []
    assert after.knows_word("新词")
    assert not before.knows_word("新词")


@settings(deadline=None)
@given(st.lists(TERMS, min_size=1, max_size=12), st.lists(TERMS, max_size=6), TERMS)
def test_built_documents_keep_their_scores_when_others_come(old: list[Terms], new: list[Terms], query: Terms) -> None:
    before, after = built(old), built(old).with_added(new)
    found = after.search(query, 50)
    assert [hit for hit in found if hit.document < len(old)] == before.search(query, 50)
    scores = [round(hit.score, 9) for hit in found]
    assert scores == sorted(scores, reverse=True)


@settings(deadline=None)
@given(st.lists(TERMS, min_size=1, max_size=12), TERMS)
def test_a_copy_of_a_document_scores_as_the_document(old: list[Terms], query: Terms) -> None:
    scores = {hit.document: hit for hit in built(old).with_added(old[:1]).search(query, 50)}
    assert (0 in scores) == (len(old) in scores)
    if 0 in scores:
        assert scores[len(old)][1:] == pytest.approx(scores[0][1:])


@settings(deadline=None)
@given(st.lists(TERMS, max_size=8), st.lists(TERMS, max_size=4), st.lists(TERMS, max_size=4), TERMS)
def test_adding_in_two_steps_is_adding_in_one(
    old: list[Terms], first: list[Terms], second: list[Terms], query: Terms
) -> None:
    steps = built(old).with_added(first).with_added(second).search(query, 9)
    assert steps == built(old).with_added([*first, *second]).search(query, 9)


def test_a_small_index_is_counted_anew() -> None:
    old, new = words("禁毒 经费", "举报"), words("禁毒 举报", "招聘")
    query = Terms(("禁毒", "举报"), (), ())
    assert Index(old).with_added(new).search(query, 9) == Index([*old, *new]).search(query, 9)
    assert Index([]).with_added(old).search(query, 9) == Index(old).search(query, 9)


@pytest.mark.parametrize("make", [Index, built])
def test_a_document_taken_out_is_not_found_and_the_others_keep_their_numbers(make: type[Index]) -> None:
    index = make(words("禁毒 经费", "禁毒", "举报 禁毒")).with_added(words("禁毒 招聘"))
    query = Terms(("禁毒",), (), ())
    assert sorted(numbers(index.search(query, 9))) == [0, 1, 2, 3]
    assert sorted(numbers(index.without([1, 3]).search(query, 9))) == [0, 2]
    assert sorted(numbers(index.without([1]).without([3]).search(query, 9))) == [0, 2]
    assert sorted(numbers(index.without([3]).with_added([ONE]).search(query, 9))) == [0, 1, 2, 4]
    assert index.without([0, 1, 2, 3]).search(query, 9) == []


@pytest.mark.parametrize("make", [Index, built])
def test_the_holders_of_a_word_are_all_documents_with_it_that_are_left(make: type[Index]) -> None:
    index = make(words("禁毒 经费", "举报", "禁毒 禁毒", "禁毒")).with_added(words("招聘", "禁毒")).without([2])
    assert index.holders("禁毒").tolist() == [0, 3, 5]
    assert index.holders("公交").tolist() == []


def test_an_unknown_number_is_refused() -> None:
    with pytest.raises(ValueError, match=r"documents \[-1, 2\], expected numbers from 0 to 1"):
        Index(words("禁毒", "举报")).without([2, -1, 0])


def test_what_changed_since_the_build_is_counted() -> None:
    index = built(words("禁毒", "举报"))
    assert index.changed == 0
    assert index.with_added([ONE]).without([0]).changed == 2


def test_a_word_of_one_document_weighs_as_much_as_one_of_none() -> None:
    for index in (Index(words("禁毒", "举报")), built(words("禁毒", "举报")).with_added([ONE])):
        assert index.word_idf("禁毒") == index.word_idf("招聘") == index.word_idf("新词") == index.highest_idf


def test_adding_to_many_documents_takes_less_than_a_tenth_of_a_second() -> None:
    documents, [query, *_] = zipf(5000)
    index = Index(documents)
    for _ in range(50):
        start = time.process_time()
        index = index.with_added([ONE])
        index.search(query, 150)
        assert time.process_time() - start < 0.1
    assert index.search(ONE, 1)[0].document >= 5000


@pytest.mark.parametrize("make", [Index, built])
def test_the_different_terms_of_each_document_are_counted(make: type[Index]) -> None:
    index = make(words("禁毒 经费 禁毒", "举报")).with_added(words("奖励 举报"))
    assert index.different(0).tolist() == [2, 1, 2]
    assert index.different(0, first=1).tolist() == [1, 2]
    assert index.without([1]).different(0).tolist() == [2, 0, 2]
    assert index.different(2).tolist() == [0, 0, 0]


@pytest.mark.parametrize("make", [Index, built])
def test_the_holders_of_a_term_can_be_counted_from_a_document_on(make: type[Index]) -> None:
    index = make(words("举报", "经费", "举报 奖励")).with_added(words("举报"))
    assert index.holders("举报").tolist() == [0, 2, 3]
    assert [one.tolist() for one in index.holders_of(("举报", "奖励", "公交"), first=1)] == [[2, 3], [2], []]
    assert index.without([2]).holders_of(("举报",), first=1)[0].tolist() == [3]


@pytest.mark.parametrize("make", [Index, built])
def test_one_word_weighs_what_it_weighs_in_a_query(make: type[Index]) -> None:
    index = make(words("举报 经费", "经费", "举报 奖励 经费"))
    for word in ("举报", "经费", "奖励", "公交", ""):
        assert index.word_idf(word) == index.engine.asked(Terms((word,), (), ()))[0].mass
        assert index.engine.knows(0, word) == index.knows_word(word) == bool(index.holders(word).tolist())


def test_where_phrasings_start_is_found_for_common_and_rare_terms() -> None:
    documents, _ = zipf(6000)
    engine = PostingsEngine(build(documents))
    counts = Counter(term for document in documents for term in document.words)
    asked = [term for term, _ in (*counts.most_common(200), *counts.most_common()[-200:])]
    for whole, late in zip(engine.holders_of(0, asked), engine.holders_of(0, asked, first=4000), strict=True):
        assert late.tolist() == whole[whole >= 4000].tolist()
