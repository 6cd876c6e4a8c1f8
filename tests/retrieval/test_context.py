"""What a turn means after the turns before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.context import Attempt, Link, Turn, again, attempts
from retrieval.scope import Scope

MONEY = Turn("禁毒经费涨了多少", ("张三丰",), ("张三丰",), ("tiny-1",))
PARCELS = Turn("快递怎么查", ("李四光",), ("李四光",), ("tiny-3",))
OPEN = Turn("快递怎么查", (), ("李四光",), ("tiny-3",))


def test_a_first_turn_stands_alone() -> None:
    assert attempts(Scope("禁毒经费", officials=("张三丰",)), ()) == (Attempt("禁毒经费", ("张三丰",)),)


def test_a_turn_that_only_names_someone_asks_the_question_before_of_him() -> None:
    link = Link(MONEY.question, MONEY.pairs, to_other=True)
    assert attempts(Scope("那呢", officials=("李四光",)), (MONEY,)) == (
        Attempt(MONEY.question, ("李四光",), link=link),
    )


def test_a_turn_without_content_and_without_a_name_stays_with_who_was_meant() -> None:
    link = Link(MONEY.question, MONEY.pairs)
    assert attempts(Scope("那呢"), (MONEY,)) == (Attempt(MONEY.question, ("张三丰",), link=link),)


def test_a_short_turn_is_tried_alone_and_leaning_on_the_one_before() -> None:
    tried = attempts(Scope("具体发了几万元"), (MONEY,))
    assert [one.before for one in tried if not one.to_owner] == ["", MONEY.question]
    assert {one.officials for one in tried if not one.to_owner} == {("张三丰",)}


def test_a_pronoun_means_who_spoke_last() -> None:
    assert attempts(Scope("他怎么看学校宣传工作"), (OPEN,))[0].officials == ("李四光",)


def test_a_turn_without_a_name_may_go_over_to_who_alone_spoke_of_it() -> None:
    (owner,) = (one for one in attempts(Scope("快递呢"), (MONEY,)) if one.to_owner)
    assert (owner.officials, owner.before) == ((), "")
    assert owner.link == Link(MONEY.question, MONEY.pairs, to_other=True, spoken=("张三丰",))
    assert not [one for one in attempts(Scope("快递呢", officials=("张三丰",)), (MONEY,)) if one.to_owner]


def test_a_question_which_district_it_was_inherits_nobody() -> None:
    assert attempts(Scope("哪个区学校宣传工作做得好"), (MONEY,))[0].officials == ()


def test_a_turn_may_point_to_the_first_one() -> None:
    found = attempts(Scope("第一个问题再说一遍经费"), (MONEY, PARCELS))
    assert found[-1].before == MONEY.question


def test_a_turn_may_point_back_before_a_change_of_subject() -> None:
    found = attempts(Scope("刚才那个经费"), (MONEY, PARCELS))
    assert found[-1].before == MONEY.question


@pytest.mark.parametrize("turns", [(), (MONEY,), (MONEY, PARCELS)])
@given(text=st.text(max_size=40))
def test_every_turn_has_a_reading(turns: tuple[Turn, ...], text: str) -> None:
    assert attempts(Scope(text), turns)


def test_a_turn_that_only_wants_detail_asks_the_earlier_question_again_of_who_answered() -> None:
    assert again(Scope("具体怎么查"), (OPEN,)) is None
    assert again(Scope("具体多少"), (OPEN,)) == Attempt(OPEN.question, ("李四光",))
    assert again(Scope("具体多少", officials=("张三丰",)), (OPEN,)) == Attempt(OPEN.question, ("张三丰",))
    assert again(Scope("具体多少"), ()) is None


def test_a_turn_to_another_subject_leans_on_nothing() -> None:
    assert {one.before for one in attempts(Scope("换个话题 居住证"), (MONEY,))} == {""}


def test_whether_another_official_does_the_same_has_no_meaning_alone() -> None:
    same = Scope("也这样查吗", officials=("张三丰",))
    link = Link(PARCELS.question, PARCELS.pairs, to_other=True)
    assert attempts(same, (PARCELS,)) == (Attempt(same.rest, ("张三丰",), PARCELS.question, link),)


def test_a_turn_to_another_official_that_only_echoes_the_one_before_has_no_meaning_alone() -> None:
    echo = attempts(Scope("快递查不查", officials=("张三丰",)), (PARCELS,))
    assert [one.before for one in echo] == [PARCELS.question]
    same = attempts(Scope("查不查"), (PARCELS,))
    assert [one.before for one in same if not one.to_owner] == ["", PARCELS.question]
    assert attempts(Scope("工资涨不涨", officials=("张三丰",)), (PARCELS,))[0].before == ""


def test_a_link_tells_whether_a_pair_was_quoted_and_how_much_is_said_again() -> None:
    link = Link("快递怎么查", ("tiny-3",), to_other=True)
    assert link.features("查谁", "tiny-3") == {"follows": 1.0, "stays": 1.0, "to_other": 1.0, "echo": 0.5}
    assert link.features("", "tiny-1") == {"follows": 1.0, "stays": 0.0, "to_other": 1.0, "echo": 0.0}


def test_a_turn_without_content_that_asks_for_another_thing_completes_the_earlier_question() -> None:
    assert attempts(Scope("为什么"), (PARCELS,))[0].question == "快递怎么查,为什么"


def test_nothing_is_taken_from_an_earlier_turn_without_content() -> None:
    assert all(not one.before for one in attempts(Scope("他是哪里人"), (Turn("叫什么", ("李四光",)),)))
