"""SIGKILL at random moments of a conversation loses no message and answers none twice differently.

The platform repeats a message up to three times; here the first two tries may meet a kill at any moment, or be given up
early while the server still works on them. What the visitor reads must be what an undisturbed conversation gives.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Thread, Timer

import httpx
import pytest

from bot import phrases
from bot.channels.wechat_messages import decode
from bot.channels.wechat_talk import Talk
from bot.channels.wechat_waiting import Waiting
from bot.claims import Claims
from knowledge.store import Store
from tests.bot.wechat_house import REPLIES, SECRET, Canned
from tests.bot.wechat_peer import Platform, text_message

ROOT = Path(__file__).resolve().parents[3]
KILLS, BOUND_S = 120, 200.0  # an end to all waiting, not a measure
SAID = ("问", "长答", "继续", "继续", "坏掉", "再问")


class Server:
    """The server's parent process, and which child of it is alive."""

    def __init__(self, database: Path) -> None:
        command = [sys.executable, "-m", "tests.bot.wechat_kill_server", str(database)]
        self.parent = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self.children: list[int] = []
        self.url = f"http://127.0.0.1:{int(self._line()[1])}/wechat"
        self._reader = Thread(target=self._watch, daemon=True)
        self._reader.start()

    def kill(self) -> None:
        """Kills the child that serves now, unless it is dead already."""
        with suppress(ProcessLookupError):
            os.kill(self.children[-1], signal.SIGKILL)

    @property
    def kills(self) -> int:
        """How many children have died: each has a successor."""
        return len(self.children) - 1

    def end(self) -> None:
        self.parent.kill()
        self.parent.wait()
        self.kill()  # it holds the pipe that the reader waits for
        self._reader.join()

    def _line(self) -> list[str]:
        assert self.parent.stdout
        return self.parent.stdout.readline().split()

    def _watch(self) -> None:
        while line := self._line():
            self.children.append(int(line[1]))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    Canned(Store(tmp_path / "bot.db"))
    running = Server(tmp_path / "bot.db")
    yield running
    running.end()
    assert running.parent.stdout
    running.parent.stdout.close()


class Impatient:
    """The platform: up to three tries a message, sometimes two at once, each with the same or a fresh signature."""

    def __init__(self, server: Server, chance: random.Random) -> None:
        self._server, self._chance = server, chance
        self._platform = Platform("safe")
        self._client = httpx.Client(limits=httpx.Limits(max_keepalive_connections=0))

    def send(self, message: str) -> list[str]:
        """Every reply that arrived for the message, at least one or AssertionError."""
        with ThreadPoolExecutor(2) as lines:
            told = [reply for patience_s in (0.2, 0.2) for reply in self._try(lines, message, patience_s)]
            told = told or self._try(lines, message, 10.0, disturbed=False)
        assert told, "lost: no try was answered"
        return told

    def _try(self, lines: ThreadPoolExecutor, message: str, patience_s: float, disturbed: bool = True) -> list[str]:
        in_answer = self._chance.random() < 0.6  # else while it starts, most likely
        if in_answer:
            self._wait_until_up()
        killer = Timer(self._chance.random() * (0.03 if in_answer else 0.06), self._server.kill)
        if disturbed:
            killer.start()
        at_once = self._chance.choice([1, 1, 2])
        tries = [lines.submit(self._post, message, patience_s) for _ in range(at_once)]
        told = [reply for attempt in tries if (reply := attempt.result())]
        if disturbed:
            killer.join()
        return told

    def _wait_until_up(self) -> None:
        while True:
            with suppress(httpx.TransportError):
                self._client.get(f"{self._server.url}?{self._platform.greeting(time.time())}", timeout=2.0)
                return

    def _post(self, message: str, patience_s: float) -> str:
        posted = self._platform.post(message, time.time(), nonce=str(self._chance.randrange(10**9)))
        try:
            address = f"{self._server.url}?{posted.query}"
            response = self._client.post(address, content=posted.body, timeout=patience_s)
        except httpx.TransportError:
            return ""
        assert response.status_code == 200
        return self._platform.read(response.content)["Content"]


class Undisturbed:
    """What each message is answered when nothing dies."""

    def __init__(self) -> None:
        store = Store(":memory:")
        self._claims = Claims(store, SECRET, time.time)
        self._talk = Talk(Canned(store, REPLIES), Waiting(self._claims))

    def says(self, message: str) -> str:
        received = decode(message.encode("utf-8"))
        try:
            return self._claims.once(
                self._claims.digest(*received.claim), lambda: self._talk.reply(received).text
            ).reply
        except RuntimeError:
            return phrases.TROUBLE


def test_kills_at_random_moments_lose_nothing_and_repeat_nothing(server: Server) -> None:
    seed = random.randrange(10**9)
    chance = random.Random(seed)
    platform, undisturbed = Impatient(server, chance), Undisturbed()
    ends_s = time.monotonic() + BOUND_S
    number = 0
    while server.kills < KILLS:
        assert time.monotonic() < ends_s, f"only {server.kills} kills in {BOUND_S} s"
        number += 1
        visitor, said = f"visitor-{number % 3}", SAID[number // 3 % len(SAID)]
        message = text_message(said, number=number, openid=visitor)
        replies = set(platform.send(message))
        assert replies == {undisturbed.says(message)}, f"message {number} ({said}), seed {seed}"
    assert set(platform.send(message)) == replies, "a late repeat was answered anew"
