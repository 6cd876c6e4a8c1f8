"""What detail a question wants to know of its subject."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import lexicon
from retrieval.details import WIDTH, agreement, details
from retrieval.questions import DETAILS

BITS = st.integers(0, 2**WIDTH - 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("挂牌整治了几个村", "挂牌整治的是哪几个村"),
        ("四个明显上升", "四个明显上升是哪四个"),
        ("宣传资料发了多少份", "宣传资料里面写了什么"),
        ("知识竞赛参加没有", "知识竞赛拿了第几名"),
        ("禁毒公园建在哪里", "禁毒公园花了多少钱"),
    ],
)
def test_questions_for_another_detail_of_one_subject_are_told_apart(one: str, other: str) -> None:
    assert details(one) != details(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("挂牌整治的是哪几个村", "否决的是哪几个社区"),
        ("讲座办了好多场", "检查搞了几多次"),
        ("谁评的先进", "哪个评的第一"),
    ],
)
def test_questions_for_the_same_detail_of_another_subject_agree_in_part(one: str, other: str) -> None:
    assert agreement(details(one), details(other)) > 0


def test_a_mere_subject_asks_for_no_detail() -> None:
    assert details("禁毒经费") == 0
    assert agreement(details("禁毒经费"), details("蓝结家园")) == 1


def test_every_detail_has_a_bit_and_a_pattern_that_fits_something() -> None:
    finer = lexicon.table("details.toml")["detail"]
    assert len(DETAILS) + len(finer) <= WIDTH
    assert not [name for name, pattern in finer.items() if re.compile(pattern).search("")]


@given(BITS, BITS)
def test_agreement_is_a_share_and_the_same_either_way(one: int, other: int) -> None:
    assert 0 <= agreement(one, other) == agreement(other, one) <= 1
    assert agreement(one, one) == 1


@given(st.text(max_size=200))
def test_any_text_has_details_that_fit_the_column(text: str) -> None:
    assert 0 <= details(text) < 2**WIDTH
