"""Whom the account believes, and what it does with what others try: any request ends in a clear answer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.bot.wechat_house import MODES, House
from tests.bot.wechat_peer import (
    AES_KEY,
    OPENID,
    OTHER_AES_KEY,
    TOKEN,
    Platform,
    Posted,
    encrypt,
    encrypt_raw,
    sign,
    text_message,
    xml,
)


@pytest.fixture(params=MODES)
def house(request: pytest.FixtureRequest) -> House:
    return House(request.param)


@pytest.fixture
def plain() -> House:
    return House("plain")


@pytest.fixture
def safe() -> House:
    return House("safe")


def changed(query: str, **values: str) -> str:
    return urlencode({**{name: told[0] for name, told in parse_qs(query).items()}, **values})


def without(query: str, *names: str) -> str:
    return urlencode({name: told[0] for name, told in parse_qs(query).items() if name not in names})


# The handshake


def test_the_platforms_question_is_echoed(house: House) -> None:
    response = house.send(house.platform.greeting(house.now_s), method="GET")
    assert (response.status_code, response.text) == (200, "4375120948345356249")
    assert response.headers["content-type"].startswith("text/plain")
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("age_s", [-3600, -61, 301, 86_400])
def test_a_greeting_of_another_time_is_refused(house: House, age_s: int) -> None:
    assert house.send(house.platform.greeting(house.now_s - age_s), method="GET").status_code == 403


def test_a_greeting_signed_by_another_is_refused(house: House) -> None:
    forged = Platform(token="another").greeting(house.now_s)
    response = house.send(forged, method="GET")
    assert (response.status_code, response.text) == (403, "refused")


# Whom to believe


@pytest.mark.parametrize("age_s", [-3600, -61, 301, 86_400])
def test_a_message_of_another_time_is_refused(house: House, age_s: int) -> None:
    posted = house.platform.post(text_message("问"), house.now_s - age_s)
    assert house.send(posted.query, posted.body).status_code == 403


@pytest.mark.parametrize("age_s", [-30, 0, 299])
def test_clocks_may_differ_a_little(house: House, age_s: int) -> None:
    posted = house.platform.post(text_message("问"), house.now_s - age_s)
    assert house.send(posted.query, posted.body).status_code == 200


def test_how_old_is_too_old_can_be_set() -> None:
    house = House("plain", BOT_WECHAT_MAX_AGE="10")
    posted = house.platform.post(text_message("问"), house.now_s - 11)
    assert house.send(posted.query, posted.body).status_code == 403


@pytest.mark.parametrize("name", ["signature", "timestamp", "nonce", "msg_signature"])
@pytest.mark.parametrize("value", ["", "0", "x" * 40, "密", "9" * 300, "-1", "1e9", "\ud7ff\x00"])
def test_a_wrong_parameter_is_refused(house: House, name: str, value: str) -> None:
    posted = house.platform.post(text_message("问"), house.now_s)
    if name not in posted.query or (house.platform.mode != "plain" and (name, value) == ("signature", "")):
        return
    response = house.send(changed(posted.query, **{name: value}), posted.body)
    assert (response.status_code, response.text) == (403, "refused")


def test_no_parameter_at_all_is_refused(house: House) -> None:
    assert house.send("", text_message("问").encode()).status_code == 403


def test_a_signature_seen_with_one_message_serves_no_other(plain: House) -> None:
    posted = plain.platform.post(text_message("真的", number=1), plain.now_s)
    assert plain.send(posted.query, posted.body).status_code == 200
    forged = posted.body.replace("真的".encode(), "假的".encode()).replace(b"<MsgId>1<", b"<MsgId>2<")
    assert plain.send(posted.query, forged).status_code == 403
    assert plain.send(posted.query, posted.body).status_code == 200


def test_another_sealed_body_under_a_signature_is_refused(safe: House) -> None:
    posted = safe.platform.post(text_message("真的"), safe.now_s)
    forged = f"<xml><Encrypt><![CDATA[{encrypt(text_message('假的'))}]]></Encrypt></xml>"
    assert safe.send(posted.query, forged.encode()).status_code == 403


def test_a_plain_body_is_refused_in_safe_mode(safe: House) -> None:
    posted = Platform("plain").post(text_message("问"), safe.now_s)
    assert safe.send(posted.query, posted.body).status_code == 403
    assert safe.send(f"{posted.query}&encrypt_type=aes", posted.body).status_code == 403


def test_a_sealed_body_is_refused_in_plain_mode_and_the_log_says_why(
    plain: House, caplog: pytest.LogCaptureFixture
) -> None:
    posted = Platform("safe").post(text_message("问"), plain.now_s)
    assert plain.send(posted.query, posted.body).status_code == 403
    assert "BOT_WECHAT_MODE is plain" in caplog.text


def test_compatible_mode_takes_both() -> None:
    house = House("compatible")
    for mode in MODES:
        posted = Platform(mode).post(text_message(mode), house.now_s, nonce=mode)
        response = house.send(posted.query, posted.body)
        assert response.status_code == 200
        assert (b"Encrypt" in response.content) == (mode != "plain")


def test_a_compatible_signature_cannot_be_turned_to_a_plain_message() -> None:
    house = House("compatible")
    posted = house.platform.post(text_message("真的"), house.now_s)
    assert house.send(posted.query, posted.body).status_code == 200
    stripped = without(posted.query, "encrypt_type", "msg_signature")
    assert house.send(stripped, text_message("假的").encode()).status_code == 403


def test_the_account_of_a_sealed_message_must_be_ours(safe: House) -> None:
    posted = Platform("safe", appid="wx0000000000000000").post(text_message("问"), safe.now_s)
    assert safe.send(posted.query, posted.body).status_code == 403


def sealed(inner: str, now_s: float) -> Posted:
    stamp = str(int(now_s))
    query = {"timestamp": stamp, "nonce": "1", "encrypt_type": "aes", "msg_signature": sign(TOKEN, stamp, "1", inner)}
    return Posted(urlencode(query), f"<xml><Encrypt>{inner}</Encrypt></xml>".encode())


def test_nobody_learns_what_is_wrong_inside_an_envelope(safe: House) -> None:
    inside = [
        encrypt_raw(b"\x00" * 64),
        encrypt_raw(b"\x07" * 64),
        encrypt("no xml"),
        encrypt("<xml/>"),
        encrypt(text_message("问"), OTHER_AES_KEY),
        "AAAA",
    ]
    posted = [sealed(inner, safe.now_s) for inner in inside]
    seen = {(one.status_code, one.text) for one in (safe.send(each.query, each.body) for each in posted)}
    assert seen == {(403, "refused")}
    good = sealed(encrypt(text_message("问")), safe.now_s)
    assert safe.send(good.query, good.body).status_code == 200


def test_the_key_before_opens_and_seals_while_keys_are_changed() -> None:
    house = House("safe", BOT_WECHAT_AES_KEY=OTHER_AES_KEY, BOT_WECHAT_AES_KEY_PREVIOUS=AES_KEY)
    for key in (AES_KEY, OTHER_AES_KEY):
        house.platform = replace(house.platform, aes_key=key)
        assert "问" in house.asks("问")


# What does harm


async def _chunks(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 1000):
        yield b"x" * 1000


@pytest.mark.parametrize("body", [lambda: b"x" * 1_000_000, lambda: _chunks(1_000_000)], ids=["announced", "in chunks"])
def test_a_large_body_is_refused(house: House, body: Callable[[], bytes | AsyncIterator[bytes]]) -> None:
    posted = house.platform.post(text_message("问"), house.now_s)
    assert house.send(posted.query, body()).status_code == 413


def test_a_large_body_without_a_signature_is_not_even_read(house: House) -> None:
    async def watched() -> AsyncIterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    assert house.send("signature=x&timestamp=1&nonce=1", watched()).status_code == 403


def test_an_xml_bomb_is_refused(house: House) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "haha">]><xml><Content>&a;</Content></xml>'
    posted = house.platform.post(bomb, house.now_s)
    assert house.send(posted.query, posted.body).status_code in {400, 403}


def queries() -> st.SearchStrategy[str]:
    names = st.sampled_from(["signature", "timestamp", "nonce", "msg_signature", "encrypt_type", "echostr", "x"])
    return st.dictionaries(names, st.text(st.characters(exclude_categories=["Cs"]), max_size=60)).map(urlencode)


SHARED = {mode: House(mode) for mode in MODES}
PROPERTIES = hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)


@PROPERTIES
@given(st.sampled_from(MODES), queries(), st.binary(max_size=300), st.sampled_from(["GET", "POST"]))
def test_any_request_gets_a_clear_answer(mode: str, query: str, body: bytes, method: str) -> None:
    assert SHARED[mode].send(query, body, method).status_code in {200, 400, 403, 408, 413}


@PROPERTIES
@given(st.sampled_from(MODES), st.binary(max_size=300))
def test_any_body_under_a_good_signature_gets_a_clear_answer(mode: str, body: bytes) -> None:
    house = SHARED[mode]
    posted = house.platform.post("", house.now_s)
    assert house.send(posted.query, body).status_code in {400, 403}


@PROPERTIES
@given(
    st.sampled_from(MODES),
    st.dictionaries(
        st.sampled_from(["MsgType", "Event", "EventKey", "Content", "Recognition", "MsgId", "CreateTime"]),
        st.one_of(st.sampled_from(["text", "event", "voice", "CLICK", "subscribe", "继续", "1"]), st.text(max_size=80)),
    ),
)
def test_any_message_of_the_platforms_is_answered_or_refused(mode: str, fields: dict[str, str]) -> None:
    house = SHARED[mode]
    kept = {name: "".join(letter for letter in value if letter.isprintable()) for name, value in fields.items()}
    told = {name: value.replace("]]>", "") for name, value in kept.items()}
    response = house.post(xml(**{"ToUserName": "gh", "FromUserName": OPENID, "MsgType": "text", **told}))
    assert response.status_code in {200, 400, 403}
    if response.status_code == 200 and response.content != b"success":
        assert house.platform.read(response.content)["ToUserName"] == OPENID
