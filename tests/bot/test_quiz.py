"""The quiz: every question is proven by the shipped interview; every game has an end and a right count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.bank import CHOICES, Bank, QuizError, holds
from bot.quiz.game import LENGTH, play
from knowledge.model import Collection
from tests.bot.kiosk_house import questions, shipped

BANK = Bank.read()
SOUND = """
[[question]]
id = "one"
kind = "number"
official = "曾毅鹏"
ask = "处罚多少人？"
answer = "237"
wrong = ["76", "81", "140"]
sentence = "三年来全区共行政处罚涉毒人员237人"
[[fact]]
kind = "number"
official = "曾毅鹏"
text = "76"
sentence = "刑事拘留76人"
[[fact]]
kind = "number"
official = "曾毅鹏"
text = "81"
sentence = "强制隔离戒毒81人"
[[fact]]
kind = "number"
official = "曾毅鹏"
text = "140"
sentence = "查处140名吸毒违法人员"
"""


def test_the_bank_that_ships_has_no_fault() -> None:
    assert BANK.faults() == ()


def test_there_are_enough_questions_of_all_officials_and_kinds() -> None:
    assert len(BANK.questions) >= 40
    assert {question.fact.official for question in BANK.questions} == {"曾毅鹏", "姚永告", "邓元连"}
    assert {"number", "campaign", "place", "unit"} <= {question.fact.kind for question in BANK.questions}


def test_every_question_is_proven_by_the_shipped_interview() -> None:
    assert BANK.missing(shipped()) == ()


@pytest.mark.parametrize("question", BANK.questions, ids=lambda question: question.id)
def test_the_answer_stands_in_words_that_this_official_said(question: object) -> None:
    playable = next(one for one in questions() if one.question is question or one.question == question)
    fact = playable.question.fact
    pair = next(pair for pair in shipped().pairs if pair.id == playable.pair_id)
    assert pair.official.name == fact.official
    assert fact.sentence in pair.answer
    assert holds(fact.sentence, fact.text)
    assert not any(holds(fact.sentence, wrong) for wrong in playable.question.wrong)


def test_without_the_article_nothing_is_asked() -> None:
    assert BANK.playable(Collection(0)) == ()


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('answer = "237"', 'answer = "238"', "does not stand in"),
        ('answer = "237"', 'answer = "37"', "does not stand in"),
        ('wrong = ["76", "81", "140"]', 'wrong = ["76", "81", "81"]', "expected 4 that differ"),
        ('wrong = ["76", "81", "140"]', 'wrong = ["76", "81", "99"]', "no printed fact"),
        ("涉毒人员237人", "涉毒人员237人，刑事拘留76人", "stands in"),
        ('ask = "处罚多少人？"', 'ask = "处罚237人，对吗？"', "a choice stands in the question"),
    ],
)
def test_a_fault_is_named(before: str, after: str, fault: str) -> None:
    assert Bank.read(SOUND).faults() == ()
    assert any(fault in line for line in Bank.read(SOUND.replace(before, after, 1)).faults())


def test_words_that_were_never_printed_are_not_asked() -> None:
    assert len(Bank.read(SOUND).playable(shipped())) == 1
    assert Bank.read(SOUND.replace("三年来全区共", "五年来全区共")).playable(shipped()) == ()
    assert Bank.read(SOUND.replace("刑事拘留76人", "刑事拘留了76人")).playable(shipped()) == ()
    assert Bank.read(SOUND.replace('official = "曾毅鹏"', 'official = "姚永告"', 1)).playable(shipped()) == ()


@pytest.mark.parametrize("text", ["[[question]]\nid = 1", "not toml at all", "question = 5"])
def test_a_broken_file_is_named(text: str) -> None:
    with pytest.raises(QuizError, match=r"questions\.toml"):
        Bank.read(text)


@given(st.text(alphabet="abc123-_", min_size=1, max_size=32))
def test_a_game_has_ten_different_questions_with_four_choices(seed: str) -> None:
    game = play(questions(), seed)
    assert game is not None
    assert len({step.id for step in game.steps}) == LENGTH
    assert len({step.sentence for step in game.steps}) == LENGTH
    assert all(len(set(step.choices)) == CHOICES for step in game.steps)
    assert all("".join(step.marked) == step.sentence and step.marked[1] == step.answer for step in game.steps)
    assert game == play(questions(), seed)


def test_seeds_give_different_games() -> None:
    games = [play(questions(), f"s{number}") for number in range(20)]
    assert len({game.steps for game in games if game}) == 20
    assert {step.right for game in games if game for step in game.steps} == set(range(CHOICES))


@given(st.integers(0, LENGTH), st.data())
def test_the_score_counts_right_choices(answered: int, data: st.DataObject) -> None:
    start = play(questions(), "seed")
    assert start is not None
    picked = data.draw(st.text(alphabet="0123", min_size=answered, max_size=answered))
    game = play(questions(), "seed", picked)
    assert game is not None
    assert game.score == sum(step.right == int(digit) for step, digit in zip(start.steps, picked, strict=False))
    assert game.is_over == (answered == LENGTH)
    assert (game.next is None) == game.is_over


@pytest.mark.parametrize(
    ("seed", "picked"), [("", ""), ("a" * 33, ""), ("a b", ""), ("a", "4"), ("a", "x"), ("a", "0" * 11), ("é", "0")]
)
def test_what_the_page_did_not_get_from_us_is_no_game(seed: str, picked: str) -> None:
    assert play(questions(), seed, picked) is None


def test_too_few_questions_are_no_game() -> None:
    assert play(questions()[:9], "seed") is None
