"""A bot in a process of its own, to be killed at any moment. Answers each question with the question's own number."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import httpx

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_network import certificates
from bot.channels.telegram_settings import TelegramSettings
from bot.conversation import Message, Reply
from bot.supervisor import Pauses
from knowledge.store import Migrations, Store
from tests.bot.channels.telegram_house import Canned
from tests.bot.fake_telegram import TOKEN


async def _warm() -> None:
    """Makes the libraries import what they import late: once, before the fork server makes its copies."""
    certificates()
    async with httpx.AsyncClient(verify=certificates(), trust_env=False) as client:
        with suppress(httpx.HTTPError):
            await client.post("http://127.0.0.1:1/", data={"a": "b"})


asyncio.run(_warm())


migrations = Migrations("echo")


@migrations()
def counted(tables: Any) -> None:
    tables["counted"].create({"question": str})


class Echo(Canned):
    """Says back what was asked; "long" comes in several messages. Counts each question in the store."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store
        store.migrate(migrations)

    def answer(self, message: Message) -> Reply:
        with self._store.writing() as store:
            store.insert("counted", [{"question": message.text}])
        text = f"答{message.text}。"
        if "长" in message.text:
            text = "".join(f"{text}第{number}段。".ljust(1000, "字") for number in range(9))
        return Reply("none", text, kind="notice")


def live(url: str, database: str) -> None:
    """Serves until killed."""
    settings = TelegramSettings(TOKEN, api_url=url, poll_s=5, lease_s=0.3, messages_per_second=0)
    store = Store(database)
    channel = TelegramChannel(settings, Echo(store), store, Pauses(0.02, 0.1))
    asyncio.run(channel.run(asyncio.Event()))
