"""The way to the Telegram server: the rate limiter, and whether the server can be reached. Knows no message."""

from __future__ import annotations

import asyncio
import json
import logging
import ssl
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from functools import cache
from typing import Any

import httpx
from telegram.ext import AIORateLimiter, BaseRateLimiter, ExtBot
from telegram.request import BaseRequest, HTTPXRequest

from bot.channels.telegram_settings import TelegramSettings

log = logging.getLogger("bot.telegram")

SLOTS = 12  # calls at a time: 60 a second at 200 ms each
SPARE_SLOTS = 4  # for what is not in the outbox: typing, inline answers
CONNECT_TIMEOUT_S = 10.0
POLL_SLACK_S = 10.0
Leaving = Callable[[], Awaitable[None]]
Call = Callable[..., Coroutine[Any, Any, Any]]


class HaltedError(Exception):
    """The channel is ending."""


class Limiter(BaseRateLimiter[Leaving]):
    """python-telegram-bot's own rate limiter; runs a step of ours after its waiting, right before a call leaves."""

    def __init__(self, per_second: float, group_per_minute: float) -> None:
        self._limits = AIORateLimiter(overall_max_rate=per_second, group_max_rate=group_per_minute)

    async def initialize(self) -> None:
        await self._limits.initialize()

    async def shutdown(self) -> None:
        await self._limits.shutdown()

    async def process_request(  # noqa: PLR0917 - the library says so
        self,
        callback: Call,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Leaving | None,
    ) -> Any:
        async def call(*args: Any, **kwargs: Any) -> Any:
            if rate_limit_args:
                await rate_limit_args()
            return await callback(*args, **kwargs)

        return await self._limits.process_request(call, args, kwargs, endpoint, data, None)


class Lines(BaseRequest):
    """Calls side by side, each on a connection of its own.

    A pool that they share looks at every connection, twice for each call: a third of what an answer costs.
    The connection that was free last is taken first, so that few are kept open while little is asked.
    """

    def __init__(self, lines: Sequence[HTTPXRequest]) -> None:
        self._lines = tuple(lines)
        self._free: asyncio.LifoQueue[HTTPXRequest] = asyncio.LifoQueue()

    @property
    def read_timeout(self) -> float | None:
        return self._lines[0].read_timeout

    async def initialize(self) -> None:
        for line in self._lines:
            await line.initialize()
            self._free.put_nowait(line)

    async def shutdown(self) -> None:
        for line in self._lines:
            await line.shutdown()

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        line = await self._free.get()
        try:
            status, body = await line.do_request(url, *args, **kwargs)
        finally:
            self._free.put_nowait(line)
        return status, as_bot(body) if url.endswith("/getMe") else body


def as_bot(body: bytes) -> bytes:
    """The answer to getMe with `is_bot` in it: servers for tests leave it out, and the library needs it."""
    with suppress(ValueError, RecursionError):
        answer = json.loads(body)
        if isinstance(answer, dict) and isinstance(answer.get("result"), dict):
            return json.dumps({**answer, "result": {"is_bot": True, **answer["result"]}}).encode()
    return body


@cache
def certificates() -> ssl.SSLContext:
    """Whom to trust; read once, it takes longer than all the rest of a start."""
    return httpx.create_ssl_context()


def make_bot(settings: TelegramSettings) -> ExtBot[Leaving]:
    """A bot that has not been initialised yet. Proxies come from the environment (HTTPS_PROXY)."""
    calls = Lines([_line(settings) for _ in range(SLOTS + SPARE_SLOTS)])
    return ExtBot(
        settings.token,
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=calls,
        get_updates_request=_line(settings),
        rate_limiter=Limiter(settings.messages_per_second, settings.group_messages_per_minute),
    )


def _line(settings: TelegramSettings) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=1,
        read_timeout=settings.read_timeout_s,
        write_timeout=settings.read_timeout_s,
        connect_timeout=CONNECT_TIMEOUT_S,
        pool_timeout=settings.read_timeout_s,
        httpx_kwargs={"verify": certificates()},
    )


class Network:
    """Whether the server can be reached: one line when it is lost, one when it is back."""

    def __init__(self, halt: asyncio.Event) -> None:
        self._halt = halt
        self._lost_at_s: float | None = None
        self._back = asyncio.Event()

    def down(self, reason: str) -> None:
        if self._lost_at_s is None:
            self._lost_at_s = asyncio.get_running_loop().time()
            self._back.clear()
            log.error("telegram_unreachable error=%s", reason)

    def up(self) -> None:
        if self._lost_at_s is not None:
            log.warning("telegram_reachable after_s=%d", asyncio.get_running_loop().time() - self._lost_at_s)
            self._lost_at_s = None
            self._back.set()

    async def rest(self, seconds: float, *, until_back: bool = False) -> None:
        """Waits; with until_back no longer than until the server is reached again. Raises HaltedError at the end."""
        waits = [asyncio.ensure_future(self._halt.wait())]
        if until_back and self._lost_at_s is not None:
            waits.append(asyncio.ensure_future(self._back.wait()))
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
                with suppress(asyncio.CancelledError):
                    await wait
        if self._halt.is_set():
            raise HaltedError
