"""How a kiosk was used at an event: counters by day, nothing else. No text, no session, no time of day is kept.

A count of one or two is never given out as such (`shown`): it could point at somebody who was seen there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Literal

from msgspec import Struct

from knowledge.store import Migrations, Store

LEAST_SHOWN = 3
What = Literal["visit", "question", "answered", "topic", "quiz_begun", "quiz_ended"]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

migrations = Migrations("statistics")


@migrations()
def kiosk_count(tables: Any) -> None:
    columns = {"event": str, "day": str, "kiosk": str, "what": str, "name": str, "count": int}
    keys = ("event", "day", "kiosk", "what", "name")
    tables["kiosk_count"].create(columns, pk=keys, not_null=set(columns), strict=True)


class Count(Struct, frozen=True):
    """How often `what` happened on a day at a kiosk; name is a district of the collection for a topic, else ""."""

    event: str
    day: str
    kiosk: str
    what: str
    name: str
    count: int


class Statistics:
    """Counts for one kiosk at one event; `today` is the calendar day where the kiosk stands."""

    def __init__(self, store: Store, event: str, kiosk: str, today: Callable[[], date] = date.today) -> None:
        self._store, self._event, self._kiosk, self._today = store, event, kiosk, today
        store.migrate(migrations)

    def add(self, what: What, name: str = "") -> None:
        """One more. Safe in any thread; a power cut loses at most this one."""
        row = [self._event, self._today().isoformat(), self._kiosk, what, name]
        with self._store.writing() as store:
            store.execute(
                "INSERT INTO kiosk_count (event, day, kiosk, what, name, count) VALUES (?, ?, ?, ?, ?, 1) "
                "ON CONFLICT DO UPDATE SET count = count + 1",
                row,
            )


def counts(store: Store, event: str = "") -> tuple[Count, ...]:
    """All counters, or those of one event, by event, day, kiosk and what."""
    store.migrate(migrations)
    where, parameters = ("WHERE event = ?", [event]) if event else ("", [])
    order = "ORDER BY event, day, kiosk, what, name"
    rows = store.rows(f"SELECT event, day, kiosk, what, name, count FROM kiosk_count {where} {order}", parameters)
    return tuple(Count(**row) for row in rows)


def shown(count: int) -> str:
    """The count as it may leave the house.

    >>> shown(0), shown(2), shown(3)
    ('0', '<3', '3')
    """
    return f"<{LEAST_SHOWN}" if 0 < count < LEAST_SHOWN else str(count)


def as_csv(found: Iterable[Count], heads: tuple[str, ...], names: dict[str, str]) -> str:
    """A table for a spreadsheet; names gives each `what` its heading. No totals: they would give small counts away."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    for row in found:
        texts = (row.event, row.day, row.kiosk, names.get(row.what, row.what), row.name)
        writer.writerow([*(_harmless(text) for text in texts), shown(row.count)])
    return out.getvalue()


def _harmless(text: str) -> str:
    """A spreadsheet would run a text that begins like a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
