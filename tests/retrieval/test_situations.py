"""Who, what and when a message tells of, and which of these come together."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import lexicon
from retrieval.situations import FILE, MOST, situation_terms, tells_of_danger, told, told_in_clause
from retrieval.words import fold


def parts(folded: str) -> frozenset[str]:
    return frozenset.union(*told(folded))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我老公吸毒", {"self", "kin", "use"}),
        ("隔壁有人在贩毒", {"near", "someone", "deal"}),
        ("我儿子以前吸过毒", {"child", "past", "use"}),
        ("如果邻居制毒判几年", {"story", "near", "make", "law"}),
        ("他吸了一口气", {"tame"}),
        ("我想自杀式攻击是什么意思", {"joke", "fact"}),
    ],
)
def test_the_parts_of_a_situation_are_found(text: str, expected: set[str]) -> None:
    assert expected <= set(parts(fold(text)))


@pytest.mark.parametrize("text", ["他吸了一口气", "我喝碗粉", "惹了大麻烦", "粉笔用完了", "打k歌"])
def test_other_meanings_are_not_taken_for_drugs(text: str) -> None:
    assert not {"use", "deal", "make"} & set(parts(fold(text)))


@pytest.mark.parametrize(
    ("text", "part"), [("隔壁在治毒", "make"), ("我老工吸读", "use"), ("gebi you ren xi du", "near"), ("xi du", "use")]
)
def test_a_part_is_heard_in_homophones_and_in_plain_pinyin(text: str, part: str) -> None:
    assert part in parts(fold(text))


@pytest.mark.parametrize("text", ["制度保障", "管理制度", "他卖独家新闻"])
def test_what_is_a_word_as_typed_is_not_listened_to(text: str) -> None:
    assert not {"make", "quit"} & set(parts(fold(text)))


def test_parts_come_alone_and_in_twos_and_threes() -> None:
    found = situation_terms("我老公吸毒")
    assert {"@kin", "@kin+use", "@kin+self+use"} <= set(found)
    assert len(found) == len(set(found))


def test_what_only_sets_the_scene_says_no_more_together() -> None:
    assert {"@child", "@kin", "@now"} <= set(situation_terms("我妈今天去接孩子"))
    assert not [term for term in situation_terms("我妈今天去接孩子") if "+" in term]


@pytest.mark.parametrize("text", ["他在屋里吸毒", "叫不醒了", "救命", "有人拿刀"])
def test_danger_is_told(text: str) -> None:
    assert tells_of_danger(told(fold(text)))


@pytest.mark.parametrize("text", ["我妈今天去接孩子", "看到好多展板", "经费涨了多少", ""])
def test_the_scene_alone_tells_of_no_danger(text: str) -> None:
    assert not tells_of_danger(told(fold(text)))


def test_a_message_that_tells_of_nothing_has_no_terms() -> None:
    assert situation_terms("") == ()
    assert situation_terms("经费") == ()


def test_every_part_has_words_or_patterns_and_fires_on_nothing_empty() -> None:
    for name, row in lexicon.table(FILE).items():
        assert row["words"] or row["patterns"], name
        for pattern in row["patterns"]:
            assert not re.search(pattern, ""), pattern
        assert len(set(row["words"])) == len(row["words"]), name


def test_a_clause_tells_what_it_would_tell_alone() -> None:
    message = "我在天元住了二十年,我老公又吸毒了,隔壁在治毒,他说再也不碰,爸进去过"
    for clause in message.split(","):
        assert told_in_clause(clause, told(message)) == told(clause), clause


@given(st.text(max_size=60))
def test_any_text_has_a_bounded_number_of_terms_always_the_same(text: str) -> None:
    names, found = parts(fold(text)), situation_terms(fold(text))
    assert found == situation_terms(fold(text))
    assert len(found) <= max(MOST + MOST * (MOST - 1) // 2 + 56, len(names) * (len(names) + 1) // 2)
