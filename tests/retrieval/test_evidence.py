"""Candidates with the evidence for and against each, on a collection small enough to look through."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from knowledge.model import Collection, DeclinedTopic, Phrasing
from retrieval.context import Link
from retrieval.evidence import CURATED
from retrieval.features import FEATURES
from retrieval.overlap import letters, owned
from retrieval.words import fold
from tests import tiny
from tests.knowledge.builders import Said, build

EVIDENCE = tiny.judge().evidence


def first(question: str, *officials: str) -> str:
    return EVIDENCE.find(question, officials).candidates[0].pair.id


@pytest.mark.parametrize(
    ("question", "pair"),
    [
        ("钱多了几成", tiny.MONEY),
        ("多久查一回包裹", tiny.PARCELS),
        ("戒毒的人怎样找工作", tiny.WORK),
        ("安检机", tiny.PARCELS),
    ],
)
def test_the_pair_whose_words_are_asked_for_comes_first(question: str, pair: str) -> None:
    assert first(question) == pair


def test_a_phrasing_leads_to_its_passage() -> None:
    found = EVIDENCE.find("多久查一回包裹").candidates[0]
    assert (found.passage, found.matched.text, found.matched.field) == (1, "多久查一回包裹", "phrasing")


def test_a_question_for_the_same_words_is_as_like_as_can_be() -> None:
    features = EVIDENCE.find("钱多了几成").candidates[0].features
    assert features.likeness == 1.0
    assert features.unknown == 0.0
    assert features.answered == pytest.approx(1.0)


def test_only_the_officials_who_are_meant_are_candidates() -> None:
    found = EVIDENCE.find("禁毒经费涨了多少", ("李四光",))
    assert {one.pair.official.name for one in found.candidates} <= {"李四光"}
    assert all(one.features.scoped == 1.0 for one in found.candidates)


def test_what_another_official_said_better_counts_against_the_one_who_is_meant() -> None:
    assert EVIDENCE.find("钱多了几成", ("李四光",)).candidates[0].features.elsewhere > 0
    assert EVIDENCE.find("钱多了几成", ("张三丰",)).candidates[0].features.elsewhere <= 0


def test_the_margin_is_the_lead_over_the_next_candidate() -> None:
    best, other = EVIDENCE.find("禁毒经费涨了多少，快递怎么查").candidates[:2]
    assert best.features.margin == pytest.approx(best.features.score - other.features.score)
    assert other.features.margin == pytest.approx(-best.features.margin)


def test_a_declined_topic_competes_with_the_answers() -> None:
    found = EVIDENCE.find("拘留几天")
    assert found.declined == "penalty"
    assert found.declined_score > 0
    assert all(one.features.over_declined < 0 for one in found.candidates)


def test_a_document_can_be_left_out_to_measure_without_it() -> None:
    with_it, without = (EVIDENCE.find("钱多了几成", skip=skip) for skip in ("", "钱多了几成"))
    assert with_it.candidates[0].matched.text == "钱多了几成"
    assert "钱多了几成" not in [one.matched.text for one in without.candidates]


def test_a_turn_that_leans_on_the_one_before_finds_what_both_say() -> None:
    assert EVIDENCE.find("多久", before="查一回包裹").candidates[0].pair.id == tiny.PARCELS


def test_words_that_nobody_speaks_of_are_unknown() -> None:
    assert EVIDENCE.find("禁毒经费 量子力学").candidates[0].features.unknown > 0


def test_a_word_of_declined_topics_only_is_not_spoken_of() -> None:
    assert EVIDENCE.catalogue.speaks_of("经费")
    assert not EVIDENCE.catalogue.speaks_of("拘留")


def test_a_passage_knows_its_own_words_and_its_phrasings() -> None:
    """检查 is printed in the second passage, 包裹 only in a phrasing of it, 安检机 only in the first."""
    found = {
        word: EVIDENCE.find(f"多久查一回包裹 {word}").candidates[0].features for word in ("检查", "包裹", "安检机")
    }
    assert found["检查"].passage_known == found["包裹"].passage_known == 1.0
    assert found["检查"].missing == found["包裹"].missing == 0.0
    assert found["安检机"].passage_known < 1.0
    assert found["安检机"].known == 1.0
    assert found["安检机"].missing > 0.0


def test_a_year_that_no_article_names_is_not_spoken_of() -> None:
    assert EVIDENCE.is_spoken_of("2021")
    assert not EVIDENCE.is_spoken_of("1999")


def test_an_empty_collection_finds_nothing() -> None:
    found = tiny.judge(Collection(1)).evidence.find("禁毒经费")
    assert (found.candidates, found.declined, found.declined_score) == ((), "", 0.0)


def test_a_question_without_a_word_finds_nothing() -> None:
    assert EVIDENCE.find("").candidates == ()


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=30), st.integers(1, 5))
def test_any_question_has_finite_evidence(question: str, before: str, limit: int) -> None:
    found = EVIDENCE.find(fold(question), limit=limit, before=fold(before))
    assert len(found.candidates) <= limit
    for one in found.candidates:
        assert len(one.features.values()) == len(FEATURES)
        assert all(math.isfinite(value) for value in one.features.values())
        assert one.passage is None or 0 <= one.passage < len(one.pair.passages)


def test_a_pair_is_curated_once_people_have_phrased_its_passages_many_times() -> None:
    asked = tuple(Phrasing(f"钱涨了几成{number}", tiny.MONEY, 0) for number in range(2 * CURATED))
    evidence = tiny.judge(replace(tiny.COLLECTION, phrasings=asked)).evidence
    assert evidence.find("钱涨了几成").candidates[0].features.curated
    assert not EVIDENCE.find("钱涨了几成").candidates[0].features.curated


@pytest.mark.parametrize(
    ("question", "strange"), [("钱多了几成", False), ("谁定的钱多了几成", True), ("钱为什么多了", True)]
)
def test_a_kind_of_detail_that_no_near_wording_asks_for_is_strange(question: str, *, strange: bool) -> None:
    found = EVIDENCE.find(question).candidates
    assert found[0].pair.id == tiny.MONEY
    assert bool(found[0].features.strange_kind) == strange


def test_a_kind_of_detail_that_people_often_asked_of_a_passage_speaks_for_it() -> None:
    asked = tuple(Phrasing(f"钱涨了几成{number}", tiny.MONEY, 0) for number in range(2 * CURATED))
    evidence = tiny.judge(replace(tiny.COLLECTION, phrasings=asked)).evidence
    often, never, none = (
        evidence.find(question).candidates[0].features.asked_before
        for question in ("钱涨了百分之几，多少", "钱是哪一年涨的", "钱涨的情况")
    )
    assert never < often < none == 0
    assert EVIDENCE.find("钱是哪一年涨的").candidates[0].features.asked_before == 0


def test_a_new_pair_with_many_near_sentences_shows_the_nearest() -> None:
    villages = ["东村", "西村", "南村", "北村", "上村", "下村", "前村"]
    told = Said("路修到了哪些村？", "|".join(f"路修到了{one}，乡亲们走路方便多了。" for one in villages), tiny.LI)
    interview = build("road", told)
    collection = Collection(version=1, articles=(interview.article,), pairs=interview.pairs)
    found = tiny.judge(collection).evidence.find("路修到前村了吗").candidates[0]
    assert "前村" in found.pair.passages[found.passage or 0].text


@pytest.mark.parametrize(
    ("question", "passage"),
    [("办事处的邮包要不要验", "每季度检查一次。"), ("邮局的机器都配齐了吗", "全县寄递网点都装了安检机。")],
)
def test_a_new_pair_is_found_by_other_words_for_the_same_and_shows_the_sentence_that_means_it(
    question: str, passage: str
) -> None:
    found = EVIDENCE.find(question).candidates[0]
    assert (found.pair.id, found.pair.passages[found.passage or 0].text) == (tiny.PARCELS, passage)


@pytest.mark.parametrize(
    ("question", "run", "share"),
    [("安检机", 3, 1), ("都装了安检机吗", 6, 6 / 7), ("查一查包裹", 2, 2 / 5), ("“寄递网点”，都装了", 7, 1)],
)
def test_the_longest_run_that_stands_in_question_and_answer_is_counted(question: str, run: int, share: float) -> None:
    features = next(one.features for one in EVIDENCE.find(question, limit=9).candidates if one.pair.id == tiny.PARCELS)
    assert (features.run, features.run_share) == pytest.approx((run / 10, share))


@pytest.mark.parametrize(
    ("question", "run"),
    [("那寄递网点呢", 4), ("“寄递网点”", 4), ("寄递的网点", 2), ("禁毒经费", 0), ("", 0), ("寄", 0)],
)
def test_what_only_another_official_says_of_a_turn_speaks_for_him(question: str, run: int) -> None:
    link = Link("禁毒经费", (tiny.MONEY,), to_other=True, spoken=(tiny.ZHANG.name,))
    found = EVIDENCE.find(question, limit=9, link=link).candidates
    of = {one.pair.id: one.features for one in found}
    assert (of[tiny.PARCELS].own_run if tiny.PARCELS in of else 0.0) == pytest.approx(run / 10)
    assert not any(one.own_run for name, one in of.items() if EVIDENCE.pairs[name].official == tiny.ZHANG)


def test_a_name_in_quotation_marks_that_others_never_said_is_known_for_one() -> None:
    assert owned("那祥和犀城呢", "开展“祥和犀城”行动", "开展行动") == {"own_run": 0.4, "own_name": 0.4}
    assert owned("那祥和犀城呢", "开展祥和犀城行动", "开展行动") == {"own_run": 0.4, "own_name": 0.0}
    assert owned("那祥和犀城呢", "开展“祥和犀城”行动", "祥和犀城行动") == {"own_run": 0.0, "own_name": 0.0}


@given(
    st.text("禁毒经费“”《》a ", max_size=12), st.text("禁毒经费“”《》a ", max_size=30), st.text("禁毒经费", max_size=6)
)
def test_no_run_is_longer_than_the_question_or_stands_in_what_others_said(
    question: str, answer: str, others: str
) -> None:
    found = owned(question, answer, others)
    assert 0 <= found["own_name"] <= found["own_run"] <= len(question) / 10
    assert owned(question, answer, letters(answer)) == {"own_run": 0.0, "own_name": 0.0}


def test_declined_phrasings_do_not_crowd_out_pairs_that_nobody_has_phrased() -> None:
    topic = DeclinedTopic("crowd", "别的", "没有说。", tuple(f"包裹多久查一回{one}" for one in range(400)))
    bare = replace(tiny.COLLECTION, phrasings=(), declined=(*tiny.COLLECTION.declined, topic))
    found = tiny.judge(bare).evidence.find("包裹多久查一回")
    assert tiny.PARCELS in {one.pair.id for one in found.candidates}
    assert found.declined == "crowd"
