"""What waits until the server answers."""

from __future__ import annotations

import asyncio
from threading import Event

from bot.afterwards import Afterwards


def test_nothing_is_done_before_the_server_answers_and_then_all_of_it_once() -> None:
    seen: list[str] = []
    done = Event()

    async def healthy() -> bool:
        seen.append("asked")
        return len(seen) == 3

    async def run() -> None:
        stop = asyncio.Event()
        work = (lambda: seen.append("first"), lambda: seen.remove("not there"), lambda: seen.append("second"), done.set)
        running = asyncio.create_task(Afterwards(healthy, work, pause_s=0.01).run(stop))
        assert await asyncio.to_thread(done.wait, 20)
        stop.set()
        await running

    asyncio.run(run())
    assert seen == ["asked", "asked", "asked", "first", "second"]


def test_a_server_that_is_stopped_before_it_answers_does_nothing() -> None:
    done: list[str] = []

    async def run() -> None:
        stop = asyncio.Event()

        async def healthy() -> bool:
            stop.set()
            return True

        await Afterwards(healthy, [lambda: done.append("done")]).run(stop)

    asyncio.run(run())
    assert done == []


def test_who_asks_at_once_is_not_held_up_and_neither_is_an_end() -> None:
    done: list[str] = []

    async def run() -> None:
        stop, answers = asyncio.Event(), asyncio.Event()

        async def healthy() -> bool:
            answers.set()
            return True

        running = asyncio.create_task(Afterwards(healthy, [lambda: done.append("done")], pause_s=60).run(stop))
        await answers.wait()
        stop.set()
        await asyncio.wait_for(running, 20)

    asyncio.run(run())
    assert done == []
