"""Killing the process at any moment of a conversation loses no message and answers or counts none twice."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

from bot import phrases_telegram as phrases
from knowledge.store import Store
from tests.bot.channels.telegram_house import scene
from tests.bot.channels.telegram_victim import live
from tests.bot.fake_telegram import FakeTelegram

WORLDS, KILLS_EACH, LEAST_KILLS = 4, 28, 100
MOST_S, LAST_S = 150.0, 40.0  # an end to all waiting, not a measure: a busy machine takes its time
SEED = 20260626
OPEN = "SELECT state FROM outbox WHERE state IN ('claimed', 'prepared', 'sending')"


def fork_server() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([live.__module__])
    return context


@dataclass
class World:
    """A server, a database, and a bot that is killed again and again. left: the states of open rows at the kills."""

    server: FakeTelegram
    database: Path
    chance: random.Random
    until_s: float
    kills: int = 0
    left: Counter[str] = field(default_factory=Counter)

    async def kill_again_and_again(self) -> None:
        """A new visitor asks two questions in each life of the bot, which ends at a random moment."""
        while self.kills < KILLS_EACH and time.monotonic() < self.until_s:
            process = fork_server().Process(target=live, args=(self.server.url, str(self.database)))
            process.start()
            user = 1000 + self.kills
            await self.calls(1)  # it is about to work
            self.server.say(f"#{user}-1#" + self.chance.choice(["", "长"]), user=user)
            await asyncio.sleep(self.chance.uniform(0, 0.03))
            self.server.say(f"#{user}-2#", user=user)
            await self.calls(self.chance.randint(0, 12))  # by calls, so that a slow machine is killed at work too
            await asyncio.sleep(self.chance.uniform(0, 0.02))
            process.kill()
            await asyncio.to_thread(process.join)
            self.kills += 1
            self.left.update(self.open())

    async def calls(self, count: int) -> None:
        """Until the bot has called the server so many times more, but not for long."""
        reached, until_s = len(self.server.calls) + count, min(time.monotonic() + 1.0, self.until_s)
        while len(self.server.calls) < reached and time.monotonic() < until_s:
            await asyncio.sleep(0.001)

    async def live_on(self) -> None:
        """One last life, until nothing is open."""
        process = fork_server().Process(target=live, args=(self.server.url, str(self.database)))
        process.start()
        until_s = time.monotonic() + LAST_S
        while self.server.unconfirmed or self.open():
            assert time.monotonic() < until_s, f"open after {LAST_S} s: {self.open()}"
            await asyncio.sleep(0.02)
        process.kill()
        await asyncio.to_thread(process.join)

    def open(self) -> list[str]:
        return [row["state"] for row in self.rows(OPEN)]

    def rows(self, sql: str) -> list[dict[str, Any]]:
        store = Store(self.database)
        found = store.rows(sql)
        store.close()
        return found

    def check(self) -> int:
        """Nothing lost in silence, nothing twice; how many lines of doubt there were."""
        assert self.rows("SELECT question FROM counted GROUP BY question HAVING count(*) > 1") == []
        noted = 0
        for user in range(1000, 1000 + self.kills):
            texts = [sent.text for sent in self.server.sent if sent.chat == user]
            notes = texts.count(phrases.MAY_BE_LOST)
            answers = [text for text in texts if text != phrases.MAY_BE_LOST]
            assert len(set(answers)) == len(answers), f"{user}: something came twice"
            missing = sum(not any(f"答#{user}-{turn}#" in text for text in answers) for turn in (1, 2))
            assert missing <= notes, f"{user}: something was lost without a word: {texts}"
            noted += notes
        return noted


@scene
async def test_a_hundred_kills_lose_nothing_and_answer_nothing_twice(tmp_path: Path) -> None:
    until_s = time.monotonic() + MOST_S
    worlds = [
        World(FakeTelegram(), tmp_path / f"{number}.db", random.Random(SEED + number), until_s)
        for number in range(WORLDS)
    ]
    for world in worlds:
        world.server.delay_s = 0.004
        await world.server.listen()
    await asyncio.gather(*(world.kill_again_and_again() for world in worlds))
    await asyncio.gather(*(world.live_on() for world in worlds))
    noted = sum(world.check() for world in worlds)
    for world in worlds:
        await world.server.hang_up()
    left = sum((world.left for world in worlds), Counter[str]())
    kills = sum(world.kills for world in worlds)
    logging.getLogger("tests").info("%d kills; left open: %s; lines of doubt: %d", kills, dict(left), noted)
    assert kills >= LEAST_KILLS, f"{kills} kills in {MOST_S} s"
    assert {"claimed", "prepared", "sending"} <= set(left)
