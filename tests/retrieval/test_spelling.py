"""Words typed as they sound, put right from the words of the collection."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.sounds import syllables
from retrieval.spelling import LONGEST, SHORTEST, Speller
from retrieval.words import every_word, is_han

TEXTS = ("举办禁毒知识竞赛", "举报有奖励", "参加竞赛的有奖励")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("竟赛", "竞赛"), ("奖厉多少", "奖励多少"), ("禁毒竟赛", "禁毒竞赛"), ("招聘", "招聘"), ("", "")],
)
def test_single_characters_become_the_known_word_that_sounds_the_same(typed: str, meant: str) -> None:
    assert Speller.of(TEXTS).corrected(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("举bao有jiang励", "举报有奖励"),
        ("jubao给钱吗", "举报给钱吗"),
        ("ju bao you jiang li", "举报you奖励"),
        ("ktv的jing赛app", "ktv的竞赛app"),
        ("xian", "xian"),
    ],
)
def test_syllables_in_latin_letters_become_the_known_word_that_sounds_so(typed: str, meant: str) -> None:
    assert Speller.of(TEXTS).corrected(typed) == meant


def test_what_asks_whether_is_no_word_that_sounds_so() -> None:
    speller = Speller.of(["部督大案", "堵住"])
    assert speller.corrected("今天堵不堵") == "今天堵不堵"
    assert speller.corrected("堵不") == "部督" or speller.corrected("不堵") == "部督"


def test_of_two_words_that_sound_alike_the_more_frequent_one_is_meant() -> None:
    assert Speller.of(["公示", "公式", "公式"]).word(("gong", "shi")) == "公式"
    assert Speller.of(["公示", "公式"]).word(("gong", "shi")) == "公示"


def test_nothing_is_known_of_an_empty_collection() -> None:
    assert Speller.of([]).corrected("竟赛") == "竟赛"


@given(st.lists(st.text("公示式工事禁毒竞赛竟静", max_size=8), max_size=8))
def test_every_word_of_the_texts_is_known_by_its_sound(texts: list[str]) -> None:
    speller = Speller.of(texts)
    counts = Counter(word for text in texts for word in every_word(text) if SHORTEST <= len(word) <= LONGEST)
    for word in filter(is_han, counts):
        known = speller.word(syllables(word))
        assert syllables(known) == syllables(word)
        assert counts[known] >= counts[word]


@given(st.lists(st.text("公示式工事禁毒竞赛竟静", max_size=8), max_size=8), st.text("公示禁毒竟", max_size=6))
def test_a_speller_from_its_columns_knows_the_same(texts: list[str], typed: str) -> None:
    made = Speller.of(texts)
    assert Speller.over(made.keys, made.lengths, made.words).corrected(typed) == made.corrected(typed)
