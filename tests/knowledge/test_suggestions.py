from __future__ import annotations

import pytest

from knowledge.suggestions import suggest_phrasings, without_opening
from tests.knowledge.builders import Said, build


def _offers(question: str | None, answer: str) -> list[tuple[str, int | None]]:
    pair = build("a", Said(question, answer)).pairs[0]
    return [(offer.text, offer.passage) for offer in suggest_phrasings(pair)]


@pytest.mark.parametrize(
    ("question", "itself"),
    [
        ("河东做得很好。请问李县长，下一步如何开展？", "下一步如何开展？"),
        ("王区长您好，请您谈谈河东有哪些措施？", "河东有哪些措施？"),
        ("治安很重要，请问您任主任以来，河东取得了哪些成效？", "河东取得了哪些成效？"),
        ("河东有如此成绩，那么区里是如何推动的呢？", "区里是如何推动的呢？"),
        ("成效如何？", "成效如何？"),
        ("", ""),
    ],
)
def test_the_polite_opening_of_a_question_is_cut_off(question: str, itself: str) -> None:
    assert without_opening(question) == itself


def test_a_long_question_is_offered_from_its_asking_clause_on() -> None:
    long = "前面谈了区里对这项工作的重视程度和人力物力的保障，也谈了学校和社区采取的很多措施，您对居民有什么期望吗？"
    assert without_opening(long) == "您对居民有什么期望吗？"


def test_figures_are_asked_for_with_their_unit() -> None:
    assert _offers(None, "发放宣传资料10万余份，经费保持了每年60%的增幅。") == [
        ("发放宣传资料多少份", 0),
        ("经费保持了每年多少的增幅", 0),
    ]


@pytest.mark.parametrize("text", ["在2021年启动了这项工作。", "获评2018—2021年度先进。", "“6·26”活动已经展开。"])
def test_years_and_dates_are_no_figures(text: str) -> None:
    assert [offer for offer, _ in _offers(None, text) if "多少" in offer] == []


def test_headings_and_quoted_names_are_asked_for_at_their_passage() -> None:
    answer = "一是领导高度重视。会议每年都开。|二是开展“云龙净毒”行动，制定《考评办法》。"
    assert _offers(None, answer) == [
        ("领导高度重视具体是怎么做的", 0),
        ("开展“云龙净毒”行动具体是怎么做的", 1),
        ("“云龙净毒”是什么", 1),
        ("《考评办法》是什么", 1),
    ]


def test_nothing_is_offered_twice_and_the_printed_question_itself_is_not_offered() -> None:
    assert _offers("成效如何？", "“净毒”有力。|“净毒”有效。") == [("“净毒”是什么", 0)]
