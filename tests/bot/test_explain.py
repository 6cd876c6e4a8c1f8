"""Why a question got its outcome, for staff."""

from __future__ import annotations

import pytest

from bot import phrases_explain as say
from bot.explain import explained
from bot.table import width
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


def test_each_share_of_the_confidence_is_signed_and_stands_under_its_head() -> None:
    lines = why("钱多了几成").splitlines()
    head = next(line for line in lines if "各项依据" in line)
    share = next(line for line in lines if line.split()[:1] == ["likeness"])
    assert share.split() == ["likeness", "1.00", "+20.00"]
    assert width(share[: share.index("1.00")]) == width(head[: head.index("值")])


def test_each_field_is_told_by_words_characters_and_sounds_with_its_share_of_the_score() -> None:
    first = why("禁毒经费涨了多少").split("第二：")[0]
    rows = [line.split() for line in first.splitlines()]
    told = {row[0]: row for row in rows if row and row[0] in say.FIELDS.values()}
    assert set(told) >= {"记者提问", "句段", "相似问", "不答之题"}
    assert all(len(row) >= 7 for row in told.values())
    shares = [int(row[5].rstrip("%")) for row in told.values() if row[5].endswith("%")]
    assert abs(sum(shares) - 100) <= len(shares)
    assert told["不答之题"][5] == say.NO_SHARE


def test_the_coverage_of_the_question_is_told_and_which_words_are_missing() -> None:
    first = why("包裹多久查一回 火星").split("第二：")[0]
    covered = next(line for line in first.splitlines() if "被覆盖" in line)
    words = next(line for line in first.splitlines() if "没有：" in line)
    assert "谁都没说过 0%" not in covered
    assert words.endswith("没有：火星")
    assert "包裹" in words.split("没有：")[0]


def test_a_turn_that_leans_on_the_one_before_tells_what_was_searched() -> None:
    turn = JUDGE.judge("天元钱多了几成").turn
    told = "\n".join(explained(JUDGE.judge("那经费呢", (turn,)), JUDGE))
    assert "查找用的词句：" in told


def test_the_runner_up_is_told_too() -> None:
    told = why("禁毒经费涨了多少 快递怎么查")
    assert f"首选：{tiny.MONEY}" in told
    assert f"第二：{tiny.PARCELS}" in told
    assert "领先第二名 +" in told


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
