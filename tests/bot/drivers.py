"""What a visitor can do and hears, over a channel's real way in: the terminal and the web. Asserts no contract.

A browser and a keyboard are played here, a telephone in `drivers_phones`. Behind them the channels, the dialogue and
the database are real: a `House` over the interviews that ship.
"""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from queue import Queue
from tempfile import mkdtemp
from typing import Protocol

import httpx

from bot import phrases_console
from bot.channels.console import chat
from bot.channels.web import create_app
from bot.channels.web_port import WebSettings
from bot.settings import Settings
from run_bot import House
from tests.bot.fake_telegram_wire import Json
from tests.bot.web_house import serving

PATIENCE_S = 30.0


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
    house.dialogue().topics()
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
        assert page.status_code in {200, 404}
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
