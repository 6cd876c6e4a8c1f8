"""What can wait until the server answers, as a channel of the supervisor: begun once, so that no start is held up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from bot.watchdog import Healthy

TRY_EVERY_S = 0.1


class Afterwards:
    """begin: what is called, in order, when the server first answers; each returns at once."""

    name = "afterwards"

    def __init__(self, healthy: Healthy, begin: Iterable[Callable[[], None]]) -> None:
        self._healthy, self._begin = healthy, tuple(begin)

    async def run(self, stop: asyncio.Event) -> None:
        """Returns when stop is set."""
        while not stop.is_set() and not await self._healthy():
            await asyncio.sleep(TRY_EVERY_S)
        if not stop.is_set():
            for begin in self._begin:
                begin()
        await stop.wait()
