"""What waits until the server answers."""

from __future__ import annotations

import asyncio

from bot.afterwards import Afterwards


def test_nothing_is_begun_before_the_server_answers_and_then_all_of_it_once() -> None:
    seen: list[str] = []

    async def healthy() -> bool:
        seen.append("asked")
        return len(seen) == 3

    async def run() -> None:
        stop = asyncio.Event()
        await Afterwards(healthy, (lambda: seen.append("first"), lambda: seen.append("second"), stop.set)).run(stop)

    asyncio.run(run())
    assert seen == ["asked", "asked", "asked", "first", "second"]


def test_a_server_that_is_stopped_before_it_answers_begins_nothing() -> None:
    begun: list[str] = []

    async def run() -> None:
        stop = asyncio.Event()

        async def healthy() -> bool:
            stop.set()
            return True

        await Afterwards(healthy, [lambda: begun.append("begun")]).run(stop)

    asyncio.run(run())
    assert begun == []
