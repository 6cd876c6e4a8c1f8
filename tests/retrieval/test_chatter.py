"""What people type that asks nothing."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.chatter import holds_lookalike, is_repetition, is_too_little


@pytest.mark.parametrize(
    "text", ["毒" * 500, "禁毒禁毒禁毒禁毒禁毒", "禁毒，禁毒，禁毒，禁毒！", "抖音 " * 9, "abcabcabcabc"]
)
def test_the_same_over_and_over_is_no_question(text: str) -> None:
    assert is_repetition(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "谢谢谢",
        "禁毒经费涨了多少",
        "天元区的抖音号叫什么",
        "哈哈，问下低保的事，哈哈",
        "10000份资料谁发的",
        "10000",
    ],
)
def test_a_question_is_no_repetition(text: str) -> None:
    assert not is_repetition(text)


@given(st.text(alphabet="禁毒经费宣传", min_size=1, max_size=12), st.integers(4, 40))
@example("传传传传宣传", 4)
def test_whatever_is_said_four_times_or_more_is_repetition(word: str, times: int) -> None:
    assert is_repetition(word * times)


@pytest.mark.parametrize("text", ["毒", "？", "", "1", " a "])
def test_one_character_is_too_little(text: str) -> None:
    assert is_too_little(text)


def test_there_is_no_drug_in_great_trouble() -> None:
    assert holds_lookalike("我惹了大麻烦")
    assert not holds_lookalike("大麻是什么")
