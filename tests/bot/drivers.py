"""One driver a channel: what a visitor can do and hears, over the channel's real way in. Asserts no contract.

Telegram's server, WeChat's platform, a browser and a keyboard are played by the fakes of their own tests. Behind them
the channels, the dialogue and the database are real: a `House` over the interviews that ship.
"""

from __future__ import annotations

import asyncio
import html
import io
import json
import re
import shutil
import threading
import time
import zlib
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from queue import Queue
from tempfile import mkdtemp
from typing import Any, Protocol, TypeVar

import httpx
from fastapi import FastAPI

from bot import phrases_console, phrases_telegram, phrases_wechat
from bot.channels.console import chat
from bot.channels.telegram import TelegramChannel
from bot.channels.web import create_app
from bot.channels.web_port import WebSettings
from bot.channels.wechat import router
from bot.claims import Claims
from bot.conversation import Message
from bot.settings import Settings
from run_bot import House
from tests.bot.channels.telegram_house import PAUSES
from tests.bot.channels.telegram_house import settings as telegram_settings
from tests.bot.fake_telegram import FakeTelegram
from tests.bot.fake_telegram_people import Sent
from tests.bot.fake_telegram_wire import Json
from tests.bot.web_house import serving
from tests.bot.wechat_house import SECRET
from tests.bot.wechat_house import settings as wechat_settings
from tests.bot.wechat_peer import Platform, text_message

PATIENCE_S = 30.0
NUMBERS = count(1000)
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Heard:
    """What a visitor reads; outcome and pair where the channel's wire tells them, else ""."""

    text: str
    outcome: str = ""
    pair: str = ""


class Driver(Protocol):
    """A channel in a process of its own, as it were. restart: that process ends and another begins.

    lasts: a conversation outlives the process. repeats: the channel may deliver the same message twice.
    """

    name: str
    lasts: bool
    repeats: bool
    house: House

    def __init__(self, folder: Path, **environment: str) -> None: ...
    def say(self, visitor: str, text: str) -> Heard: ...
    def again(self, visitor: str) -> Heard:
        """What is heard when the last message is delivered once more; Heard("") for nothing."""

    def pick(self, visitor: str, number: int) -> Heard: ...
    def whole(self, visitor: str) -> tuple[str, ...]:
        """The parts in which the whole answer comes."""

    def feedback(self, visitor: str, good: bool) -> None: ...
    def identity(self, visitor: str) -> str:
        """What the channel knows the visitor by; "" where it knows nothing."""

    def restart(self) -> None: ...
    def close(self) -> None: ...


@cache
def template() -> Path:
    """A folder with a database that has taken in what ships, and its built index: copying it saves many seconds."""
    folder = Path(mkdtemp())
    house = opened(folder)
    house.dialogue().answer(Message("您好"))
    house.store.close()
    return folder


def furnished(folder: Path) -> Path:
    """The folder with a copy of the template's files."""
    for path in template().iterdir():
        shutil.copy(path, folder)
    return folder


def opened(folder: Path, **environment: str) -> House:
    whole = {"BOT_DATABASE": str(folder / "bot.db"), **environment}
    return House(Settings.from_env(whole), whole)


class Terminal:
    """One visitor's keyboard and screen. What stands on the screen is read when the bot waits for the next line."""

    def __init__(self) -> None:
        self._typed: Queue[str | None] = Queue()
        self._shown: Queue[str] = Queue()
        self._bytes = io.BytesIO()
        self.screen = io.TextIOWrapper(self._bytes, encoding="utf-8", errors="replace")  # as run_bot sets it

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self._shown.put(self._read())
        line = self._typed.get()
        if line is None:
            raise StopIteration
        return line

    def type(self, line: str | None) -> None:
        self._typed.put(line)

    def read(self) -> str:
        return self._shown.get(timeout=PATIENCE_S)

    def _read(self) -> str:
        self.screen.flush()
        written = self._bytes.getvalue().decode("utf-8")
        self._bytes.seek(0)
        self._bytes.truncate()
        return written.removesuffix(phrases_console.PROMPT)


class Console:
    """`chat` in a thread for each visitor."""

    name, lasts, repeats = "console", False, False

    def __init__(self, folder: Path, **environment: str) -> None:
        self._folder, self._environment = folder, environment
        self._open()

    def _open(self) -> None:
        self.house = opened(self._folder, **self._environment)
        self._dialogue = self.house.dialogue()
        self._terminals: dict[str, tuple[Terminal, threading.Thread]] = {}

    def say(self, visitor: str, text: str) -> Heard:
        if visitor not in self._terminals:
            terminal = Terminal()
            thread = threading.Thread(target=chat, args=(self._dialogue, terminal, terminal.screen), daemon=True)
            self._terminals[visitor] = terminal, thread
            thread.start()
            terminal.read()  # the welcome
        terminal = self._terminals[visitor][0]
        terminal.type(f"{text}\n")
        return Heard(terminal.read())

    def again(self, visitor: str) -> Heard:
        raise NotImplementedError

    def pick(self, visitor: str, number: int) -> Heard:
        return self.say(visitor, str(number))

    def whole(self, visitor: str) -> tuple[str, ...]:
        return (self.say(visitor, "全文").text,)

    def feedback(self, visitor: str, good: bool) -> None:
        self.say(visitor, "有用" if good else "没用")

    def identity(self, visitor: str) -> str:
        return ""

    def restart(self) -> None:
        self.close()
        self._open()

    def close(self) -> None:
        for terminal, thread in self._terminals.values():
            terminal.type(None)
            thread.join(PATIENCE_S)
        self.house.store.close()


class Web:
    """uvicorn on loopback; questions go to the API, choices and all else that is tapped as the page sends it."""

    name, lasts, repeats = "web", True, False

    def __init__(self, folder: Path, **environment: str) -> None:
        self._folder, self._environment = folder, environment
        self._last: dict[str, Json] = {}
        self._open()

    def _open(self) -> None:
        self.house, self._closing = opened(self._folder, **self._environment), ExitStack()
        app = create_app(self.house.dialogue(), self.house.library, WebSettings())
        address = self._closing.enter_context(serving(app))
        self._http = self._closing.enter_context(httpx.Client(base_url=address, trust_env=False, timeout=PATIENCE_S))

    def say(self, visitor: str, text: str) -> Heard:
        body = json.dumps({"text": text, "session": self.identity(visitor)})
        said = self._http.post("/api/ask", content=body.encode(), headers={"Content-Type": "application/json"})
        told: Json = said.json()
        if said.status_code != 200:
            assert said.status_code == 422, told
            return Heard(told["error"])
        self._last[visitor] = told
        answers = told["answers"]
        return Heard(told["reply"], told["outcome"], answers[0]["pair"] if answers else "")

    def again(self, visitor: str) -> Heard:
        raise NotImplementedError

    def pick(self, visitor: str, number: int) -> Heard:
        """As the page's buttons do: the pair with the spans that were offered."""
        last = self._last[visitor]
        own = 0 if last["outcome"] in {"choose", "compare"} else 1
        offered = last["answers"][own:] or last["related"]
        spans = ",".join(f"{start}-{end}" for start, end in offered[number - 1].get("highlight_spans", ()))
        form = {"pick": f"{offered[number - 1]['pair']}?h={spans}", "session": self.identity(visitor)}
        page = self._http.post("/ask", data=form, headers={"X-Part": "reply"})
        assert page.status_code == 200
        return Heard(html.unescape(re.sub(r"<[^>]+>", "", page.text)), pair=offered[number - 1]["pair"])

    def whole(self, visitor: str) -> tuple[str, ...]:
        return (self.say(visitor, "全文").text,)

    def feedback(self, visitor: str, good: bool) -> None:
        said = self._http.post("/api/feedback", json={"record": self._last[visitor]["record"], "good": good})
        assert said.status_code == 200

    def identity(self, visitor: str) -> str:
        return f"session-of-{visitor}"

    def restart(self) -> None:
        self.close()
        self._open()

    def close(self) -> None:
        self._closing.close()
        self.house.store.close()


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
        return self._tap(visitor, f"{number}. ")

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
        """What then stands in place of the tapped message."""

        async def tapped() -> None:
            self._server.tap(self._latest(visitor), label, user=int(self.identity(visitor)))

        more = self._heard(visitor, tapped).text
        return Heard("\n".join([*([] if more else [self._latest(visitor).text]), *filter(None, [more])]))

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
            assert not self._running.done(), "the bot fell over"
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
        app = FastAPI(openapi_url=None)
        claims = Claims(self.house.store, SECRET, time.time)
        app.include_router(router(self.house.dialogue(), wechat_settings("safe"), claims, time.time))
        address = self._closing.enter_context(serving(app))
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


DRIVERS: tuple[type[Driver], ...] = (Console, Web, Telegram, WeChat)
