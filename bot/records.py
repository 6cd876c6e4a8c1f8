"""Questions asked, outcomes and feedback: what staff need, without who asked.

A row holds the day, never the hour; the text with numbers and names masked; no visitor, no session, no address. The
text of an urgent message is not kept at all. Rows are deleted after the days that the operator sets.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct

from knowledge.store import Migrations, Store

MIGRATIONS = Migrations("records")
DAY_S = 86_400
REASON_LENGTH = 200
LARGEST = 2**47


@MIGRATIONS()
def asked_question(tables: Any) -> None:
    tables.execute(
        "CREATE TABLE asked_question (id INTEGER PRIMARY KEY, day TEXT NOT NULL, channel TEXT NOT NULL, "
        "question TEXT NOT NULL, folded TEXT NOT NULL, outcome TEXT NOT NULL, pair TEXT NOT NULL DEFAULT '', "
        "topic TEXT NOT NULL DEFAULT '', confidence REAL NOT NULL, feedback TEXT NOT NULL DEFAULT '', "
        "reason TEXT NOT NULL DEFAULT '', settled_by TEXT NOT NULL DEFAULT '')"
    )
    tables.execute("CREATE INDEX asked_question_day ON asked_question (day)")
    tables.execute("CREATE INDEX asked_question_folded ON asked_question (folded)")
    tables.execute(
        "CREATE VIEW unanswered AS SELECT folded AS question, count(*) AS asked, max(day) AS last_day "
        "FROM asked_question WHERE outcome IN ('none', 'choose') AND question <> '' AND settled_by = '' GROUP BY folded"
    )


class Record(Struct, frozen=True):
    """One question, already masked. topic: the declined topic that explains a none."""

    channel: str
    question: str
    folded: str
    outcome: str
    pair: str = ""
    topic: str = ""
    confidence: float = 0.0


class Unanswered(Struct, frozen=True):
    """A question that got no answer, its number in the list as `unanswered` prints it, how often and when last."""

    number: int
    question: str
    asked: int
    last_day: str
    topic: str


class Records:
    """The questions of one database. keep_days: how long a row lives."""

    def __init__(self, store: Store, keep_days: int, clock: Callable[[], float] = time.time) -> None:
        self._store, self._keep_days, self._clock = store, keep_days, clock
        self._purged = ""
        store.migrate(MIGRATIONS)

    def _day(self, days_ago: int = 0) -> str:
        return datetime.fromtimestamp(self._clock() - days_ago * DAY_S, UTC).date().isoformat()

    def add(self, record: Record) -> int:
        """Keeps a question; the number is for feedback, random so that it tells no order."""
        number, day = secrets.randbelow(LARGEST) + 1, self._day()
        with self._store.writing() as store:
            store.execute(
                "INSERT INTO asked_question (id, day, channel, question, folded, outcome, pair, topic, confidence) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (number, day, record.channel, record.question, record.folded, record.outcome, record.pair, record.topic,
                 round(record.confidence, 3)),
            )  # fmt: skip
            if self._purged != day:
                store.execute("DELETE FROM asked_question WHERE day < ?", (self._day(self._keep_days),))
                self._purged = day
        return number

    def judge(self, number: int, good: bool, reason: str = "") -> bool:
        """Keeps 👍 or 👎 with a reason (already masked); False where no such question is kept."""
        if not 0 < number <= LARGEST:
            return False
        with self._store.writing() as store:
            touched = store.execute(
                "UPDATE asked_question SET feedback = ?, reason = ? WHERE id = ?",
                ("good" if good else "bad", reason[:REASON_LENGTH], number),
            )
        return touched == 1

    def unanswered(self, limit: int = 50) -> tuple[Unanswered, ...]:
        """What got no answer, most asked first."""
        rows = self._store.rows(
            "SELECT folded, count(*) AS asked, max(day) AS last_day, max(topic) AS topic FROM asked_question "
            "WHERE outcome IN ('none', 'choose') AND folded <> '' AND settled_by = '' "
            "GROUP BY folded ORDER BY asked DESC, last_day DESC, folded LIMIT ?",
            (limit,),
        )
        return tuple(
            Unanswered(number, row["folded"], row["asked"], row["last_day"], row["topic"])
            for number, row in enumerate(rows, 1)
        )

    def settle(self, folded: str, by: str) -> int:
        """Marks a question as taken care of (taught, declined); how many rows."""
        with self._store.writing() as store:
            return store.execute("UPDATE asked_question SET settled_by = ? WHERE folded = ?", (by, folded))

    def unsettle(self, by: str) -> int:
        """Lists again what `by` had taken care of, since it was undone; how many rows."""
        with self._store.writing() as store:
            return store.execute("UPDATE asked_question SET settled_by = '' WHERE settled_by = ?", (by,))

    def month(self) -> tuple[int, int]:
        """How many questions this month, and how many of them found an answer."""
        row = self._store.rows(
            "SELECT count(*) AS asked, coalesce(sum(outcome IN ('answer', 'compare', 'urgent')), 0) AS answered "
            "FROM asked_question WHERE day >= ?",
            (self._day()[:8] + "01",),
        )[0]
        return int(row["asked"]), int(row["answered"])

    def counts(self) -> list[dict[str, Any]]:
        """Questions by day, channel and outcome, newest first, for staff."""
        return self._store.rows(
            "SELECT day, channel, outcome, count(*) AS questions, sum(feedback = 'good') AS good, "
            "sum(feedback = 'bad') AS bad FROM asked_question GROUP BY day, channel, outcome "
            "ORDER BY day DESC, channel, outcome"
        )
