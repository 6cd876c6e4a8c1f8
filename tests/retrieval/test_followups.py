"""What a follow-up wants of the turn before it."""

from __future__ import annotations

import pytest

from retrieval.followups import asks_again, asks_likewise, gives_detail, only_nods, turns_away, without_turning


@pytest.mark.parametrize(
    "turn", ["具体多少", "多少万", "具体怎么做", "详细说说", "展开讲讲", "到底几成", "哪年的", "是多少呢", "具体呢"]
)
def test_a_turn_without_a_subject_asks_for_detail(turn: str) -> None:
    assert asks_again(turn)


@pytest.mark.parametrize("turn", ["具体发了多少奖励", "那吸的呢", "为什么", "他还说了什么", "天气怎么样", ""])
def test_a_turn_with_a_subject_or_another_question_does_not(turn: str) -> None:
    assert not asks_again(turn)


@pytest.mark.parametrize(
    ("turn", "passage", "gives"),
    [
        ("具体多少", "保持了每年60%的增幅", True),
        ("具体多少", "列入年度县财政预算，足额保障", False),
        ("多少元", "保持了每年60%的增幅", False),
        ("多少万", "支持7000万元配套资金", True),
        ("几个人", "刑事拘留76人", True),
        ("多少次", "刑事拘留76人", False),
        ("哪年的", "评为“2018—2021年度全省禁毒工作先进集体”", True),
        ("具体怎么做", "实行专款专用", True),
    ],
)
def test_a_passage_gives_the_kind_of_detail_that_is_asked_for(turn: str, passage: str, *, gives: bool) -> None:
    assert gives_detail(turn, passage) is gives


def test_a_change_of_subject_is_heard() -> None:
    assert turns_away("换个话题 居住证在哪里办")
    assert not turns_away("刑拘的不问了，就说罚了的")


def test_whether_somebody_else_does_the_same_is_heard() -> None:
    assert asks_likewise("也这样查吗")
    assert not asks_likewise("怎么查的")


@pytest.mark.parametrize(
    ("turn", "asked"),
    [
        ("换个话题 蓝结家园是哪个区的", "蓝结家园是哪个区的"),
        ("话说回来,举报有奖吗", "举报有奖吗"),
        ("顺便问一下公园开了没", "公园开了没"),
        ("换个话题", "换个话题"),
        ("举报有奖吗", "举报有奖吗"),
    ],
)
def test_what_only_turns_to_another_subject_is_not_searched(turn: str, asked: str) -> None:
    assert without_turning(turn) == asked


@pytest.mark.parametrize("turn", ["哦 那还行", "好的", "晓得了", "蛮好，谢谢", "原来如此", "嗯嗯"])
def test_a_turn_that_takes_note_asks_nothing(turn: str) -> None:
    assert only_nods(turn)


@pytest.mark.parametrize(
    "turn", ["那天元呢", "还有呢", "谢谢 那茶陵呢", "可以申请吗", "", "好" * 4000, "那就好" * 2000 + "x"]
)
def test_a_turn_that_asks_is_no_mere_nod(turn: str) -> None:
    assert not only_nods(turn)
