"""Which clauses of a long message may be the whole of a question."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.clauses import LONG, likely_questions, windows, without_courtesy
from retrieval.words import fold

BEFORE = "今天早上出门买菜碰到老邻居扯了半天,天气也热得很,我记性又差,"
AFTER = ",晓得的话回一句,我先吃饭去了"


def questions(said: str) -> set[str]:
    return set(likely_questions(fold(f"{BEFORE}{said}{AFTER}")))


def test_a_question_stands_alone_and_with_what_was_said_before_it() -> None:
    found = questions("隔壁有人开车前吸了那个,以后路上查不查这种人")
    assert {"以后路上查不查这种人", "隔壁有人开车前吸了那个,以后路上查不查这种人"} <= found


def test_what_follows_a_question_is_no_part_of_it() -> None:
    assert not [text for text in questions("经费涨了多少") if text.startswith("经费涨了多少,")]


def test_what_is_said_beside_a_question_is_no_question_by_itself() -> None:
    assert "举报都兑现了" not in questions("举报都兑现了,最多的拿了好多钱")
    assert "三清一收一净" in questions("三清一收一净")


def test_a_question_of_one_word_is_about_what_was_said_before_it() -> None:
    found = questions("这首歌一直在放,叫什么")
    assert "叫什么" not in found
    assert "这首歌一直在放,叫什么" in found


def test_a_space_ends_no_clause_where_marks_do() -> None:
    assert "医保从 转回来怎么弄" in questions("医保从 转回来怎么弄")


def test_a_question_in_pinyin_among_characters_stands_alone() -> None:
    assert "zuzhi yanlian sha" in questions("zuzhi yanlian sha")


@pytest.mark.parametrize("text", ["", "经费涨了多少", "你好,谢谢", "jin nian jing fei " * 9])
def test_a_short_message_has_no_clauses_of_its_own(text: str) -> None:
    assert list(likely_questions(text)) == []


@pytest.mark.parametrize(
    "text", ["晓得的话就回我一句", "有知道的麻烦告诉我一声", "看到了请回复下", "知道的话回个信咯", "请回答"]
)
def test_who_asks_to_be_answered_asks_nothing_more(text: str) -> None:
    assert without_courtesy(fold(f"经费涨了多少,{text}")) == "经费涨了多少"


@pytest.mark.parametrize("text", ["告诉家长没有", "回了信没", "答了几题", "有哪个回来了", "看到隔壁吸毒"])
def test_what_only_sounds_like_that_is_kept(text: str) -> None:
    assert without_courtesy(fold(f"经费涨了多少,{text}")) == f"经费涨了多少,{text}"


@given(st.lists(st.text("禁毒经费多少吗我a", max_size=12), max_size=9))
@example(["", "吗", "aaaaa", "aaaaa", "aaaaaaaa", "aaaaaaaa", "aaaaaaaaaaaa"])
def test_every_likely_question_is_one_clause_of_the_message_or_two(parts: list[str]) -> None:
    text = fold(",".join(parts))
    said = [part for part in text.split(",") if part]
    found = set(likely_questions(text))
    assert found <= set(windows(text)) <= {*said, *map(",".join, pairwise(said))}
    assert not found or len(text) >= LONG
