"""Work in lanes: what belongs to one address is done in order, different addresses side by side. Knows no message."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

Job = Callable[[], Awaitable[None]]


class Lanes:
    """limit: how much may be in hand before `has_room` says no. Nothing new is begun once halt is set."""

    def __init__(self, limit: int, halt: asyncio.Event) -> None:
        self._limit, self._halt = limit, halt
        self._lanes: dict[str, deque[Job]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._pending = 0
        self._eased = asyncio.Event()
        self._eased.set()

    @property
    def has_room(self) -> bool:
        return self._pending < self._limit

    def put(self, lane: str, job: Job) -> None:
        """The job must not raise."""
        self._pending += 1
        if not self.has_room:
            self._eased.clear()
        if lane in self._lanes:
            self._lanes[lane].append(job)
            return
        self._lanes[lane] = deque([job])
        task = asyncio.create_task(self._run(lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def room(self) -> None:
        """Returns when there is room for more."""
        await self._eased.wait()

    async def close(self, grace_s: float) -> None:
        """Waits for what has been begun, not longer than the grace. Set halt before."""
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=grace_s)
        for task in set(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self, lane: str) -> None:
        jobs = self._lanes[lane]
        while jobs and not self._halt.is_set():
            try:
                await jobs[0]()
            finally:
                jobs.popleft()
                self._pending -= 1
                if self.has_room:
                    self._eased.set()
        del self._lanes[lane]
