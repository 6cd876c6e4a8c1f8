"""Connections to the Telegram server: as many as calls at a time, and no more than needed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram_network import SLOTS, SPARE_SLOTS, as_bot, make_bot
from tests.bot.channels.telegram_house import scene, settings
from tests.bot.fake_telegram import FakeTelegram


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


class Counting(FakeTelegram):
    """Counts the connections that were opened."""

    connections = 0

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        await super()._serve(reader, writer)


class Brief(FakeTelegram):
    """Tells of a bot only what it is called, as telegram-test-api does."""

    async def on_get_me(self, _: dict[str, Any]) -> dict[str, Any]:
        return {"id": 666, "username": "Test Name", "first_name": "Test Name"}


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


@scene
async def test_a_server_that_does_not_say_that_we_are_a_bot_is_understood() -> None:
    async with Brief() as fake, make_bot(settings(fake)) as bot:
        assert (bot.bot.is_bot, bot.username) == (True, "Test Name")


@given(
    st.binary() | st.recursive(st.none() | st.text(), lambda one: st.dictionaries(st.just("result"), one)).map(as_json)
)
def test_any_answer_to_get_me_stays_as_it_was_or_gains_a_word(body: bytes) -> None:
    told = as_bot(body)
    if told != body:
        assert json.loads(told)["result"] == {"is_bot": True, **json.loads(body)["result"]}
