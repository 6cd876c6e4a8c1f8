"""Which officials a comparison asks, and what of each."""

from __future__ import annotations

import pytest

from retrieval.comparing import alone, compared
from retrieval.context import Attempt, Turn
from retrieval.scope import Scope
from tests import tiny

BOTH = (tiny.ZHANG.name, tiny.LI.name)
MONEY = Turn("禁毒经费涨了多少", ("张三丰",), ("张三丰",), (tiny.MONEY,))


def test_a_comparison_asks_each_official_the_same() -> None:
    assert compared(Scope("三个区的经费"), (), BOTH) == (Attempt(" 的经费", BOTH[:1]), Attempt(" 的经费", BOTH[1:]))


def test_of_districts_that_are_named_only_their_officials_are_asked() -> None:
    scope = Scope("和 的经费", officials=BOTH[:1], districts=("天元区", "茶陵县"))
    assert [one.officials for one in compared(scope, (), BOTH)] == [BOTH[:1]]


def test_a_comparison_without_content_asks_what_the_turn_before_asked() -> None:
    assert {one.question for one in compared(Scope("对比一下"), (MONEY,), BOTH)} == {MONEY.question}


@pytest.mark.parametrize("question", ["", "经费涨了多少", "三大警务分别是什么"])
def test_any_other_question_is_no_comparison(question: str) -> None:
    assert compared(Scope(question), (), BOTH) == ()


def test_in_a_comparison_what_others_said_speaks_neither_for_nor_against() -> None:
    found = tiny.judge().evidence.find("戒毒的人怎样找工作", BOTH[1:]).candidates[0]
    features = alone(found).features
    assert (features.elsewhere, features.compares) == (0.0, 1.0)
    assert features.margin >= 0.1
    assert (found.features.compares, found.features.score) == (0.0, features.score)
