"""The ranking engines: an example worked by hand, rank-bm25's traps, and all engines held to its numbers."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retrieval.documents import Terms
from retrieval.formula import WEIGHTS, Engine, Hit, best
from retrieval.index import SMALL, Index, ReferenceEngine, engine_for
from retrieval.large import LARGE, LargeEngine, engine_over
from retrieval.postings import Postings, build
from retrieval.ranking import PostingsEngine

ALWAYS, NEVER = 0, 1 << 60
SWATHS = (1, 5, 64, 1 << 14)
NUMBERS = range(3 + (1 + len(SWATHS)) * bool(find_spec("numba")))


def words(*texts: str) -> list[Terms]:
    """Documents of words only, each written with spaces."""
    return [Terms(tuple(text.split()), (), ()) for text in texts]


def engines(documents: Sequence[Terms]) -> list[Engine]:
    postings = build(documents)
    large = [machine_code(postings), *(machine_code(postings, one) for one in SWATHS)] if find_spec("numba") else []
    return [ReferenceEngine(documents), PostingsEngine(postings, NEVER), PostingsEngine(postings, ALWAYS), *large]


def machine_code(postings: Sequence[Postings], swath: int = 0) -> Engine:
    """The engine in machine code, always by swaths of so many documents; of 0, never by swaths."""
    return LargeEngine(postings, swath, 0) if swath else LargeEngine(postings, many=math.inf)


def ask(engine: Engine, query: Terms, limit: int = 10) -> list[Hit]:
    return engine.search(engine.asked(query), limit)


def numbers(hits: Sequence[Hit]) -> list[int]:
    return [hit.document for hit in hits]


@pytest.mark.parametrize("number", NUMBERS)
def test_scores_are_those_worked_by_hand(number: int) -> None:
    engine = engines(words("禁毒 禁毒 举报", "举报"))[number]
    # N = 2, mean length 2. 禁毒 stands in one document: ln(3 / 1); 举报 in both: ln(3 / 2).
    drugs, report = math.log(3), math.log(1.5)
    # Length 3: K1 * (1 - B + B * 3 / 2) = 1.56. Length 1: 1.2 * (0.4 + 0.3) = 0.84.
    first = drugs * (2 * 2.2 / (2 + 1.56)) + report * (1 * 2.2 / (1 + 1.56))
    second = report * (1 * 2.2 / (1 + 0.84))
    hits = ask(engine, Terms(("禁毒", "举报"), (), ()))
    assert numbers(hits) == [0, 1]
    assert [hit.words for hit in hits] == pytest.approx([first / (drugs + report), second / (drugs + report)])
    assert [hit.words for hit in hits] == pytest.approx([1.1344, 0.3223], abs=1e-4)
    assert [hit.score for hit in hits] == pytest.approx([WEIGHTS[0] * hit.words for hit in hits])


@pytest.mark.parametrize("number", NUMBERS)
def test_the_three_kinds_are_weighed_together(number: int) -> None:
    documents = [
        Terms(("禁毒",), ("禁", "毒", "禁毒"), ("jin du",)),
        Terms(("进度",), ("进", "度", "进度"), ("jin du",)),
    ]
    [first, second] = ask(engines(documents)[number], documents[0])
    assert (first.document, second.document) == (0, 1)
    assert (second.words, second.characters) == (0, 0)
    assert second.score == pytest.approx(WEIGHTS[2] * second.sounds)
    assert first.score == pytest.approx(
        WEIGHTS[0] * first.words + WEIGHTS[1] * first.characters + WEIGHTS[2] * first.sounds
    )


# What is known to go wrong with rank-bm25 used plainly


@pytest.mark.parametrize("number", NUMBERS)
def test_a_word_in_half_of_a_small_collection_still_counts(number: int) -> None:
    assert numbers(ask(engines(words("禁毒", "招聘"))[number], Terms(("禁毒",), (), ()))) == [0]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_word_in_every_document_still_counts(number: int) -> None:
    assert numbers(ask(engines(words("禁毒 经费", "禁毒"))[number], Terms(("禁毒",), (), ()))) == [1, 0]


@pytest.mark.parametrize("number", NUMBERS)
def test_documents_that_share_no_word_are_no_hits(number: int) -> None:
    assert numbers(ask(engines(words("禁毒", "招聘", "", "举报 禁毒"))[number], Terms(("禁毒",), (), ()))) == [0, 3]


@pytest.mark.parametrize("documents", [[], words(""), words("", "")])
def test_an_empty_collection_finds_nothing(documents: list[Terms]) -> None:
    for engine in engines(documents):
        assert ask(engine, Terms(("禁毒",), ("禁",), ("jin du",))) == []


@pytest.mark.parametrize("number", NUMBERS)
def test_ties_go_by_document_number(number: int) -> None:
    engine = engines(words(*["禁毒 举报"] * 40))[number]
    assert numbers(ask(engine, Terms(("举报", "禁毒"), (), ()), 7)) == list(range(7))


@pytest.mark.parametrize("number", NUMBERS)
def test_scores_of_a_long_and_a_short_query_can_be_compared(number: int) -> None:
    engine = engines(words("禁毒 经费 人均 多少", "举报 奖励", "招聘 教师", "公园 门票"))[number]
    [long] = ask(engine, Terms(("禁毒", "经费", "人均", "多少"), (), ()))
    [half, *_] = ask(engine, Terms(("禁毒", "经费", "地铁", "公交"), (), ()))
    [short] = ask(engine, Terms(("经费",), (), ()))
    assert long.words == pytest.approx(short.words)
    assert half.words == pytest.approx(long.words / 2, rel=0.2)


# All engines give the numbers of rank-bm25


TERM = st.sampled_from("甲乙丙丁戊己庚辛")
KIND = st.lists(TERM, max_size=9).map(tuple)
TERMS = st.builds(Terms, KIND, KIND, KIND)
HALF = [Terms(("甲",), (), ()), Terms(("乙",), (), ())]


@settings(deadline=None)
@given(st.lists(TERMS, max_size=24), TERMS, st.integers(1, 12))
@example([], Terms(("甲",), (), ()), 1)
@example([Terms((), (), ())] * 3, Terms(("甲",), (), ()), 1)
@example(HALF * 6, Terms(("甲",), (), ()), 3)
@example([Terms(("甲", "甲", "甲"), (), ())] * 9, Terms(("甲", "甲"), ("甲",), ()), 4)
def test_engines_agree_on_order_and_scores(documents: list[Terms], query: Terms, limit: int) -> None:
    reference, *others = [ask(engine, query, limit) for engine in engines(documents)]
    for hits in others:
        assert numbers(hits) == numbers(reference)
        assert np.array(hits) == pytest.approx(np.array(reference), abs=1e-9)


@settings(deadline=None)
@given(st.lists(TERMS, min_size=1, max_size=24), st.lists(TERM, min_size=1, max_size=12))
def test_engines_agree_on_weights(documents: list[Terms], asked: list[str]) -> None:
    reference, *others = [engine.asked(Terms(tuple(asked), (), ()))[0] for engine in engines(documents)]
    for other in others:
        assert other.terms == reference.terms == tuple(dict.fromkeys(asked))
        assert other.idf == pytest.approx(reference.idf)


@settings(deadline=None)
@given(st.data())
def test_engines_agree_with_documents_taken_out(data: st.DataObject) -> None:
    documents = data.draw(st.lists(TERMS, min_size=1, max_size=24))
    gone = np.array(data.draw(st.lists(st.booleans(), min_size=len(documents), max_size=len(documents))))
    query = data.draw(TERMS)
    found = [engine.search(engine.asked(query), 5, gone) for engine in engines(documents)]
    assert all(numbers(found[0]) == numbers(other) for other in found[1:])
    assert not any(gone[hit.document] for hit in found[0])


def zipf(size: int, seed: int = 626) -> tuple[list[Terms], list[Terms]]:
    """Documents and queries in which, as in speech, few terms are everywhere and most are rare."""
    rng = np.random.default_rng(seed)
    reached = np.cumsum(1 / np.arange(1, 3001))
    names = [str(rank) for rank in range(3001)]

    def draw(count: int) -> tuple[str, ...]:
        return tuple(names[rank] for rank in np.searchsorted(reached, rng.random(count) * reached[-1]).tolist())

    documents = [Terms(draw(int(rng.integers(0, 30))), draw(20), draw(8)) for _ in range(size)]
    return documents, [Terms(draw(7), draw(12), draw(6)) for _ in range(60)]


@pytest.mark.parametrize("limit", [1, 10, 150])
def test_engines_agree_on_three_thousand_documents(limit: int) -> None:
    documents, queries = zipf(3000)
    reference, everywhere, *pruned = engines(documents)
    for query in queries:
        for engine in pruned:
            assert numbers(ask(everywhere, query, limit)) == numbers(ask(engine, query, limit))
    for query in queries[:12]:
        assert numbers(ask(everywhere, query, limit)) == numbers(ask(reference, query, limit))


def test_threads_do_not_disturb_each_other() -> None:
    documents, queries = zipf(2000)
    for engine in engines(documents)[2:]:
        alone = [ask(engine, query) for query in queries]
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(lambda query, engine=engine: ask(engine, query), queries * 4)) == alone * 4


# The choice of an engine


def test_small_collections_are_ranked_by_rank_bm25() -> None:
    assert isinstance(engine_for(words(*["禁毒"] * SMALL)), ReferenceEngine)
    assert isinstance(engine_for(words(*["禁毒"] * (SMALL + 1))), PostingsEngine)


def test_large_collections_are_ranked_by_machine_code_where_numba_is_installed() -> None:
    below, above = build(words(*["禁毒"] * (LARGE - 1))), build(words(*["禁毒"] * LARGE))
    assert type(engine_over(below)) is PostingsEngine
    assert isinstance(engine_over(above), LargeEngine) is bool(find_spec("numba"))


def test_neither_numba_nor_bm25s_is_imported_for_a_small_collection() -> None:
    script = (
        "import sys; from retrieval.documents import terms; from retrieval.index import Index;"
        "Index([terms('禁毒')] * 600).search(terms('禁毒'), 5); print({'numba', 'bm25s', 'scipy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_engines_hand_over_without_a_change_of_order() -> None:
    documents, queries = zipf(SMALL + 1)
    below, above = Index(documents[:SMALL]), PostingsEngine(build(documents[:SMALL]))
    for query in queries:
        assert numbers(below.search(query, 20)) == numbers(ask(above, query, 20))


def test_documents_are_read_once_and_may_come_from_an_iterator() -> None:
    documents, [query, *_] = zipf(SMALL + 50)
    assert Index(iter(documents)).search(query, 5) == Index(documents).search(query, 5)


@settings(deadline=None)
@given(st.lists(st.just(0.0) | st.floats(1e-6, 2), max_size=400), st.integers(1, 40))
def test_best_is_what_sorting_would_give(scores: list[float], limit: int) -> None:
    coverage = np.array([scores, np.zeros(len(scores)), np.zeros(len(scores))]).reshape(3, -1)
    rounded = {number: round(WEIGHTS[0] * score, 9) for number, score in enumerate(scores) if score}
    expected = sorted(rounded, key=lambda number: (-rounded[number], number))[:limit]
    assert numbers(best(np.arange(len(scores)), coverage, limit)) == expected
