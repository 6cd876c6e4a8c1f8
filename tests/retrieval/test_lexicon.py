"""The word lists: whole, without repeats, and what they must hold."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from retrieval import lexicon
from retrieval.words import fold, is_word


def test_all_nine_of_zhuzhou_and_the_development_zone_are_known() -> None:
    names = {place.name for place in lexicon.districts()}
    assert {"天元区", "芦淞区", "荷塘区", "石峰区", "渌口区", "醴陵市", "攸县", "茶陵县", "炎陵县"} <= names
    assert any("经开区" in name or "云龙" in name for name in names)


def test_no_name_stands_for_two_districts() -> None:
    words = [fold(word) for place in lexicon.districts() for word in {place.name, *place.aliases}]
    assert [word for word, times in Counter(words).items() if times > 1] == []


def test_no_place_elsewhere_is_a_district_of_zhuzhou() -> None:
    ours = {word for place in lexicon.districts() for word in (place.name, *place.aliases)}
    assert not ours & set(lexicon.elsewhere())


def test_each_prefecture_of_hunan_is_known_by_its_whole_and_by_its_short_name() -> None:
    short = {"长沙", "湘潭", "衡阳", "邵阳", "岳阳", "常德", "张家界", "益阳", "郴州", "永州", "怀化", "娄底"}
    assert {*short, *(f"{name}市" for name in short), "湘西州"} <= set(lexicon.elsewhere())


def test_an_everyday_word_is_no_short_name() -> None:
    assert not {"通道", "会同", "中方", "凤凰", "洞口", "南", "芙蓉"} & set(lexicon.elsewhere())


def test_a_synonym_group_holds_two_words_or_more_each_once() -> None:
    for group in lexicon.synonym_groups():
        assert len(group) > 1, group
        assert len(set(group)) == len(group), group


def test_function_words_carry_no_subject() -> None:
    words = lexicon.function_words()
    assert {"的", "了", "吗"} <= words
    assert not {"毒", "禁毒", "经费", "戒毒"} & words


@pytest.mark.parametrize("word", ["三清一收一净", "云龙净毒"])
def test_campaigns_are_kept_whole(word: str) -> None:
    assert word in lexicon.user_dictionary()
    assert is_word(fold(word))


@pytest.mark.parametrize("name", ["cues.toml", "followups.toml", "situations.toml", "urgent.toml"])
def test_every_wording_is_a_pattern(name: str) -> None:
    def walk(value: object) -> None:
        if isinstance(value, dict):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)
        elif isinstance(value, str):
            re.compile(value.replace("{drug}", "x"))

    walk(lexicon.table(name))


def test_no_wording_fires_on_nothing() -> None:
    for row in lexicon.table("urgent.toml")["always"]:
        for wording in row["any"]:
            assert not re.search(wording, ""), wording
