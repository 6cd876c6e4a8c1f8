"""What becomes of an answer when its process ends, crashes, or is not the only one."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot import phrases_telegram as phrases
from bot.channels.telegram_decode import Received
from bot.outbox import MIGRATIONS, Claim, Entry, Outbox
from knowledge.store import Store
from tests.bot.channels.telegram_house import HIGHLIGHT, room, scene, states
from tests.bot.fake_telegram import FakeTelegram


def crashed(store: Store, number: int, state: str, text: str = "笑气") -> Entry:
    """Leaves a row as a process that was killed leaves it, its lease run out."""
    store.migrate(MIGRATIONS)
    outbox = Outbox(store, "telegram", lease_s=-1)
    got = Received("text", str(number), 7, 7, 1, text=text)
    (entry,) = outbox.claim([Claim(f"123456789 {number}", "7", got.to_json())])
    if state != "claimed":
        outbox.prepare(entry.id, ['{"do": "send", "chat": 7, "html": "旧的回答", "rows": []}'])
    if state == "sending":
        outbox.sending(entry.id)
    return entry


@pytest.mark.parametrize(
    ("state", "seen"),
    [("claimed", HIGHLIGHT), ("prepared", "旧的回答"), ("sending", phrases.MAY_BE_LOST)],
)
def test_after_a_crash_what_was_begun_is_finished(state: str, seen: str) -> None:
    @scene
    async def play() -> None:
        store = Store(":memory:")
        crashed(store, 1, state)
        async with room(store=store) as here:
            await here.settled()
            assert len(here.server.sent) == 1
            assert seen in here.server.sent[0].text

    play()


@scene
async def test_two_processes_on_one_database_answer_once(tmp_path: Path) -> None:
    stores = [Store(tmp_path / "bot.db") for _ in range(2)]
    async with (
        FakeTelegram() as server,
        room(server, stores[0]) as one,
        room(server, stores[1], webhook_url="http://127.0.0.1:9/x", webhook_secret="s") as two,
    ):
        await one.until(lambda: two.channel._desk and one.task.done())
        update = {"update_id": 1, "message": server.message("笑气")}
        await asyncio.gather(*[two.channel.receive(update) for _ in range(5)])
        async with room(server, stores[0], webhook_url="http://127.0.0.1:9/x", webhook_secret="s") as three:
            await three.until(lambda: three.channel._desk)
            await asyncio.gather(*[house.channel.receive(update) for house in (two, three) for _ in range(5)])
            await three.settled()
        assert len(server.sent) == 1
    for store in stores:
        store.close()


@scene
async def test_a_process_that_lost_its_row_does_not_send(tmp_path: Path) -> None:
    store = Store(":memory:")
    async with room(store=store) as here:
        here.server.fault("sendMessage", 429)
        here.server.say("笑气")
        await here.until(lambda: here.server.called("sendMessage") and states(store) == ["prepared"])
        with store.writing():
            store.execute("UPDATE outbox SET owner = 'another process', lease_until = 9e9")
        await asyncio.sleep(1.5)
        assert here.server.sent == []
        assert states(store) == ["prepared"]


@scene
async def test_an_orderly_end_leaves_the_rest_to_whoever_comes_next_at_once() -> None:
    store = Store(":memory:")
    async with FakeTelegram() as server:
        async with room(server, store, lease_s=60) as first:
            server.fault("sendMessage", 429)
            server.say("笑气")
            await first.until(lambda: server.called("sendMessage"))
            await asyncio.sleep(0.05)
        assert server.sent == []
        async with room(server, store, lease_s=60) as second:
            await second.answers(1)
        assert HIGHLIGHT in server.sent[0].text


@scene
async def test_what_breaks_the_process_again_and_again_is_given_up_with_an_honest_line() -> None:
    store = Store(":memory:")
    crashed(store, 1, "claimed")
    with store.writing():
        store.execute("UPDATE outbox SET tries = 50")
    async with room(store=store) as here:
        await here.settled()
        assert [sent.text for sent in here.server.sent] == [phrases.TROUBLE]
