"""Any text goes out as XML that any reader reads; any bytes come in as a message or as one clear refusal."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.wechat_messages import Received, decode, encode
from bot.channels.wechat_xml import BadMessage, clean, read
from tests.bot.wechat_peer import ACCOUNT, OPENID, event, flat, text_message, xml

ANY_TEXT = st.text(st.characters())  # lone surrogates and control characters too
TO = Received(OPENID, ACCOUNT, "1", "text")


@settings(deadline=None)
@given(ANY_TEXT)
def test_any_text_goes_out_and_comes_back(text: str) -> None:
    told = encode(text, TO, 1_700_000_000)
    assert flat(told.encode("utf-8")) == {
        "ToUserName": OPENID,
        "FromUserName": ACCOUNT,
        "CreateTime": "1700000000",
        "MsgType": "text",
        "Content": clean(text),
    }
    assert decode(told.encode("utf-8")).said == clean(text)


@pytest.mark.parametrize("text", ["]]>", "]]]]>>", "<a&b>", "😀👨‍👩‍👧", "\x00\x08\x1b", "\ud83d", "\ufffe", "a\r\nb"])
def test_what_is_known_to_break_xml_does_not(text: str) -> None:
    ElementTree.fromstring(encode(text, TO, 1))  # noqa: S314 - our own reply


def test_an_ordinary_text_is_untouched() -> None:
    assert clean("第一行\n\t“引语”😀") == "第一行\n\t“引语”😀"


@settings(deadline=None)
@given(ANY_TEXT, ANY_TEXT)
def test_no_name_breaks_out_of_its_field(visitor: str, account: str) -> None:
    assert set(flat(encode("", Received(visitor, account, "1", "text"), 1).encode("utf-8"))) == {
        *("ToUserName", "FromUserName", "CreateTime", "MsgType", "Content")
    }


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_message_or_refused(body: bytes) -> None:
    with pytest.raises(BadMessage):
        decode(body)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["FromUserName", "ToUserName", "MsgType", "Content", "MsgId"]), st.text()))
def test_any_fields_are_a_message_or_refused(fields: dict[str, str]) -> None:
    told = xml(**{name: clean(value).replace("]]>", "") for name, value in fields.items()})
    try:
        message = decode(told.encode("utf-8"))
    except BadMessage:
        return
    assert message.visitor
    assert message.kind == message.kind.lower()


BOMB = b"""<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><xml><Content>&b;</Content></xml>"""
OUTSIDE = b"""<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]><xml><Content>&x;</Content></xml>"""
REFUSED = {
    "an entity bomb": BOMB,
    "an outside entity": OUTSIDE,
    "an outside DTD": b'<!DOCTYPE xml SYSTEM "http://127.0.0.1:9/x.dtd"><xml/>',
    "an undefined entity": b"<xml><Content>&nbsp;</Content></xml>",
    "too deep": b"<xml>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</xml>",
    "too many": b"<xml>" + b"<a/>" * 5000 + b"</xml>",
    "another root": b"<html></html>",
    "json": b'{"ToUserName": "gh"}',
    "nothing": b"",
    "cut off": text_message("a").encode()[:-3],
    "utf-16": text_message("a").encode("utf-16"),
    "no utf-8": text_message("a").encode().replace(b"[a]", b"[\xff]"),
    "a lone surrogate": b"<xml><Content>&#xD800;</Content></xml>",
    "a control character": b"<xml><Content>&#0;</Content></xml>",
    "a foreign encoding": b'<?xml version="1.0" encoding="gb2312"?><xml><Content>\xc4\xe3</Content></xml>',
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED.keys())
def test_what_wechat_never_sends_is_refused(body: bytes) -> None:
    with pytest.raises(BadMessage):
        read(body)


def test_a_field_is_what_stands_right_below_the_root() -> None:
    nested = b"<Info><Count>1</Count><MsgType>x</MsgType></Info>"
    body = b"<xml>\n<MsgType>event</MsgType>" + nested + b"\n<MsgType>late</MsgType></xml>"
    assert read(body) == {"MsgType": "event", "Info": ""}


def test_a_text_message() -> None:
    message = decode(text_message("今天\n天气<怎样>", number=77).encode())
    assert (message.visitor, message.account, message.kind) == (OPENID, ACCOUNT, "text")
    assert (message.said, message.number, message.created) == ("今天\n天气<怎样>", "77", "1700000000")


def test_an_event_keeps_its_key_without_the_prefix_of_a_scanned_code() -> None:
    message = decode(event("subscribe", "qrscene_june26").encode())
    assert (message.kind, message.event, message.event_key) == ("event", "subscribe", "june26")


def test_a_number_alone_does_not_tell_messages_apart() -> None:
    mine, yours = (decode(text_message("a", 1, openid=openid).encode()) for openid in ("me", "you"))
    later = decode(text_message("a", 1, created_s=5, openid="me").encode())
    assert len({mine.claim, yours.claim, later.claim}) == 3


def test_events_of_one_second_are_told_apart() -> None:
    claims = {decode(event(name, key).encode()).claim for name in ("CLICK", "VIEW") for key in ("a", "b")}
    assert len(claims) == 4


@pytest.mark.parametrize("name", ["FromUserName", "ToUserName", "MsgType"])
def test_what_is_missing_is_named(name: str) -> None:
    fields = {"FromUserName": "a", "ToUserName": "b", "MsgType": "text", name: " "}
    with pytest.raises(BadMessage, match=name):
        decode(xml(**fields).encode())
