"""The readings of a turn, on a collection small enough to look through."""

from __future__ import annotations

import pytest

from retrieval.context import Attempt, Turn
from retrieval.reading import Reader
from retrieval.scope import Scope
from tests import tiny

EVIDENCE = tiny.judge().evidence
READER = Reader(EVIDENCE, tiny.lines())
CHATTER = "今天出门碰到老邻居扯了半天闲谈,天气热得不行,屋里人催我回去,{},晓得的话回我一句,我就在手机边上等着"


def read(question: str, *turns: Turn) -> str:
    ranked = READER.best(Scope(question), turns).ranked
    return ranked[0].candidate.pair.id if ranked else ""


def test_a_question_is_read_as_it_was_typed() -> None:
    reading = READER.best(Scope("钱多了几成"), ())
    assert reading.suffices
    assert (reading.attempt.question, reading.attempt.before) == ("钱多了几成", "")
    assert reading.ranked[0].candidate.pair.id == tiny.MONEY


def test_a_clause_of_a_long_message_is_read_where_the_whole_says_nothing() -> None:
    reading = READER.best(Scope(CHATTER.format("钱多了几成")), ())
    assert (reading.attempt.question, reading.suffices) == ("钱多了几成", True)
    assert read(CHATTER.format("多久查一回包裹")) == tiny.PARCELS


def test_chatter_alone_suffices_for_nothing() -> None:
    assert not READER.best(Scope(CHATTER.format("我不急")), ()).suffices


def test_what_a_long_message_adds_up_to_counts_half_where_none_of_its_clauses_asks_it() -> None:
    told = "我屋里的钱,隔壁的包裹,在外头戒毒的人,厂里的工作,区里的经费,街上的人,车站的货,昨天的事,今天的天气,明天的工"
    whole = READER.read(Attempt(told, ()))
    assert READER.best(Scope(told), ()).top == pytest.approx(whole.top / 2)
    assert READER.best(Scope(told), ()).ranked[0].candidate.pair.id == whole.ranked[0].candidate.pair.id


def test_the_clauses_that_ask_are_told_from_the_others() -> None:
    clauses = READER.likeliest_clauses(CHATTER.format("钱多了几成"))
    assert "钱多了几成" in clauses.asking
    assert READER.likeliest_clauses("钱多了几成") == ([], [], 0.0)


def test_a_turn_without_content_means_the_turn_before() -> None:
    before = Turn("钱多了几成", answered=("张三丰",), pairs=(tiny.MONEY,))
    assert read("那呢", before) == tiny.MONEY


def test_a_question_that_holds_nothing_has_no_candidate() -> None:
    reading = READER.best(Scope(""), ())
    assert (reading.ranked, reading.top, reading.suffices) == ((), 0.0, False)


def test_a_clause_that_promises_much_and_is_sure_is_read_before_the_whole() -> None:
    message = CHATTER.format("钱多了几成")
    clauses = READER.likeliest_clauses(message)
    assert clauses.asking[0] == "钱多了几成"
    assert clauses.most > 0
    assert READER.best(Scope(message), ()).attempt.question == "钱多了几成"
