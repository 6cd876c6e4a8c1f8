"""The JSON API over real HTTP, with what is right and with anything else."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import phrases_web as say
from bot.channels.web import create_app
from bot.channels.web_port import Figures
from tests.bot.canned import QUOTES, CannedArticles, CannedDialogue
from tests.bot.web_house import serving

CONTRACT = {"id", "outcome", "confidence", "answers", "related", "reply", "ms", "session"}
ANSWER = {
    "pair", "official", "office", "district", "outlet", "said", "question", "answer", "highlight", "source", "damage",
    "said_inferred", "highlight_spans",
}  # fmt: skip
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def api() -> Iterator[httpx.Client]:
    app = create_app(CannedDialogue(), CannedArticles(), figures=lambda: Figures(7, 1, 3, 14))
    with serving(app) as base, httpx.Client(base_url=base, timeout=20) as client:
        yield client


def refused(answer: httpx.Response, status: int, line: str) -> None:
    assert (answer.status_code, answer.json()) == (status, {"error": line})


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("禁毒经费涨了多少", "answer"),
        ("各地都怎么宣传", "compare"),
        ("学校里搞了什么", "choose"),
        ("我朋友吸多了叫不醒", "urgent"),
        ("房价多少", "none"),
    ],
)
def test_an_answer_keeps_the_contract(api: httpx.Client, text: str, outcome: str) -> None:
    answer = api.post("/api/ask", json={"text": text, "session": "s1"})
    body = answer.json()
    assert answer.status_code == 200
    assert set(body) >= CONTRACT
    assert (body["outcome"], body["session"]) == (outcome, "s1")
    for quoted in body["answers"]:
        assert set(quoted) == ANSWER
        assert quoted["highlight"] in quoted["answer"]
        assert quoted["source"]["spans"] == [list(span) for span in QUOTES[quoted["pair"]].spans]


def test_a_caller_without_a_session_is_given_one(api: httpx.Client) -> None:
    first, second = (api.post("/api/ask", json={"text": "禁毒经费"}) for _ in range(2))
    assert len(first.json()["session"]) == 22
    assert first.json()["session"] != second.json()["session"]
    assert "Set-Cookie" not in first.headers


def test_five_hundred_characters_pass_and_one_more_does_not(api: httpx.Client) -> None:
    assert api.post("/api/ask", json={"text": "长" * 500}).status_code == 200
    refused(api.post("/api/ask", json={"text": "长" * 501}), 422, say.TOO_LONG.format(500))


def test_an_emergency_is_never_too_long(api: httpx.Client) -> None:
    answer = api.post("/api/ask", json={"text": "长" * 600 + "叫不醒"})
    assert (answer.status_code, answer.json()["outcome"]) == (200, "urgent")


@pytest.mark.parametrize("body", [b"", b"{", b'{"text": "a"', b"\xff\xfe", b"[" * 40_000, b'{"text": 1' + b"0" * 9000])
def test_broken_json_is_refused(api: httpx.Client, body: bytes) -> None:
    answer = api.post("/api/ask", content=body, headers=JSON)
    assert answer.status_code in {400, 422}
    assert answer.json()["error"]


@pytest.mark.parametrize(
    "body",
    [{}, [], "text", None, 3, {"text": 3}, {"text": None}, {"text": ["a"]}, {"text": {"a": 1}}, {"text": True},
     {"text": "好", "session": 3}, {"text": "好", "session": "s" * 129}],
)  # fmt: skip
def test_wrong_types_are_refused(api: httpx.Client, body: object) -> None:
    answer = api.post("/api/ask", content=json.dumps(body).encode(), headers=JSON)
    assert answer.status_code == 422
    assert set(answer.json()) == {"error"}


def test_half_a_surrogate_pair_is_no_text_and_a_form_names_its_wrong_field_too(api: httpx.Client) -> None:
    refused(api.post("/api/ask", content=b'{"text": "\\ud83d"}', headers=JSON), 422, say.BAD_REQUEST)
    for record in ("", "0", "-1", "1.5", "\u0661", "9" * 19, "9" * 5000):
        refused(api.post("/feedback", data={"record": record}), 422, say.BAD_FIELD.format("record"))
    refused(api.post("/feedback", data={"record": "1", "reason": "x" * 201}), 422, say.BAD_FIELD.format("reason"))
    refused(api.post("/ask", files={"text": b"a file"}), 422, say.BAD_FIELD.format("text"))


def test_the_wrong_field_is_named(api: httpx.Client) -> None:
    refused(api.post("/api/ask", json={"text": 3}), 422, say.BAD_FIELD.format("text"))
    refused(api.post("/api/ask", json={"text": "\n "}), 422, say.BLANK)
    refused(api.post("/api/ask", json={"text": ""}), 422, say.BLANK)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/xml"])
def test_another_content_type_is_refused(api: httpx.Client, kind: str) -> None:
    refused(api.post("/api/ask", content=b'{"text": "a"}', headers={"Content-Type": kind}), 415, say.NOT_JSON)


def test_ten_megabytes_are_refused_by_their_announced_length(api: httpx.Client) -> None:
    body = json.dumps({"text": "a" * 10_000_000}).encode()
    refused(api.post("/api/ask", content=body, headers=JSON), 413, say.TOO_LARGE)


def test_ten_megabytes_in_chunks_are_refused_while_they_are_read(api: httpx.Client) -> None:
    sent = 0

    def chunks() -> Iterator[bytes]:
        nonlocal sent
        yield b'{"text": "'
        for _ in range(160):
            sent += 65_536
            yield b"a" * 65_536

    refused(api.post("/api/ask", content=chunks(), headers=JSON), 413, say.TOO_LARGE)


def test_the_refusal_does_not_wait_for_the_rest_of_the_body(api: httpx.Client) -> None:
    """Announces 10 MB, sends 100 bytes, and is answered at once."""
    place = urlsplit(str(api.base_url))
    with socket.create_connection((str(place.hostname), place.port or 80), timeout=5) as wire:
        head = "POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10000000\r\n\r\n"
        wire.sendall(head.encode() + b'{"text": "' + b"a" * 90)
        assert wire.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_a_chunked_body_is_refused_before_its_end(api: httpx.Client) -> None:
    place = urlsplit(str(api.base_url))
    with socket.create_connection((str(place.hostname), place.port or 80), timeout=5) as wire:
        head = (
            "POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        wire.sendall(head.encode() + b"20000\r\n" + b"a" * 0x20000 + b"\r\n")
        assert wire.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_suggestions_come_by_characters_and_by_pinyin(api: httpx.Client) -> None:
    for typed in ("禁毒经费", "jdjf"):
        offered = api.get("/api/suggest", params={"q": typed}).json()["suggestions"]
        assert {"label": "禁毒经费投入涨了多少", "text": "禁毒经费投入涨了多少", "pair": "zyp-2"} in offered
    assert api.get("/api/suggest").json() == {"suggestions": []}
    assert api.get("/api/suggest", params={"q": "x" * 101}).status_code == 422


def test_feedback_needs_a_known_record(api: httpx.Client) -> None:
    record = api.post("/api/ask", json={"text": "抖音"}).json()["record"]
    assert api.post("/api/feedback", json={"record": record, "good": True}).json() == {"ok": True}
    refused(api.post("/api/feedback", json={"record": 10**9, "good": True}), 404, say.NO_RECORD)
    for wrong in ({"record": "1", "good": True}, {"record": 1, "good": 1}, {"record": 2**70, "good": True}, {}):
        assert api.post("/api/feedback", json=wrong).status_code == 422


def test_one_pair_by_its_id(api: httpx.Client) -> None:
    assert api.get("/api/pairs/dyl-3").json()["damage"] == [{"kind": "stray question", "span": [6273, 6303]}]
    refused(api.get("/api/pairs/none"), 404, say.NO_PAIR)


def test_health_tells_size_and_version(api: httpx.Client) -> None:
    assert api.get("/healthz").json() == {"status": "ok", "version": 7, "articles": 1, "officials": 3, "pairs": 14}


def test_the_schema_describes_every_path_and_the_page_needs_no_other_host(api: httpx.Client) -> None:
    schema = api.get("/openapi.json").json()
    paths = {"/api/ask", "/api/suggest", "/api/feedback", "/api/pairs/{pair}", "/healthz"}
    assert set(schema["paths"]) == paths
    page = api.get("/docs").text
    assert all(path in page for path in paths)
    assert "天元区抖音号叫什么" in page
    told = schema["paths"]["/api/pairs/{pair}"]["get"]
    assert [one["name"] for one in told["parameters"]] == ["pair"]
    assert set(told["responses"]) == {"200", "400", "404", "413", "415", "422", "429"}
    assert schema["components"]["schemas"]["Answer"]["properties"]["damage"]["items"] == {
        "$ref": "#/components/schemas/Damage"
    }
    assert "//" not in page.replace("<!doctype", "")


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(codec=None), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "session", "x"]), inner),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(body=anything)
def test_any_json_is_answered_or_refused_in_one_line(api: httpx.Client, body: object) -> None:
    answer = api.post("/api/ask", content=json.dumps(body).encode(), headers=JSON)
    if answer.status_code == 200:
        assert set(answer.json()) >= CONTRACT
    else:
        assert answer.status_code == 422
        assert set(answer.json()) == {"error"}


@settings(max_examples=150, deadline=None)
@given(body=st.binary(max_size=200))
def test_any_bytes_are_answered_or_refused_in_one_line(api: httpx.Client, body: bytes) -> None:
    answer = api.post("/api/ask", content=body, headers=JSON)
    assert answer.status_code in {200, 400, 422}
    assert answer.status_code == 200 or set(answer.json()) == {"error"}


@settings(max_examples=100, deadline=None)
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=500))
def test_any_text_is_answered_on_the_api_and_on_the_page(api: httpx.Client, text: str) -> None:
    asked = api.post("/api/ask", json={"text": text, "session": "s"})
    assert asked.status_code == (200 if text.strip() else 422)
    form = api.post("/ask", data={"text": text}, headers={"X-Part": "reply"})
    assert form.status_code == (200 if text.strip() else 303)


@settings(max_examples=60, deadline=None)
@given(name=st.text(st.characters(codec="utf-8"), min_size=1, max_size=60), h=st.text(max_size=40))
def test_any_address_is_found_or_not(api: httpx.Client, name: str, h: str) -> None:
    for path in (f"/q/{quote(name, safe='')}", "/articles/zhuzhou-2021", f"/api/pairs/{quote(name, safe='')}"):
        answer = api.get(path, params={"pair": name, "h": h})
        assert answer.status_code in {200, 307, 404}
