"""What a question asks for, and whether a passage holds such a thing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.questions import TELLING, holds_money, holds_number, kinds, lacks, numbers, other_times, printed_numbers
from retrieval.words import fold


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("抓了多少人", "number"),
        ("抓了几个人", "number"),
        ("一个月工资多少", "money"),
        ("谁负责", "who"),
        ("公园在哪里", "where"),
        ("什么时候开始的", "when"),
        ("抖音号叫什么", "name"),
        ("点名了哪几个村", "name"),
        ("点名了哪几个村", "list"),
        ("四个方面分别是什么", "list"),
        ("抖音号叫什么", "called"),
        ("带班的姓什么", "called"),
        ("是哪家公司做的", "which"),
        ("为什么涨了这么多", "why"),
        ("怎么做宣传", "how"),
        ("有人帮吗", "whether"),
        ("去不去学校", "whether"),
        ("后来怎么样了", "result"),
        ("要带什么材料", "permission"),
        ("去年呢", "other time"),
    ],
)
def test_a_question_is_known_by_what_it_asks_for(question: str, kind: str) -> None:
    assert kind in kinds(question)


def test_a_question_for_a_way_asks_for_none_of_these() -> None:
    assert kinds("怎么做宣传") == {"how"}


@pytest.mark.parametrize("text", ["76人", "每年60%", "三十个人", "每季度检查", "数万"])
def test_a_passage_with_a_figure_holds_a_number(text: str) -> None:
    assert holds_number(text)


def test_a_passage_without_a_figure_holds_none() -> None:
    assert not holds_number("家里人都很高兴")


def test_a_passage_on_funds_holds_money() -> None:
    assert holds_money("专款专用，列入财政预算")
    assert not holds_money("家里人都很高兴")


def test_numbers_are_those_in_digits() -> None:
    assert numbers("2021年6.26抓了76人三十") == {"2021", "6.26", "76"}


@pytest.mark.parametrize(
    ("question", "time"), [("2019年抓了多少", "2019"), ("明年怎么办", "明年"), ("到现在抓了几个", "到现在")]
)
def test_other_times_are_heard(question: str, time: str) -> None:
    assert time in other_times(question)


@pytest.mark.parametrize("question", ["花了2000元", "有1999人", "今年怎么办"])
def test_an_amount_is_no_year(question: str) -> None:
    assert other_times(question) == ()


@given(st.text(max_size=80))
def test_any_text_can_be_asked_about(text: str) -> None:
    assert kinds(text) <= TELLING | {"how", "whether"}
    assert all(number in text for number in numbers(text))
    assert all(time in text for time in other_times(text))


@given(st.text("0６26.·月六二十日。年\u200b①½ \n禁毒", max_size=30) | st.text(max_size=30))
def test_printed_numbers_are_those_of_the_folded_text(text: str) -> None:
    assert printed_numbers(text) == numbers(fold(text))


@pytest.mark.parametrize(
    ("question", "passage", "lacking"),
    [
        ("跟哪四所大学签了协议", "我们与四所大学签了协议", {"list"}),
        ("跟哪四所大学签了协议", "我们与湘江大学、河东学院等签了协议", set()),
        ("公园几时开", "公园由两家单位共建", {"time"}),
        ("公园几时开", "公园将在近期开园", set()),
        ("为什么要查头发", "开展毛发筛查", {"reason"}),
        ("基地在哪里", "建成后对外开放", {"place"}),
        ("基地在哪里", "建在学林街道", set()),
        ("有没有基地", "建成后对外开放", set()),
    ],
)
def test_what_is_asked_for_is_looked_for_in_the_passage(question: str, passage: str, lacking: set[str]) -> None:
    assert {name for name, is_lacking in lacks(fold(question), passage).items() if is_lacking} == lacking
