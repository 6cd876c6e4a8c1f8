"""Suggestions: found by characters, pinyin, initials or a mixture, the likeliest first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.typing.suggest import Suggester
from retrieval.sounds import reading_choices

ENTRIES = (
    ("株洲经开区的禁毒经费投入了多少？", "zyp-2", 2.0),
    ("禁毒经费谁出", "dyl-2", 1.0),
    ("举报毒品有奖励吗", "dyl-3", 1.0),
    ("教大家防毒的活动", "yyg-4", 1.0),
    ("县长表了什么决心", "dyl-5", 1.0),
    ("禁毒抖音号叫什么", "yyg-4", 1.0),
    ("6·26那天有什么活动", "dyl-4", 1.0),
    ("KTV里怎么宣传", "yyg-4", 1.0),
    ("长期办法是什么", "dyl-5", 1.0),
)
SUGGESTER = Suggester(ENTRIES, reading_choices)


def texts(typed: str, limit: int = 6) -> list[str]:
    return [one.text for one in SUGGESTER.suggest(typed, limit)]


@pytest.mark.parametrize(
    "typed", ["jdjf", "jindujf", "jindujingfei", "jindu jing", "禁毒jf", "禁毒经费", "jin'du'jingfei"]
)
def test_money_is_found_however_it_is_typed(typed: str) -> None:
    assert texts(typed)[:2] == ["禁毒经费谁出", "株洲经开区的禁毒经费投入了多少？"]


def test_whole_words_come_before_pieces_of_words() -> None:
    found = texts("jdjf")
    assert found.index("禁毒经费谁出") < found.index("教大家防毒的活动")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("jub", "举报毒品有奖励吗"),
        ("JB", "举报毒品有奖励吗"),
        ("zhangb", "县长表了什么决心"),
        ("changqi", "长期办法是什么"),
        ("6.26", "6·26那天有什么活动"),
        ("ktv", "KTV里怎么宣传"),
        ("經費誰出", "禁毒经费谁出"),
        ("经费多少", "株洲经开区的禁毒经费投入了多少？"),
        ("抖音叫什么", "禁毒抖音号叫什么"),
    ],
)
def test_the_first_suggestion_is_what_is_meant(typed: str, text: str) -> None:
    assert texts(typed)[0] == text


@pytest.mark.parametrize("typed", ["", "   ", "'", "？", "qqqqqq", "微积分", "x" * 400])
def test_nothing_fitting_gives_nothing(typed: str) -> None:
    assert texts(typed) == []


def test_one_pair_takes_at_most_two_places() -> None:
    many = Suggester(
        [(f"禁毒问题{number}", "p1", 1.0) for number in range(9)] + [("禁毒几何", "p2", 0.1)], reading_choices
    )
    assert [one.pair_id for one in many.suggest("jindu")] == ["p1", "p1", "p2"]


def test_the_heavier_text_comes_first() -> None:
    two = Suggester([("禁毒轻", "p1", 1.0), ("禁毒重", "p2", 5.0)], reading_choices)
    assert [one.text for one in two.suggest("jd")] == ["禁毒重", "禁毒轻"]


def test_no_limit_below_one() -> None:
    assert SUGGESTER.suggest("jd", 0) == ()


def test_an_empty_collection_suggests_nothing() -> None:
    assert Suggester((), reading_choices).suggest("jd") == ()


@given(st.text(max_size=60))
def test_any_text_can_be_typed(typed: str) -> None:
    assert len(SUGGESTER.suggest(typed)) <= 6


@given(st.sampled_from([entry[0] for entry in ENTRIES]), st.data())
def test_every_run_of_characters_of_a_text_finds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    typed = text[start : start + 3].strip("？·")
    if typed:
        assert text in texts(typed, 9) or sum(typed.casefold() in entry[0].casefold() for entry in ENTRIES) > 2


def test_among_six_thousand_texts_the_likeliest_is_still_first() -> None:
    lighter = [(f"{text}{turn}", f"{pair}/{turn}", 0.5) for turn in range(700) for text, pair, _ in ENTRIES]
    many = Suggester([*ENTRIES, *lighter], reading_choices)
    for typed in ("jd", "jdjf", "shi", "举报", "jindujingfei"):
        assert many.suggest(typed)[0].text == texts(typed)[0]
    assert many.suggest("zzzz") == ()
