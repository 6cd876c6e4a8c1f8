"""Connections to the Telegram server: as many as calls at a time, and no more than needed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.channels.telegram_network import SLOTS, SPARE_SLOTS, make_bot
from tests.bot.channels.telegram_house import scene, settings
from tests.bot.fake_telegram import FakeTelegram


class Counting(FakeTelegram):
    """Counts the connections that were opened."""

    connections = 0

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        await super()._serve(reader, writer)


@asynccontextmanager
async def server() -> AsyncIterator[Counting]:
    async with Counting() as made:
        yield made


@scene
async def test_calls_one_after_the_other_share_a_connection() -> None:
    async with server() as fake, make_bot(replace(settings(fake), messages_per_second=0.0)) as bot:
        for number in range(5):
            await bot.send_message(1, f"第{number}句")
        assert fake.connections == 1


@scene
async def test_calls_at_the_same_time_do_not_wait_for_each_other_but_for_the_limit() -> None:
    async with server() as fake, make_bot(settings(fake)) as bot:
        fake.delay_s = 0.05
        calls = [bot.send_message(chat, "同时") for chat in range(1, 1 + 3 * (SLOTS + SPARE_SLOTS))]
        await asyncio.gather(*calls)
        assert fake.connections == SLOTS + SPARE_SLOTS
        assert len(fake.sent) == len(calls)


@scene
async def test_a_connection_that_broke_is_opened_again() -> None:
    async with server() as fake, make_bot(settings(fake)) as bot:
        await bot.send_message(1, "先说一句")
        await fake.hang_up()
        await fake.listen(fake.port)
        assert (await bot.send_message(1, "再说一句")).text == "再说一句"
