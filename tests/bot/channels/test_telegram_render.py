"""Rendering, splitting and buttons: all is escaped, all fits, nothing of a quotation is lost or misattributed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot import phrases_telegram as phrases
from bot.channels.telegram_keys import LIMIT_BYTES, Keys, Taps
from bot.channels.telegram_render import pages
from bot.channels.telegram_split import LIMIT, clean, cuts, shorten, units
from bot.conversation import HelpCard, HelpLine, Offer, Quote, Reply
from knowledge.store import Store
from tests.bot.channels.telegram_house import LONG, QUOTES, REPLIES, quote
from tests.bot.fake_telegram import TOKEN
from tests.bot.fake_telegram_html import MarkupError, visible

WORDS = st.text(st.characters(exclude_categories=()), max_size=300)
LONG_WORDS = st.builds(lambda part, times: part * times, st.text(min_size=1, max_size=40), st.integers(1, 900))


def quoted(page: str) -> str:
    """What stands inside the block quotations of a page."""
    return "".join(visible(part.split("</blockquote>")[0]) for part in page.split("<blockquote>")[1:])


def made(answer: str, official: str = "曾毅鹏", office: str = "主任", question: str | None = "问？") -> Quote:
    return replace(quote(answer=answer, highlight=answer), official=official, office=office, question=question)


@settings(deadline=None)
@given(WORDS, WORDS, WORDS, WORDS, WORDS)
def test_any_words_become_markup_that_the_server_reads_and_nothing_is_lost(
    intro: str, answer: str, official: str, office: str, question: str
) -> None:
    reply = Reply("answer", "x", kind="whole", intro=intro, answers=(made(answer, official, office, question),))
    found = pages(reply, "https://example.org")
    assert all(0 < units(visible(page)) <= LIMIT for page in found)
    assert "".join(map(quoted, found)) == clean(answer)


@settings(deadline=None)
@given(LONG_WORDS, st.text(max_size=3000))
def test_long_quotations_are_split_and_each_part_says_who_speaks(answer: str, intro: str) -> None:
    found = pages(Reply("answer", "x", kind="whole", intro=intro, answers=(made(answer),)))
    assert all(0 < units(visible(page)) <= LIMIT for page in found)
    assert "".join(map(quoted, found)) == clean(answer)
    assert all("曾毅鹏（主任）" in visible(page) for page in found if "<blockquote>" in page)


@settings(deadline=None)
@given(st.lists(st.text(max_size=1500), max_size=6), st.text(max_size=9000))
def test_comparisons_notices_and_help_always_fit(answers: list[str], text: str) -> None:
    quotes = tuple(made(answer) for answer in answers)
    card = HelpCard(text[:5000], (text[:900],), (HelpLine("急救", "120", text[:50]),))
    for reply in (
        Reply("compare", text, answers=quotes, silent=(text[:50],)),
        Reply("urgent", text, answers=quotes, help=card),
        Reply("none", text, kind="notice"),
        Reply("choose", text, intro=text[:100], offers=tuple(Offer(answer, answer) for answer in answers)),
    ):
        found = pages(reply)
        assert found
        assert all(0 < units(visible(page)) <= LIMIT for page in found)


def test_what_is_offered_twice_has_one_button_and_numbers_are_those_that_can_be_typed() -> None:
    offers = (Offer("看全文", "全文", "p1"), Offer("姚永告", "1", "p2"), Offer("经费", "经费呢"))
    reply = Reply("answer", "x", answers=(QUOTES["p1"], QUOTES["p2"]), offers=offers)
    labels = [label for row in Keys(TOKEN, lambda _: "").under(reply, 7).rows for label, _, _ in row]
    assert labels == ["📖 看全文 · 曾毅鹏", "1. 姚永告", "经费"]


def test_long_answers_are_cut_between_sentences() -> None:
    found = pages(Reply("answer", "x", kind="whole", answers=(QUOTES["long"],)))
    assert len(found) > 2
    assert all(quoted(page).endswith("。") for page in found)
    assert phrases.CONTINUED.format(who="邓元连（区禁毒委主任）") in found[1]


def test_a_comparison_names_who_said_nothing() -> None:
    page = pages(REPLIES["对比"])[0]
    assert "醴陵市" in page
    assert page.count("<blockquote>") == 2


def test_an_empty_reply_is_still_a_message() -> None:
    assert pages(Reply("none", "")) == (phrases.NOTHING,)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400), st.integers(2, 50), st.integers(2, 50))
def test_cuts_make_up_the_text_and_fit(text: str, first: int, rest: int) -> None:
    found = list(cuts(text, first, rest))
    assert "".join(text[start:end] for start, end in found) == text
    rooms = [first, *[rest] * len(found)]
    assert all(units(text[start:end]) <= room for (start, end), room in zip(found, rooms, strict=False))


def test_no_room_is_refused() -> None:
    with pytest.raises(ValueError, match="room for 1"):
        list(cuts("x", 1, 9))


@pytest.mark.parametrize(("text", "length"), [("笑气", 2), ("🎈", 2), ("a\U0001f9d1\u200d\U0001f680", 6)])
def test_length_is_counted_in_utf16_units(text: str, length: int) -> None:
    assert units(text) == length


def test_labels_are_short_and_of_one_line() -> None:
    assert shorten("一\n二  三", 9) == "一 二 三"
    assert len(shorten("很" * 99, 40)) == 40


@settings(deadline=None)
@given(st.text(max_size=200), st.integers(-(2**52), 2**52))
def test_every_button_fits_and_is_read_back_in_its_own_chat_only(said: str, chat: int) -> None:
    taps = Taps(Store(":memory:"))
    keys = Keys(TOKEN, taps.recall)
    remember: dict[str, str] = {}
    data = keys.data("s:" + clean(said), chat, remember)
    taps.remember(tuple(remember.items()))
    assert 1 <= len(data.encode()) <= LIMIT_BYTES
    assert keys.read(data, chat) == "s:" + clean(said)
    assert keys.read(data, chat + 1) == ""
    assert Keys("another", taps.recall).read(data, chat) == ""


@settings(deadline=None)
@given(WORDS)
def test_any_callback_data_is_refused_without_an_error(data: str) -> None:
    assert Keys(TOKEN, lambda _: "").read(data, 7) == ""


def test_what_buttons_stood_for_is_forgotten_after_its_time() -> None:
    clock = [0.0]
    taps = Taps(Store(":memory:"), keep_s=10, now=lambda: clock[0])
    taps.remember((("a", "s:甲"),))
    assert taps.recall("a") == "s:甲"
    clock[0] = 11
    assert taps.recall("a") == ""
    taps.purge()
    clock[0] = 0
    assert taps.recall("a") == ""


def test_all_keyboards_of_all_replies_fit() -> None:
    keys = Keys(TOKEN, lambda _: "")
    for reply in REPLIES.values():
        rows = keys.under(replace(reply, record=2**40), -(2**50)).rows
        assert all(1 <= len(data.encode()) <= LIMIT_BYTES and label for row in rows for label, data, _ in row)


def test_the_tests_own_html_reader_is_as_strict_as_the_server() -> None:
    for markup in ("<", "<但>", "<b>", "</b>", "<b></i>", "<b", "<i>x</i", "a < b"):
        with pytest.raises(MarkupError):
            visible(markup)
    assert visible("<b>a</b>&lt;&amp;&#65;&laquo;") == "a<&A&laquo;"
    assert len(LONG) > 2 * LIMIT
