"""What can wait until the server answers, as a channel of the supervisor: done once, so that no start is held up."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable
from threading import Thread

from bot.watchdog import Healthy

log = logging.getLogger("bot.afterwards")

TRY_EVERY_S = 0.1
PAUSE_S = 1.0  # for who has waited for the start and asks at once: the work would hold that question up


class Afterwards:
    """work: what is called, in order, in a thread of its own, a pause after the server first answers.

    No end waits for it.
    """

    name = "afterwards"

    def __init__(self, healthy: Healthy, work: Iterable[Callable[[], None]], pause_s: float = PAUSE_S) -> None:
        self._healthy, self._work, self._pause_s = healthy, tuple(work), pause_s

    async def run(self, stop: asyncio.Event) -> None:
        """Returns when stop is set."""
        while not stop.is_set() and not await self._healthy():
            await asyncio.sleep(TRY_EVERY_S)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), self._pause_s)
        if not stop.is_set():
            Thread(target=self._do, name=self.name, daemon=True).start()
        await stop.wait()

    def _do(self) -> None:
        for one in self._work:
            try:
                one()
            except Exception:  # whatever it is, the server answers without it
                log.exception("afterwards_failed work=%s", one)
