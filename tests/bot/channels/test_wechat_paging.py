"""Long replies go out in parts within 2,048 bytes; each says who speaks, and joined they are the reply."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.channels.wechat_paging import pages, size, told_apart
from bot.conversation import Quote
from tests.bot.wechat_house import PUBLIC, quote, quoting

LONG = "".join(f"第{number}项，区禁毒委认真落实工作部署，深入学校、社区、企业开展宣传教育。" for number in range(80))
LABEL = re.compile(r"^【(?:接上文：)?[^】]*】\n", re.MULTILINE)
LAST_LINE = re.compile(r"\n\n（\d+/\d+）[^\n]*\Z")
LINK = re.compile(r"\n\n原文[^\n]*(?:\n原文[^\n]*)*\Z")


def words(part: str) -> str:
    """A part without its labels, links and last line, and without space."""
    return "".join(LABEL.sub("", LINK.sub("", LAST_LINE.sub("", part))).split())


def test_a_short_reply_is_one_part() -> None:
    assert pages("您好", ()) == ("您好",)


def test_a_link_goes_with_an_answer() -> None:
    told = quote()
    text = quoting(told).text
    assert pages(text, [told], PUBLIC) == (f"{text}\n\n原文：{PUBLIC}/q/zyp-1",)


def test_each_of_several_answers_has_its_link_under_its_name() -> None:
    mine, yours = quote("我区。", "zyp-1"), quote("我县。", "dyl-1", "邓元连")
    (told,) = pages(quoting(mine, yours).text, [mine, yours], PUBLIC)
    assert told.endswith(f"原文（曾毅鹏）：{PUBLIC}/q/zyp-1\n原文（邓元连）：{PUBLIC}/q/dyl-1")


def test_a_long_answer_is_parted_between_sentences_and_each_part_says_who_speaks() -> None:
    told = quote(LONG)
    parts = pages(quoting(told).text, [told], PUBLIC)
    assert len(parts) > 3
    for number, part in enumerate(parts, 1):
        assert size(part) <= 2048
        assert "曾毅鹏" in part
        assert f"{PUBLIC}/q/zyp-1" in part
        last = number == len(parts)
        assert part.endswith(f"（{number}/{len(parts)}）" + ("全部内容到此" if last else "回复“继续”看下文"))
        assert last or words(part).endswith("。")
    assert all(part.startswith("【接上文：曾毅鹏（株洲经开区管委会主任）】\n") for part in parts[1:])
    assert "".join(map(words, parts)) == "".join(quoting(told).text.split())


def test_no_official_speaks_under_anothers_name() -> None:
    mine, yours = quote(LONG, "zyp-1"), quote(LONG.replace("第", "其"), "dyl-1", "邓元连")
    for part in pages(quoting(mine, yours).text, [mine, yours], PUBLIC):
        assert ("第" not in words(part)) or "曾毅鹏" in part
        assert ("其" not in words(part)) or "邓元连" in part


def test_words_found_nowhere_are_still_sent() -> None:
    parts = pages(LONG, [quote("别的话。")], PUBLIC)
    assert "".join(map(words, parts)) == LONG


def test_an_overlong_sentence_is_cut_after_a_comma_and_else_anywhere() -> None:
    told = quote("一二三四五六七八九十，" * 60 + "没有标点" * 600 + "。")
    parts = pages(quoting(told).text, [told])
    assert all(size(part) <= 2048 for part in parts)
    assert "".join(map(words, parts)) == "".join(quoting(told).text.split())


def test_a_line_that_leads_up_to_a_quote_stays_with_it() -> None:
    told = quote("引语。" * 300)
    text = "说明。" * 220 + "\n曾毅鹏在采访中说：" + told.answer
    assert not any(words(part).endswith("：") for part in pages(text, [told]))


def test_the_same_words_of_two_officials_are_told_apart() -> None:
    mine, yours = quote("一样的话。", "a"), quote("一样的话。", "b", "邓元连")
    runs = told_apart(quoting(mine, yours).text, [mine, yours])
    assert [run.quote.pair for run in runs if run.quote] == ["a", "b"]


PIECES = st.lists(st.text(st.characters(), max_size=300), max_size=30).map("。".join)
QUOTES = st.builds(replace, st.just(quote()), answer=PIECES, official=st.text(), office=st.text(), pair=st.text())


@settings(deadline=None)
@given(PIECES, st.lists(QUOTES, max_size=3), st.sampled_from(["", PUBLIC]))
def test_any_reply_fits(intro: str, quotes: list[Quote], public_url: str) -> None:
    parts = pages(quoting(*quotes, intro=intro).text, quotes, public_url)
    assert parts
    assert all(size(part) <= 2048 for part in parts)


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)).map("。".join))
def test_nothing_is_lost_and_nothing_added(text: str) -> None:
    plain = re.sub(r"[【】（）]|原文", "", text)
    assert "".join(map(words, pages(plain, ()))) == "".join(plain.split())


@pytest.mark.parametrize("limit", [2048])
def test_a_reply_of_just_the_limit_is_one_part(limit: int) -> None:
    assert len(pages("a" * limit, ())) == 1
    assert len(pages("a" * (limit + 1), ())) == 2
