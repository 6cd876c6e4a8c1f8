"""What was received and what became of it, in SQLite: nothing is lost and nothing is answered twice.

claimed -> prepared (the answer's parts are stored) -> sending (a part is leaving) -> prepared (the next part) -> sent.
`dropped`: could not be delivered (blocked, given up). `lost`: may have arrived, and the visitor could not be told so
in several attempts.
A row belongs to one process while its lease lasts; every step is refused to all others, so two processes never send
the same part. What a visitor said is erased when the answer is stored, the answer and the address when it is sent.
Knows no channel and sends nothing. `Commits` joins writes of many conversations into one transaction.
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Literal, TypeVar, cast

from msgspec import Struct

from knowledge.store import Migrations, Store

__all__ = ["MIGRATIONS", "Claim", "Commits", "Done", "Entry", "Outbox"]

State = Literal["claimed", "prepared", "sending", "sent", "dropped", "lost"]
Done = Literal["sent", "dropped", "lost"]
T = TypeVar("T")

MIGRATIONS = Migrations("outbox")
OPEN = "state IN ('claimed', 'prepared', 'sending')"


@MIGRATIONS()
def outbox(tables: Any) -> None:
    tables.execute(
        """CREATE TABLE outbox (
            id INTEGER PRIMARY KEY,
            channel TEXT NOT NULL,
            key TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('claimed', 'prepared', 'sending', 'sent', 'dropped', 'lost')),
            lane TEXT NOT NULL,
            received TEXT NOT NULL,
            parts TEXT NOT NULL DEFAULT '[]',
            part INTEGER NOT NULL DEFAULT 0,
            told_loss INTEGER NOT NULL DEFAULT 0,
            tries INTEGER NOT NULL DEFAULT 0,
            owner TEXT NOT NULL,
            lease_until REAL NOT NULL,
            claimed_at REAL NOT NULL,
            UNIQUE (channel, key)
        )"""
    )
    tables.execute(f"CREATE INDEX outbox_open ON outbox (channel, lease_until) WHERE {OPEN}")
    tables.execute("CREATE INDEX outbox_age ON outbox (channel, claimed_at)")


class Claim(Struct, frozen=True):
    """Something received. key is unique within the channel; lane is the address whose answers keep their order."""

    key: str
    lane: str
    received: str


class Entry(Struct, frozen=True):
    """A claimed row. parts: the answer as the channel wrote it down; part: how many of them are done.

    tries: how often work on it was begun anew. told_loss: how often the visitor has been told, or may have been told,
    that the answer may be lost.
    """

    id: int
    state: State
    lane: str
    received: str
    parts: tuple[str, ...] = ()
    part: int = 0
    told_loss: int = 0
    tries: int = 0


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        row["id"],
        cast(State, row["state"]),
        row["lane"],
        row["received"],
        tuple(json.loads(row["parts"])),
        row["part"],
        row["told_loss"],
        row["tries"],
    )


class Outbox:
    """The rows of one channel, as one process sees them. Every method may run inside an open `store.writing()`.

    lease_s: how long a row stays with a process that shows no sign of life. keep_s: how long a finished row is
    remembered, longer than the other side repeats itself. give_up_s: age at which an undelivered answer is dropped.
    The store has to be migrated (MIGRATIONS) before.
    Methods that return bool say False when the row is not ours any more: leave it alone then.
    """

    def __init__(
        self,
        store: Store,
        channel: str,
        *,
        lease_s: float = 10.0,
        keep_s: float = 72 * 3600.0,
        give_up_s: float = 24 * 3600.0,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._store, self._channel, self._now = store, channel, now
        self.lease_s, self._keep_s, self._give_up_s = lease_s, keep_s, give_up_s
        self.owner = uuid.uuid4().hex

    def claim(self, claims: Iterable[Claim]) -> list[Entry]:
        """The entries that were not claimed before, in order; they are ours now."""
        now = self._now()
        sql = (
            "INSERT INTO outbox (channel, key, state, lane, received, owner, lease_until, claimed_at)"
            " VALUES (?, ?, 'claimed', ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING *"
        )
        fresh: list[Entry] = []
        with self._store.writing():
            for claim in claims:
                values = (claim.key, claim.lane, claim.received, self.owner, now + self.lease_s, now)
                fresh += map(_entry, self._store.rows(sql, (self._channel, *values)))
        return fresh

    def prepare(self, entry: int, parts: Sequence[str]) -> bool:
        """Stores the answer and erases the question."""
        return self._step(
            entry, "claimed", "state = 'prepared', received = '', parts = :parts", parts=json.dumps(parts)
        )

    def sending(self, entry: int) -> bool:
        """To be called last before a part leaves."""
        return self._step(entry, "prepared", "state = 'sending'")

    def held(self, entry: int) -> bool:
        """The part is known not to have left: it may be sent again."""
        return self._step(entry, "sending", "state = 'prepared'")

    def moved_on(self, entry: int, part: int) -> bool:
        """So many parts are done; the next one may be sent."""
        return self._step(entry, "prepared', 'sending", "state = 'prepared', part = :part", part=part)

    def doubt(self, entry: int, parts: Sequence[str]) -> bool:
        """The part that was leaving may have arrived: instead of it and the rest, say so."""
        change = "state = 'prepared', parts = :parts, part = 0, told_loss = told_loss + 1"
        return self._step(entry, "sending", change, parts=json.dumps(parts))

    def close(self, entry: int, state: Done) -> bool:
        """Nothing more to do; what was said and to whom is erased."""
        change = "state = :state, lane = '', received = '', parts = '[]', owner = ''"
        return self._step(entry, "claimed', 'prepared', 'sending", change, state=state)

    def again(self, entry: int) -> bool:
        """To be called before work on a row that was taken over: counts how often that has been tried."""
        return self._step(entry, "claimed', 'prepared', 'sending", "tries = tries + 1")

    def extend(self) -> None:
        """A sign of life: our rows stay ours."""
        self._ours("lease_until = :until", until=self._now() + self.lease_s)

    def release(self) -> None:
        """Our open rows may be taken over at once (an orderly end)."""
        self._ours("lease_until = 0")

    def let_go(self, entry: int) -> None:
        """This row may be taken over at once (work on it failed)."""
        with self._store.writing():
            sql = f"UPDATE outbox SET lease_until = 0 WHERE id = ? AND owner = ? AND {OPEN}"
            self._store.execute(sql, (entry, self.owner))

    def take_over(self) -> list[Entry]:
        """Open rows whose process showed no sign of life; they are ours now, oldest first."""
        now = self._now()
        sql = (
            f"UPDATE outbox SET owner = ?, lease_until = ? WHERE channel = ? AND lease_until < ? AND {OPEN} RETURNING *"
        )
        with self._store.writing():
            rows = self._store.rows(sql, (self.owner, now + self.lease_s, self._channel, now))
        return [_entry(row) for row in sorted(rows, key=lambda row: int(row["id"]))]

    def purge(self) -> int:
        """Forgets old finished rows and drops what could not be delivered in time; how many were dropped."""
        now = self._now()
        with self._store.writing():
            sql = f"DELETE FROM outbox WHERE channel = ? AND claimed_at < ? AND NOT {OPEN}"
            self._store.execute(sql, (self._channel, now - self._keep_s))
            sql = (
                "UPDATE outbox SET state = 'dropped', lane = '', received = '', parts = '[]', owner = ''"
                f" WHERE channel = ? AND claimed_at < ? AND {OPEN}"
            )
            return self._store.execute(sql, (self._channel, now - self._give_up_s))

    def _step(self, entry: int, states: str, change: str, **values: object) -> bool:
        sql = f"UPDATE outbox SET {change} WHERE id = :id AND owner = :owner AND state IN ('{states}')"
        with self._store.writing():
            return self._store.execute(sql, {"id": entry, "owner": self.owner, **values}) == 1

    def _ours(self, change: str, **values: object) -> None:
        sql = f"UPDATE outbox SET {change} WHERE channel = :channel AND owner = :owner AND {OPEN}"
        with self._store.writing():
            self._store.execute(sql, {"channel": self._channel, "owner": self.owner, **values})


class Commits:
    """Writes that wait at the same moment share one transaction, in a thread of their own.

    `await commits.do(job)` returns what the job returned, after it is safely on disk. A job that raises undoes the
    others of its transaction too, and all of them see the error.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="commits")
        self._waiting: list[tuple[Callable[[], Any], asyncio.Future[Any]]] = []
        self._worker: asyncio.Task[None] | None = None

    async def do(self, job: Callable[[], T]) -> T:
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((job, future))
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._drain())
        return await future

    def close(self) -> None:
        self._thread.shutdown()

    async def _drain(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            jobs = [job for job, _ in batch]
            try:
                results = await asyncio.get_running_loop().run_in_executor(self._thread, self.together, jobs)
            except Exception as error:  # noqa: BLE001 - whoever waits sees it
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)
                continue
            for (_, future), result in zip(batch, results, strict=True):
                if not future.done():
                    future.set_result(result)

    def together(self, jobs: Sequence[Callable[[], Any]]) -> list[Any]:
        """The jobs' results, in one transaction, in the thread of the caller."""
        with self._store.writing():
            return [job() for job in jobs]
