"""The keyboard: whole words first, whatever is typed; nothing typed can break it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.typing.pinyin import CANDIDATES_AT_MOST, PinyinKeyboard
from tests.bot.typing.tables import small_table

OWN = {"禁毒": 50, "经费": 20, "依托": 1}
KEYBOARD = PinyinKeyboard(small_table(), OWN)


def first(letters: str) -> tuple[str, int]:
    best = KEYBOARD.candidates(letters)[0]
    return best.text, best.used


@pytest.mark.parametrize(
    ("letters", "text"),
    [
        ("jubao", "举报"),
        ("JUBAO", "举报"),
        ("jindu", "禁毒"),  # the collection's word before the dictionary's commoner 进度
        ("jinduzenmeban", "禁毒怎么办"),
        ("jindujingfei", "禁毒经费"),
        ("nver", "女儿"),
        ("nüer", "女儿"),
        ("nuedai", "虐待"),
        ("jvbao", "举报"),
        ("xian", "先"),
        ("xi'an", "西安"),
        ("jb", "举报"),
        ("jdjf", "禁毒经费"),
        ("jub", "举报"),
        ("zenmeb", "怎么办"),
    ],
)
def test_letters_give_the_whole_word_first(letters: str, text: str) -> None:
    assert first(letters) == (text, len(letters))


def test_a_word_for_the_beginning_says_how_many_letters_it_takes() -> None:
    assert ("禁毒", 5) in [(one.text, one.used) for one in KEYBOARD.candidates("jinduzenmeban")]
    assert ("西", 3) in [(one.text, one.used) for one in KEYBOARD.candidates("xi'an")]


def test_a_marked_off_syllable_is_never_swallowed_by_one_character() -> None:
    whole = [one.text for one in KEYBOARD.candidates("xi'an") if one.used == len("xi'an")]
    assert whole == ["西安"]


def test_an_own_word_is_found_only_under_the_reading_that_the_table_knows() -> None:
    keyboard = PinyinKeyboard(small_table(), {"县长": 9})
    assert "县长" not in [one.text for one in keyboard.candidates("xianchang") if one.used == len("xianchang")]
    assert keyboard.candidates("xianzhang")[0].text == "县长"


@pytest.mark.parametrize("letters", ["", "'", "''''", "123", "中文", "v", "zzzzzzzzzz", "'" * 90])
def test_what_is_no_pinyin_gives_little_or_nothing(letters: str) -> None:
    assert all(one.used <= len(letters) for one in KEYBOARD.candidates(letters))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzü'’ A1中", max_size=90))
def test_any_letters_give_distinct_candidates_that_take_some_of_them(letters: str) -> None:
    found = KEYBOARD.candidates(letters)
    assert len(found) <= CANDIDATES_AT_MOST
    assert len({one.text for one in found}) == len(found)
    assert all(1 <= one.used <= len(letters) for one in found)
