"""The account over real HTTP under uvicorn: bodies without end or without length, and a conversation in safe mode."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from threading import Thread

import httpx
import pytest
import uvicorn

from knowledge.store import Store
from tests.bot.wechat_house import REPLIES, Canned, app, listening, settings
from tests.bot.wechat_peer import Platform, text_message

PLATFORM = Platform("safe")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    store = Store(":memory:")
    whole = app(Canned(store, REPLIES), store, settings("safe"), time.time)
    server = uvicorn.Server(uvicorn.Config(whole, log_level="critical", lifespan="off", ws="none"))
    with listening() as given:
        thread = Thread(target=server.run, kwargs={"sockets": [given]})
        thread.start()
        yield given.getsockname()[1]
        server.should_exit = True
        thread.join()


def head(lines: str = "") -> bytes:
    query = PLATFORM.post(text_message("问"), time.time()).query
    return f"POST /wechat?{query} HTTP/1.1\r\nHost: bot\r\n{lines}\r\n".encode()


def sent(port: int, *pieces: bytes) -> bytes:
    """The status line that comes back, whether or not everything could be sent."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        try:
            for piece in pieces:
                line.sendall(piece)
        except OSError:
            pass
        return line.recv(65_536).split(b"\r\n")[0]


def test_a_conversation(port: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
        assert client.get(f"/wechat?{PLATFORM.greeting(time.time())}").text == "4375120948345356249"
        told = []
        for number, said in enumerate(["长答", "继续", "继续"]):
            posted = PLATFORM.post(text_message(said, number), time.time())
            response = client.post(f"/wechat?{posted.query}", content=posted.body)
            told.append(PLATFORM.read(response.content)["Content"])
    assert [f"（{number}/" in part for number, part in enumerate(told, 1)] == [True] * 3


def test_a_megabyte_is_refused_by_its_announcement(port: int) -> None:
    assert sent(port, head("Content-Length: 1000000\r\n")).endswith(b"413 Request Entity Too Large")


def test_a_megabyte_in_chunks_is_refused_while_it_is_read(port: int) -> None:
    chunks = [b"10000\r\n" + b"x" * 0x10000 + b"\r\n"] * 2
    assert b" 413 " in sent(port, head("Transfer-Encoding: chunked\r\n"), *chunks)


def test_a_body_that_never_ends_is_not_waited_for(port: int) -> None:
    assert b" 408 " in sent(port, head("Content-Length: 1000\r\n"), b"<xml>")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(port: int, method: str) -> None:
    assert httpx.request(method, f"http://127.0.0.1:{port}/wechat").status_code == 405
