"""Telegram and WeChat as a visitor's telephone has them; see `drivers`. Asserts no contract.

Telegram's server and WeChat's platform are played by the fakes of their own tests.
"""

from __future__ import annotations

import asyncio
import re
import threading
import time
import zlib
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import httpx
from starlette.applications import Starlette

from bot import phrases_telegram, phrases_wechat
from bot.channels.telegram import TelegramChannel
from bot.channels.wechat import account_routes
from bot.claims import Claims
from tests.bot.channels.telegram_house import PAUSES
from tests.bot.channels.telegram_house import settings as telegram_settings
from tests.bot.drivers import PATIENCE_S, Heard, opened
from tests.bot.fake_telegram import FakeTelegram
from tests.bot.fake_telegram_people import Sent
from tests.bot.fake_telegram_wire import Json
from tests.bot.web_house import serving
from tests.bot.wechat_house import SECRET
from tests.bot.wechat_house import settings as wechat_settings
from tests.bot.wechat_peer import Platform, text_message

NUMBERS = count(1000)
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
T = TypeVar("T")


class Server(FakeTelegram):
    """Numbers its updates so that no two servers of a run use the same, and can deliver one twice."""

    def update(self, **fields: Any) -> int:
        self._next_update = next(NUMBERS)
        return super().update(**fields)

    def redeliver(self, update: Json) -> None:
        self._updates.append(update)
        self._news.set()

    @property
    def latest(self) -> Json:
        return self._updates[-1]


class Telegram:
    """Long polling against the fake Bot API server, both on an event loop in a thread."""

    name, lasts, repeats = "telegram", True, True

    def __init__(self, folder: Path, **environment: str) -> None:
        self._folder, self._environment = folder, environment
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server, self._update = Server(), dict[str, Json]()
        self._do(self._server.listen())
        self._open()

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    def _open(self) -> None:
        self.house = opened(self._folder, **self._environment)
        dialogue, settings = self.house.dialogue(), telegram_settings(self._server)
        self._stop = asyncio.Event()
        channel = TelegramChannel(settings, dialogue, self.house.store, PAUSES)
        self._running = asyncio.run_coroutine_threadsafe(channel.run(self._stop), self._loop)

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._running.result(PATIENCE_S)
        self.house.store.close()

    def say(self, visitor: str, text: str) -> Heard:
        async def said() -> None:
            self._server.say(text, user=int(self.identity(visitor)))
            self._update[visitor] = self._server.latest

        return self._heard(visitor, said)

    def again(self, visitor: str) -> Heard:
        """A process that died before it confirmed is sent the update once more."""
        self._end()

        async def redelivered() -> None:
            self._server.redeliver(self._update[visitor])

        self._do(redelivered())
        self._open()
        return self._heard(visitor, None)

    def pick(self, visitor: str, number: int) -> Heard:
        """By its button; officials who stand side by side have no number on theirs, but can be picked by saying it."""
        label = f"{number}. "
        has_button = any(text.startswith(label) for text in self._latest(visitor).labels)
        return self._tap(visitor, label) if has_button else self.say(visitor, str(number))

    def whole(self, visitor: str) -> tuple[str, ...]:
        parts = [self._tap(visitor, phrases_telegram.WHOLE).text]
        while phrases_telegram.NEXT in self._latest(visitor).labels:
            parts.append(self._tap(visitor, phrases_telegram.NEXT).text)
        return tuple(parts)

    def feedback(self, visitor: str, good: bool) -> None:
        self._tap(visitor, phrases_telegram.GOOD if good else phrases_telegram.BAD)

    def identity(self, visitor: str) -> str:
        return str(7_000_000_000 + zlib.crc32(visitor.encode()))

    def restart(self) -> None:
        self._end()
        self._open()

    def close(self) -> None:
        self._end()
        self._do(self._server.hang_up())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_S)
        self._loop.close()

    def _tap(self, visitor: str, label: str) -> Heard:
        """What then stands in place of the tapped message, or what the client shows on top of it."""

        async def tapped() -> None:
            self._server.tap(self._latest(visitor), label, user=int(self.identity(visitor)))

        more = self._heard(visitor, tapped).text
        return Heard(self._server.told[-1].get("text") or more or self._latest(visitor).text)

    def _latest(self, visitor: str) -> Sent:
        return [sent for sent in self._server.sent if sent.chat == int(self.identity(visitor))][-1]

    def _heard(self, visitor: str, act: Callable[[], Awaitable[None]] | None) -> Heard:
        """What the bot sent since then, once nothing is open."""
        sent = self._server.sent
        before = len(sent)

        async def acted() -> None:
            if act:
                await act()
            await self._settled()

        self._do(acted())
        mine = int(self.identity(visitor))
        return Heard("\n".join(message.text for message in sent[before:] if message.chat == mine))

    async def _settled(self) -> None:
        sql = "SELECT count(*) AS n FROM outbox WHERE state IN ('claimed', 'prepared', 'sending')"
        deadline = time.monotonic() + PATIENCE_S
        while self._server.unconfirmed or self.house.store.rows(sql)[0]["n"]:
            assert time.monotonic() < deadline, "the bot does not answer"
            if self._running.done():
                self._running.result()  # raises what made the bot fall over
            await asyncio.sleep(0.005)


class WeChat:
    """The account's route on uvicorn, in safe mode; the platform signs and seals by its own means."""

    name, lasts, repeats = "wechat", True, True

    def __init__(self, folder: Path, **environment: str) -> None:
        self._folder, self._environment = folder, environment
        self._platform, self._message = Platform("safe"), dict[str, str]()
        self._open()

    def _open(self) -> None:
        self.house, self._closing = opened(self._folder, **self._environment), ExitStack()
        claims = Claims(self.house.store, SECRET, time.time)
        routes = account_routes(self.house.dialogue(), wechat_settings("safe"), claims, time.time)
        address = self._closing.enter_context(serving(Starlette(routes=routes)))
        self._http = self._closing.enter_context(httpx.Client(base_url=address, trust_env=False, timeout=PATIENCE_S))

    def say(self, visitor: str, text: str) -> Heard:
        """All parts of the reply, read on to the end."""
        return Heard("\n".join(self._parts(visitor, text)))

    def again(self, visitor: str) -> Heard:
        return Heard(self._post(self._message[visitor]))

    def pick(self, visitor: str, number: int) -> Heard:
        return self.say(visitor, str(number))

    def whole(self, visitor: str) -> tuple[str, ...]:
        return tuple(self._parts(visitor, "全文"))

    def feedback(self, visitor: str, good: bool) -> None:
        self.say(visitor, "有用" if good else "没用")

    def identity(self, visitor: str) -> str:
        return f"o6_bmjrP{visitor}"

    def restart(self) -> None:
        self.close()
        self._open()

    def close(self) -> None:
        self._closing.close()
        self.house.store.close()

    def _parts(self, visitor: str, text: str) -> Iterator[str]:
        told = self._send(visitor, text)
        yield told
        while re.search(r"（\d+/\d+）回复“继续”看下文", told):
            told = self._send(visitor, phrases_wechat.READ_ON[0])
            yield told

    def _send(self, visitor: str, text: str) -> str:
        """XML carries neither control characters nor half a surrogate pair; "]]>" goes in two sections."""
        content = NOT_XML.sub("", text).replace("]]>", "]]]]><![CDATA[>")
        message = text_message(content, next(NUMBERS), int(time.time()), self.identity(visitor))
        self._message[visitor] = message
        return self._post(message)

    def _post(self, message: str) -> str:
        posted = self._platform.post(message, time.time(), str(next(NUMBERS)))
        answer = self._http.post(f"/wechat?{posted.query}", content=posted.body)
        assert answer.status_code == 200
        told = "" if answer.content == b"success" else self._platform.read(answer.content)["Content"]
        assert len(told.encode()) <= 2048
        return told
