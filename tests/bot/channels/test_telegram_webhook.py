"""The webhook, pushed by the fake server over HTTP into a real web server, and what others try at its door."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
import uvicorn
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_web import BODY_LIMIT, SECRET_HEADER, telegram_route
from knowledge.store import Store
from tests.bot.channels.telegram_house import HIGHLIGHT, PAUSES, Canned, Room, room, scene, settings
from tests.bot.fake_telegram import FakeTelegram

SECRET = "hook-secret_1"


class QuietServer(uvicorn.Server):
    """Leaves the signals of the tests alone."""

    def install_signal_handlers(self) -> None:
        return


@asynccontextmanager
async def web(app: Starlette, listener: socket.socket) -> AsyncIterator[None]:
    server = QuietServer(uvicorn.Config(app, log_level="warning", lifespan="off"))
    task = asyncio.create_task(server._serve(sockets=[listener]))
    try:
        yield
    finally:
        server.should_exit = True
        await task


@asynccontextmanager
async def pushed() -> AsyncIterator[tuple[Room, str]]:
    """A bot in webhook mode behind a web server, and the webhook's address."""
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/hooks/telegram"
    async with FakeTelegram() as server, room(server, webhook_url=url, webhook_secret=SECRET) as here:
        app = Starlette(routes=[telegram_route(here.channel)])
        async with web(app, listener):
            yield here, url


@scene
async def test_pushed_questions_are_answered_once_also_when_they_are_pushed_again() -> None:
    async with pushed() as (here, url):
        here.server.say("笑气")
        await here.answers(1)
        await here.settled()
        assert HIGHLIGHT in here.server.sent[0].text
        assert here.server.secret == SECRET
        update = {"update_id": 1001, "message": here.server.message("笑气")}
        async with httpx.AsyncClient(trust_env=False, headers={SECRET_HEADER: SECRET}) as client:
            answers = [await client.post(url, json=update) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200] * 3
        await here.settled()
        assert len(here.server.sent) == 1
        assert here.server.called("getUpdates") == []


@scene
async def test_what_is_pushed_before_the_bot_is_ready_comes_again_and_is_answered() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/hook"
    async with FakeTelegram() as server:
        channel = TelegramChannel(
            settings(server, webhook_url=url, webhook_secret=SECRET), Canned(), Store(":memory:"), PAUSES
        )
        app = Starlette(routes=[telegram_route(channel)])
        async with web(app, listener):
            server.webhook, server.secret = url, SECRET
            server.say("笑气")
            while not server.pushed:
                await asyncio.sleep(0.01)
            assert server.pushed[0] == 503
            stop = asyncio.Event()
            task = asyncio.create_task(channel.run(stop))
            while not server.sent:
                await asyncio.sleep(0.01)
            stop.set()
            await task
            assert server.webhook == url


DOOR = st.binary(max_size=300) | st.recursive(
    st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
).map(lambda value: json.dumps(value).encode())


@pytest.fixture
def door() -> httpx.AsyncClient:
    """The route over ASGI, of a channel that is not running."""
    silent = settings(FakeTelegram(), webhook_url="https://example.org/hook", webhook_secret=SECRET)
    app = Starlette(routes=[telegram_route(TelegramChannel(silent, Canned(), Store(":memory:")))])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://example.org")


@pytest.mark.parametrize("headers", [{}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: ""}, {SECRET_HEADER: "\xe4"}])
def test_a_stranger_is_turned_away(door: httpx.AsyncClient, headers: dict[str, str]) -> None:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    found = asyncio.run(door.post("/hook", content=b"{}", headers=raw))
    assert found.status_code == 403


def test_a_body_that_is_too_large_is_refused(door: httpx.AsyncClient) -> None:
    found = asyncio.run(door.post("/hook", content=b" " * (BODY_LIMIT + 1), headers={SECRET_HEADER: SECRET}))
    assert found.status_code == 413


@scene
async def test_nonsense_with_the_right_secret_is_refused_clearly() -> None:
    async with pushed() as (_, url), httpx.AsyncClient(trust_env=False, headers={SECRET_HEADER: SECRET}) as client:
        for body in (b"", b"{", b"[" * 100_000, b"\xff\xfe", b"{}", b"[]", b"9" * 5000, b'{"update_id": "x"}'):
            assert (await client.post(url, content=body)).status_code == 400


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(body=DOOR)
def test_any_bytes_get_a_clear_status(door: httpx.AsyncClient, body: bytes) -> None:
    found = asyncio.run(door.post("/hook", content=body, headers={SECRET_HEADER: SECRET}))
    assert found.status_code in (400, 503)
