"""Statistics: counters only, small ones never shown, nothing a spreadsheet could run."""

from __future__ import annotations

import csv
import io
from datetime import date

from bot.phrases_kiosk import STATISTICS_HEADS, STATISTICS_NAMES
from bot.statistics import Statistics, as_csv, counts
from knowledge.store import Store

DAY = date(2026, 6, 26)


def filled(event: str = "6·26广场活动") -> Store:
    store = Store(":memory:")
    hall = Statistics(store, event, "大厅", lambda: DAY)
    for _ in range(5):
        hall.add("visit")
    for _ in range(2):
        hall.add("topic", "天元区")
    Statistics(store, "别的活动", "门口", lambda: DAY).add("visit")
    return store


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_counts_are_kept_by_event_day_kiosk_and_what() -> None:
    found = {(row.event, row.day, row.kiosk, row.what, row.name): row.count for row in counts(filled())}
    assert found == {
        ("6·26广场活动", "2026-06-26", "大厅", "visit", ""): 5,
        ("6·26广场活动", "2026-06-26", "大厅", "topic", "天元区"): 2,
        ("别的活动", "2026-06-26", "门口", "visit", ""): 1,
    }


def test_one_event_can_be_had_alone() -> None:
    assert {row.event for row in counts(filled(), "别的活动")} == {"别的活动"}


def test_small_counts_are_never_written() -> None:
    rows = table(as_csv(counts(filled(), "6·26广场活动"), STATISTICS_HEADS, STATISTICS_NAMES))
    assert rows == [
        list(STATISTICS_HEADS),
        ["6·26广场活动", "2026-06-26", "大厅", "按地区或话题点开的问题", "天元区", "<3"],
        ["6·26广场活动", "2026-06-26", "大厅", "使用人次", "", "5"],
    ]


def test_a_name_that_looks_like_a_formula_is_harmless() -> None:
    rows = table(as_csv(counts(filled('=HYPERLINK("http://x")')), STATISTICS_HEADS, STATISTICS_NAMES))
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_nothing_but_counters_is_stored() -> None:
    store = filled()
    columns = {row["name"] for row in store.rows("PRAGMA table_info(kiosk_count)")}
    assert columns == {"event", "day", "kiosk", "what", "name", "count"}
