"""Words, characters and sounds of a text; rjieba held to jieba."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.corpus import dictionary
from retrieval import lexicon
from retrieval.documents import terms
from retrieval.words import (
    boundaries,
    character_pairs,
    characters,
    every_word,
    fold,
    fold_all,
    is_word,
    reference_cut,
    tokenise,
)

SHIPPED = Path(__file__).resolve().parents[2] / "knowledge" / "interviews"
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


def shipped_texts() -> list[str]:
    """Every phrasing, declined phrasing and paragraph that ships."""
    asked = tomllib.loads((SHIPPED / "zhuzhou-2021.phrasings.toml").read_text(encoding="utf-8"))["passage"]
    declined = tomllib.loads((SHIPPED / "declined.toml").read_text(encoding="utf-8"))["topic"]
    texts = [way for row in (*asked, *declined) for way in row["ask"]]
    return [*texts, *(SHIPPED / "zhuzhou-2021.txt").read_text(encoding="utf-8").splitlines()]


# The splitter


def test_rjieba_splits_all_that_ships_as_jieba_does() -> None:
    pytest.importorskip("rjieba")
    cut = reference_cut()
    texts = [fold(text) for text in shipped_texts()]
    assert len(texts) > 10_000
    for text in texts:
        assert boundaries(text) == frozenset(_ends(cut(text))), text


def test_rjieba_splits_words_in_random_order_as_jieba_does() -> None:
    pytest.importorskip("rjieba")
    cut, chance = reference_cut(), random.Random(626)
    for _ in range(2000):
        text = fold("".join(chance.choices(dictionary()[:50_000], k=12)))
        assert boundaries(text) == frozenset(_ends(cut(text))), text


def _ends(words: list[str]) -> list[int]:
    return [sum(map(len, words[:count])) for count in range(len(words) + 1)]


@pytest.mark.parametrize("word", ["渌口区", "依托咪酯", "笑气", "k粉", "上头电子烟", "强制隔离戒毒"])
def test_words_of_the_subject_stay_whole(word: str) -> None:
    assert is_word(word)
    assert word in tokenise(f"什么是{word}呢")


def test_function_words_and_punctuation_carry_no_subject() -> None:
    found = tokenise(fold("请问，禁毒的经费是多少呢？"))
    assert "禁毒" in found
    assert not set(found) & {"请问", "的", "是", "呢", "，", "？"}
    assert not set(found) & lexicon.function_words()


def test_every_word_keeps_function_words() -> None:
    assert set(tokenise("禁毒的经费")) < set(every_word("禁毒的经费"))
    assert "的" in every_word("禁毒的经费")


# Folding


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("６．２６　區長", "6.26 区长"),
        ("6·26", "6.26"),
        ("六·二六", "6.26"),
        ("6月26日", "6.26"),
        ("1626", "1626"),
        ("ＱＱ　群", "qq 群"),
        ("禁\u200b毒", "禁毒"),
        ("  禁毒\r\n\t经费 ", "禁毒 经费"),
        ("戒毒\ud800", "戒毒"),
        ("", ""),
    ],
)
def test_what_is_typed_in_many_ways_is_compared_in_one(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.lists(st.text(st.one_of(st.characters(), st.sampled_from("6·.26二六月十七 Σσ区區\u0301\r"))), max_size=8))
@settings(deadline=None)
def test_texts_folded_together_are_folded_as_each_alone(texts: list[str]) -> None:
    assert fold_all(texts) == list(map(fold, texts))


def test_all_shipped_texts_are_folded_together_as_each_alone() -> None:
    texts = shipped_texts()
    assert fold_all(texts) == list(map(fold, texts))


@given(st.text())
@settings(deadline=None)
def test_any_text_can_be_folded_and_counted(text: str) -> None:
    folded = fold(text)
    assert folded == folded.strip()
    assert "\n" not in folded
    words = "".join(every_word(folded))
    assert set(characters(folded)) <= set(words)
    terms(folded)


@given(st.text(st.one_of(HAN, st.sampled_from("abc 123，。？")), max_size=40))
@settings(deadline=None)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_character_is_folded_in_one_go() -> None:
    characters_of_all_planes = [chr(code) for code in range(0x20, 0x32000) if not 0xD800 <= code < 0xE000]
    once = [fold(one) for one in characters_of_all_planes]
    assert [one for one in once if fold(one) != one] == []


# Characters


def test_pairs_do_not_cross_punctuation() -> None:
    assert character_pairs("禁毒，经费") == ("禁毒", "经费")
    assert character_pairs("禁") == ()
