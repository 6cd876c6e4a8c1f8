"""The published sample values come out as published; whatever is wrong with an envelope looks the same."""

from __future__ import annotations

import base64
import os
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.wechat_crypto import BadEnvelope, Envelope, same, signature
from bot.channels.wechat_messages import decode
from bot.channels.wechat_xml import read
from tests.bot.wechat_peer import AES_KEY, APPID, OTHER_AES_KEY, decrypt, encrypt, encrypt_raw

# Sample values that the platform publishes with its sample code (公众号) and its guide (企业微信, the same scheme).
ACCOUNT_SAMPLE = (
    "hyzAe4OzmOMbd6TvGdIOO6uBmdJoD0Fk53REIHvxYtJlE2B655HuD0m8KUePWB3+LrPXo87wzQ1QLvbeUgmBM4x6F8PGHQHFVAFmOD2LdJF9FrXpbUAh"
    "0B5GIItb52sn896wVsMSHGuPE328HnRGBcrS7C41IzDWyWNlZkyyXwon8T332jisa+h6tEDYsVticbSnyU8dKOIbgU6ux5VTjg3yt+WGzjlpKn6NPhRj"
    "pA912xMezR4kw6KWwMrCVKSVCZciVGCgavjIQ6X8tCOp3yZbGpy0VxpAe+77TszTfRd5RJSVO/HTnifJpXgCSUdUue1v6h0EIBYYI1BD1DlD+C0CR8e6"
    "OewpusjZ4uBl9FyJvnhvQl+q5rv1ixrcpCumEPo5MJSgM9ehVsNPfUM669WuMyVWQLCzpu9GhglF2PE="
)
ECHO_SAMPLE = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
WORK_SAMPLE = (
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUk"
    "SUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekU"
    "NXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rU"
    "PA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+"
    "qN+E7Q=="
)
WORK_ID = "wx5823bf96d3bd56c7"


def test_the_published_plain_signature() -> None:
    assert signature("789", "456", "123") == "f7c3bc1d808e04732adf679965ccc34ca7ae3441"
    assert signature("AAAAA", "1714036504", "1514711492") == "f464b24fc39322e44b38aa78f5edd27bd1441696"


@pytest.mark.parametrize(
    ("token", "timestamp", "nonce", "sealed", "expected"),
    [
        ("spamtest", "1409735669", "1320562132", ACCOUNT_SAMPLE, "5d197aaffba7e9b25a30732f161a50dee96bd5fa"),
        ("QDG6eK", "1409659589", "263014780", ECHO_SAMPLE, "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"),
        ("QDG6eK", "1409659813", "1372623149", WORK_SAMPLE, "477715d11cdb4164915debcba66cb864d751f3e6"),
    ],
)
def test_the_published_message_signatures(token: str, timestamp: str, nonce: str, sealed: str, expected: str) -> None:
    assert same(expected, signature(token, timestamp, nonce, sealed))


def test_the_published_messages_open() -> None:
    message = decode(Envelope(APPID, [AES_KEY]).open(ACCOUNT_SAMPLE)[0])
    assert (message.said, message.number) == ("abcdteT", "6054768590064713728")
    work = Envelope(WORK_ID, [OTHER_AES_KEY])
    assert work.open(ECHO_SAMPLE)[0] == b"1616140317555161061"
    fields = read(work.open(WORK_SAMPLE)[0])
    assert (fields["Content"], fields["AgentID"]) == ("hello", "218")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_peer_opens_what_we_seal_and_we_open_what_it_seals(text: str) -> None:
    envelope = Envelope(APPID, [AES_KEY])
    assert decrypt(envelope.seal(text.encode("utf-8"))) == text
    assert envelope.open(encrypt(text)) == (text.encode("utf-8"), 0)


def test_the_key_before_is_tried_too_and_told() -> None:
    envelope = Envelope(APPID, [OTHER_AES_KEY, AES_KEY])
    assert envelope.open(encrypt("旧", AES_KEY)) == ("旧".encode(), 1)
    assert decrypt(envelope.seal("答".encode(), 1), AES_KEY) == "答"


def test_the_same_message_never_seals_alike() -> None:
    envelope = Envelope(APPID, [AES_KEY])
    assert envelope.seal(b"a") != envelope.seal(b"a")


def _plain(size: int, message: bytes, appid: str = APPID) -> bytes:
    return os.urandom(16) + struct.pack(">I", size) + message + appid.encode()


def _padded(plain: bytes, fill: int | None = None) -> bytes:
    short = 32 - len(plain) % 32
    return plain + bytes([short if fill is None else fill]) * short


WRONG = {
    "nothing": "",
    "no base64": "!!!!",
    "not ascii": "密文",
    "half a block": base64.b64encode(b"x" * 16).decode(),
    "noise": base64.b64encode(b"x" * 64).decode(),
    "padding of 0": encrypt_raw(_padded(_plain(1, b"a"), 0)),
    "padding of 33": encrypt_raw(_padded(_plain(1, b"a"), 33)),
    "padding that differs": encrypt_raw(_padded(_plain(1, b"a"))[:-2] + b"\x01\x07"),
    "a length beyond the end": encrypt_raw(_padded(_plain(4_000_000_000, b"a"))),
    "another appid": encrypt("a", appid="wx0000000000000000"),
    "no appid": encrypt("a", appid=""),
    "another key": encrypt("a", OTHER_AES_KEY),
    "all padding": encrypt_raw(bytes([32]) * 32),
}


@pytest.mark.parametrize("sealed", WRONG.values(), ids=WRONG.keys())
def test_whatever_is_wrong_is_told_alike(sealed: str) -> None:
    with pytest.raises(BadEnvelope) as caught:
        Envelope(APPID, [AES_KEY]).open(sealed)
    assert str(caught.value) == ""
    assert caught.value.__cause__ is None


@settings(deadline=None)
@given(st.binary(max_size=200), st.text(max_size=50))
def test_no_bytes_and_no_text_break_it(raw: bytes, text: str) -> None:
    for sealed in (base64.b64encode(raw).decode(), text, encrypt_raw(raw[: len(raw) // 32 * 32])):
        with pytest.raises(BadEnvelope):
            Envelope(APPID, [AES_KEY]).open(sealed)


def test_a_comparison_takes_any_text() -> None:
    assert same("é", "é")
    assert not same("é\ud800", "e")
