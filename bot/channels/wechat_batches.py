"""Small works in turn on one thread, those that wait together in one transaction. Knows no message.

A commit waits for the disk; where it is shared, the disk no longer sets how many messages a second can be answered. A
result is handed out only once it is kept. A work that fails is undone alone, by its savepoint.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Lock
from typing import Any, TypeVar

from msgspec import Struct

from knowledge.store import Store

LONGEST_S = 0.02  # then the batch is committed, so that nobody waits for many others

T = TypeVar("T")


class _Work(Struct, frozen=True):
    do: Callable[[], Any]
    loop: asyncio.AbstractEventLoop
    result: asyncio.Future[Any]


class _Done(Struct, frozen=True):
    """A work with what it gave, or why it failed."""

    work: _Work
    told: Any = None
    failed: Exception | None = None

    def settle(self) -> None:
        """In the loop of the one who waits, if it still waits."""
        if self.work.result.done():
            return
        if self.failed:
            self.work.result.set_exception(self.failed)
        else:
            self.work.result.set_result(self.told)


class Batches:
    """e.g. `await Batches(store).run(work)`, where work() writes through the same store."""

    def __init__(self, store: Store, longest_s: float = LONGEST_S) -> None:
        self._store, self._longest_s = store, longest_s
        self._waiting: deque[_Work] = deque()
        self._busy, self._lock = False, Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="batches")

    async def run(self, work: Callable[[], T]) -> T:
        """What work() gives, once it is kept. Raises what work() or the database raises; then nothing of it is kept."""
        loop = asyncio.get_running_loop()
        result: asyncio.Future[T] = loop.create_future()
        with self._lock:
            self._waiting.append(_Work(work, loop, result))
            begins, self._busy = not self._busy, True
        if begins:
            self._thread.submit(self._serve)
        return await result

    def _serve(self) -> None:
        """Batch after batch, until nobody waits."""
        busy = True
        while busy:
            _hand_out(self._batch())
            with self._lock:
                busy = self._busy = bool(self._waiting)

    def _batch(self) -> list[_Done]:
        """Does what waits, for a little while, and commits."""
        done: list[_Done] = []
        ends_s = time.monotonic() + self._longest_s
        try:
            with self._store.writing() as store:
                while self._waiting and (not done or time.monotonic() < ends_s):
                    done.append(_done_alone(store, self._waiting.popleft()))
        except Exception as error:  # noqa: BLE001 - handed on to all who wait: the database serves nobody now
            works = [each.work for each in done] + [self._waiting.popleft() for _ in range(len(self._waiting))]
            done = [_Done(work, failed=error) for work in works]
        return done


def _hand_out(done: Sequence[_Done]) -> None:
    """To each loop in one call: waking a loop costs a system call."""
    for loop in {each.work.loop for each in done}:
        mine = [each for each in done if each.work.loop is loop]
        with suppress(RuntimeError):  # the loop has ended
            loop.call_soon_threadsafe(_settle, mine)


def _settle(done: Sequence[_Done]) -> None:
    for each in done:
        each.settle()


def _done_alone(store: Store, work: _Work) -> _Done:
    store.execute("SAVEPOINT work")
    try:
        done = _Done(work, told=work.do())
    except Exception as error:  # noqa: BLE001 - handed on to the one who waits
        done = _Done(work, failed=error)
        store.execute("ROLLBACK TO work")
    store.execute("RELEASE work")
    return done
