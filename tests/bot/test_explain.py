"""Why a question got its outcome, for staff."""

from __future__ import annotations

import pytest

from bot.explain import explained
from tests import tiny

JUDGE = tiny.judge()


def why(question: str) -> str:
    return "\n".join(explained(JUDGE.judge(question), JUDGE))


def test_the_outcome_the_scope_the_lines_and_the_passage_are_told() -> None:
    told = why("天元钱多了几成")
    for words in (
        "结果 answer",
        "去掉称呼后：钱多了几成",
        "天元区",
        "张三丰",
        "直接回答 0.90",
        "相似问：钱多了几成",
        "百分之六十",
    ):
        assert words in told


def test_the_terms_that_matched_are_those_of_both_sides() -> None:
    told = why("包裹 火星")
    line = next(line for line in told.splitlines() if "多久查一回包裹" in line)
    assert line.endswith("共有的词：包裹")


def test_each_share_of_the_confidence_is_signed() -> None:
    assert "likeness +20.00" in why("钱多了几成")


def test_the_runner_up_is_told_too() -> None:
    told = why("禁毒经费涨了多少 快递怎么查")
    assert tiny.MONEY in told
    assert tiny.PARCELS in told


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("快点救命他", "overdose"),
        ("拘留几天", "penalty"),
        ("醴陵怎么做", "未收录：醴陵市"),
        ("", "empty"),
        ("怎么买冰毒", "refused"),
    ],
)
def test_a_refusal_says_what_it_rests_on(question: str, words: str) -> None:
    assert words in why(question)
