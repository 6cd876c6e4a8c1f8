"""What a visitor gets: answers, parts, choices, notices, each message once, in each of the platform's modes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest

from bot import phrases, phrases_wechat
from tests.bot.wechat_house import MODES, PUBLIC, House
from tests.bot.wechat_peer import OPENID, event, text_message, xml


@pytest.fixture(params=MODES)
def house(request: pytest.FixtureRequest) -> House:
    return House(request.param)


@pytest.fixture
def plain() -> House:
    return House("plain")


@pytest.fixture
def safe() -> House:
    return House("safe")


# A question and its answer


def test_a_question_is_answered_in_each_mode(house: House) -> None:
    response = house.post(text_message("今年怎么禁毒？"))
    fields = house.platform.read(response.content)
    assert fields["Content"] == "第1问：今年怎么禁毒？"
    assert (fields["ToUserName"], fields["MsgType"]) == (OPENID, "text")


def test_a_reply_in_safe_mode_is_sealed(safe: House) -> None:
    response = safe.post(text_message("问"))
    assert b"<Encrypt>" in response.content
    assert "第1问" not in response.text


def test_a_link_to_the_article_goes_with_an_answer() -> None:
    house = House("safe", BOT_PUBLIC_URL=PUBLIC)
    assert house.asks("短答").endswith(f"原文：{PUBLIC}/q/zyp-1")


@pytest.mark.parametrize("text", ["]]>", "<xml>&amp;", "😀👨‍👩‍👧", "\u200b\u202e", "a" * 2000])
def test_a_question_never_breaks_the_reply(house: House, text: str) -> None:
    told = text.replace("]]>", "]]]]><![CDATA[>")
    assert house.asks(told).startswith(f"第1问：{text}"[:100])


def test_a_long_answer_is_read_on_part_by_part(house: House) -> None:
    parts = [house.asks("长答")]
    while "回复“继续”" in parts[-1]:
        parts.append(house.asks("继续"))
    assert len(parts) > 3
    assert all("曾毅鹏" in part and len(part.encode()) <= 2048 for part in parts)
    assert house.asks("继续。") == phrases_wechat.NOTHING_WAITS


def test_a_new_question_ends_the_reading_on(plain: House) -> None:
    plain.asks("长答")
    plain.asks("别的")
    assert plain.asks("下文") == phrases_wechat.NOTHING_WAITS


def test_what_waits_is_forgotten_after_a_while(plain: House) -> None:
    plain.asks("长答")
    plain.now_s += 3600
    assert plain.asks("继续") == phrases_wechat.NOTHING_WAITS


def test_what_waits_belongs_to_its_visitor(plain: House) -> None:
    plain.asks("长答")
    assert plain.said(text_message("继续", openid="somebody-else")) == phrases_wechat.NOTHING_WAITS


def test_choices_are_told_as_the_dialogue_numbers_them_and_quote_nobody() -> None:
    house = House("plain", BOT_PUBLIC_URL=PUBLIC)
    assert house.asks("选哪个") == "请选：\n1. 天元区\n2. 茶陵县"


# Other kinds and events


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (event("subscribe"), "通知：welcome"),
        (event("subscribe", "qrscene_4711"), "通知：welcome"),
        (event("SCAN", "4711"), "通知：welcome"),
        (event("subscribe", "qrscene_officials"), "通知：officials"),
        (event("CLICK", "officials"), "通知：officials"),
        (event("CLICK", "topics"), "通知：topics"),
        (event("CLICK", "help"), "通知：help"),
        (event("CLICK", "privacy"), "通知：privacy"),
        (event("CLICK", "unknown"), "通知：help"),
        (event("CLICK", "june26"), f"第1问：{phrases_wechat.JUNE_26}"),
    ],
)
def test_events_that_are_answered(plain: House, message: str, told: str) -> None:
    assert plain.said(message).startswith(told)


def other(kind: str, **fields: str) -> str:
    return xml(ToUserName="gh", FromUserName=OPENID, CreateTime=1, MsgType=kind, **fields)


def test_a_voice_message_with_its_words_is_a_question(plain: House) -> None:
    assert plain.said(other("voice", Recognition="怎么举报？", MsgId="1")) == "第1问：怎么举报？"


@pytest.mark.parametrize("kind", ["voice", "image", "video", "shortvideo", "location", "link"])
def test_other_kinds_get_one_polite_line(plain: House, kind: str) -> None:
    assert plain.said(other(kind, Recognition="", MsgId="1")) == "通知：not_text"


@pytest.mark.parametrize(
    "message",
    [
        *(event(name) for name in ("VIEW", "LOCATION", "TEMPLATESENDJOBFINISH", "wholly_new", "")),
        other("hologram"),
        other("miniprogrampage"),
    ],
)
def test_what_is_unknown_gets_success(house: House, message: str) -> None:
    assert house.post(message).content == b"success"


def test_who_leaves_is_forgotten(plain: House) -> None:
    plain.asks("长答")
    assert plain.said(event("unsubscribe")) == ""
    assert plain.canned.forgotten == [f"wechat:{OPENID}"]
    assert plain.asks("继续") == phrases_wechat.NOTHING_WAITS


# Once


def test_a_repeat_gets_the_same_reply(house: House) -> None:
    first, again, thrice = (house.post(text_message("问", number=7)) for _ in range(3))
    house.now_s += 10
    assert (
        house.platform.read(first.content) == house.platform.read(again.content) == house.platform.read(thrice.content)
    )
    assert house.asks("再问").startswith("第2问")


def test_the_very_same_request_gets_the_same_reply(house: House) -> None:
    posted = house.platform.post(text_message("问"), house.now_s)
    replies = [house.platform.read(house.send(posted.query, posted.body).content) for _ in range(3)]
    assert replies[0] == replies[1] == replies[2]


def test_a_repeat_of_reading_on_gets_the_same_part(house: House) -> None:
    house.asks("长答")
    first, again = (house.said(text_message("继续", number=700)) for _ in range(2))
    assert first == again
    assert house.asks("继续") != first


def test_one_number_of_two_visitors_is_two_messages(house: House) -> None:
    replies = [house.said(text_message("问", number=7, openid=openid)) for openid in ("a", "b", "a")]
    assert replies == ["第1问：问"] * 3
    assert house.said(text_message("问", number=8, openid="a")).startswith("第2问")


def test_an_event_repeated_is_answered_once(plain: House) -> None:
    assert plain.said(event("CLICK", "june26")) == plain.said(event("CLICK", "june26"))


def test_a_dialogue_that_fails_ends_in_a_polite_line_the_same_again(house: House) -> None:
    assert house.said(text_message("坏掉", number=9)) == phrases.TROUBLE
    assert house.said(text_message("坏掉", number=9)) == phrases.TROUBLE
    assert house.asks("好的") == "第1问：好的", "what the failed answer wrote was kept"


def test_a_database_that_fails_still_ends_in_a_polite_line(plain: House) -> None:
    with plain.store.writing() as store:
        store.execute("DROP TABLE claims")
    assert plain.asks("问") == phrases.TROUBLE


def test_nothing_that_is_kept_tells_who_asked_or_what(house: House) -> None:
    house.canned.forget("")
    for text in ("短答", "长答"):
        house.asks(text)
    kept = [row for table in ("claims", "wechat_waiting") for row in house.store.rows(f"SELECT * FROM {table}")]
    assert kept
    assert not any(secret in str(row) for row in kept for secret in (OPENID, "短答", "长答"))


# The log


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], list[str]]]:
    with caplog.at_level(logging.INFO, logger="bot.wechat"):
        yield lambda: [record.getMessage() for record in caplog.records if record.name == "bot.wechat"]


def test_a_question_is_one_line_without_its_words(house: House, lines: Callable[[], list[str]]) -> None:
    house.asks("我叫张三")
    (line,) = lines()
    assert line.startswith("answered channel=wechat kind=text outcome=none ms=")
    assert "张三" not in line
    assert OPENID not in line


def test_a_failure_is_one_line_more_that_tells_where_but_not_what(house: House, lines: Callable[[], list[str]]) -> None:
    house.asks("坏掉")
    first, second = lines()
    assert first.startswith("failed channel=wechat error=RuntimeError at=wechat_house.py:")
    assert second.startswith("answered channel=wechat kind=text outcome=trouble")
    assert "坏掉" not in first + second
