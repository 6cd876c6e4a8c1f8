"""How texts sound, and pinyin cut into syllables."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.documents import terms
from retrieval.sounds import _without_tones, is_pinyin, reading_choices, spelt, syllables

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


def test_words_of_the_same_sound_sound_the_same() -> None:
    assert syllables("举报") == syllables("jubao") == syllables("ju bao") == ("ju", "bao")
    assert terms("举报").sounds == terms("局报").sounds == ("ju bao",)


def test_letters_that_are_no_pinyin_stay_as_they_are() -> None:
    assert spelt("app") == ()
    assert syllables("app 110") == ("app", "110")
    assert spelt("a" * 121) == ()


@pytest.mark.parametrize(
    ("text", "expected"), [("jindu jingfei", True), ("禁毒jingfei", False), ("app", False), ("", False)]
)
def test_a_question_spelt_in_pinyin_is_known_as_such(text: str, expected: bool) -> None:
    assert is_pinyin(text) is expected


def test_a_question_spelt_in_pinyin_is_counted_by_its_sounds() -> None:
    spoken = terms("jinduzongdui")
    assert (spoken.words, spoken.characters) == ((), ())
    assert spoken.sounds == terms("禁毒总队").sounds


@given(st.text(HAN, min_size=1, max_size=12))
@settings(deadline=None)
def test_every_han_character_has_one_sound(text: str) -> None:
    assert len(syllables(text)) == len(text)


def test_the_readings_are_the_librarys() -> None:
    from pypinyin.constants import PINYIN_DICT

    heard = {chr(code): readings for code, readings in PINYIN_DICT.items()}
    assert {one: tuple(dict.fromkeys(map(_without_tones, row.split(",")))) for one, row in heard.items()} == {
        one: reading_choices(one) for one in heard
    }
