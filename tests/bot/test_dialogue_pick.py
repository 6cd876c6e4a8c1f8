"""A pair that is picked by its id, as a button does, against one that is picked by its number."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversation import Message
from knowledge.archive import withdraw
from tests.bot.drivers import opened, template
from tests.bot.tiny_talk import Talk, talk

MONEY = "tianyuan-01"


@pytest.fixture
def visitor(tmp_path: Path) -> Talk:
    return talk(tmp_path)


@pytest.mark.parametrize(("asked", "word"), [("茶陵县宣传覆盖到位了吗", "宣传"), ("茶陵县有举报奖励吗", "举报奖励")])
def test_the_passage_fits_the_last_question(asked: str, word: str) -> None:
    dialogue = opened(template()).dialogue(remembered=False)
    dialogue.answer(Message(asked, "test:someone"))
    picked = dialogue.pick("test:someone", "zhuzhou-2021-12")
    assert picked
    assert picked.outcome == "answer"
    assert word in picked.answers[0].highlight


def test_a_button_and_a_number_lead_to_the_same_words(visitor: Talk) -> None:
    offered = visitor.say("茶陵钱多了几成").related[0].pair
    by_button = visitor.dialogue.pick(visitor.visitor, offered)
    assert by_button
    assert by_button.text == visitor.say("1").text


def test_what_was_picked_is_remembered(visitor: Talk) -> None:
    visitor.dialogue.pick(visitor.visitor, MONEY)
    whole = visitor.say("全文")
    assert (whole.kind, whole.answers[0].pair) == ("whole", MONEY)


def test_nothing_is_remembered_of_nobody(visitor: Talk) -> None:
    assert visitor.dialogue.pick("", MONEY)
    assert visitor.rows("session") == []


def test_a_pair_that_is_not_there_is_not_picked(visitor: Talk) -> None:
    assert visitor.dialogue.pick(visitor.visitor, "nothing") is None
    withdraw(visitor.house.store, "tianyuan")
    assert visitor.dialogue.pick(visitor.visitor, MONEY) is None
