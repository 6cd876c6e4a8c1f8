"""Questions asked: what staff see, and nothing about who asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records import Record, Records
from knowledge.store import Store

DAY_S = 86_400


class Clock:
    now_s = 1_750_000_000.0  # 2025-06-15

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store() -> Store:
    return Store(":memory:")


@pytest.fixture
def records(store: Store, clock: Clock) -> Records:
    return Records(store, 180, clock)


def asked(question: str, outcome: str = "none", topic: str = "") -> Record:
    return Record("web", question, question, outcome, topic=topic, confidence=0.12345)


def test_a_row_holds_the_day_and_no_hour(records: Records, store: Store) -> None:
    records.add(asked("甲"))
    row = store.rows("SELECT * FROM asked_question")[0]
    assert row["day"] == "2025-06-15"
    assert row["confidence"] == 0.123
    told = "id day channel question folded outcome pair topic confidence feedback reason settled_by"
    assert set(row) == set(told.split())


def test_numbers_tell_no_order(records: Records) -> None:
    numbers = [records.add(asked(str(number))) for number in range(20)]
    assert len(set(numbers)) == 20
    assert numbers != sorted(numbers)


def test_the_unanswered_are_listed_most_asked_first(records: Records) -> None:
    for question, outcome in (
        ("乙", "none"),
        ("甲", "choose"),
        ("甲", "none"),
        ("丙", "answer"),
        ("", "none"),
        ("丁", "urgent"),
    ):
        records.add(asked(question, outcome))
    assert [(one.number, one.question, one.asked) for one in records.unanswered()] == [(1, "甲", 2), (2, "乙", 1)]
    assert [one.question for one in records.unanswered(limit=1)] == ["甲"]


def test_what_is_settled_is_no_longer_listed_until_it_is_undone(records: Records) -> None:
    records.add(asked("甲"))
    assert records.settle("甲", "p5") == 1
    assert records.unanswered() == ()
    assert records.unsettle("p6") == 0
    assert records.unsettle("p5") == 1
    assert [one.question for one in records.unanswered()] == ["甲"]


def test_feedback_is_kept_with_the_question(records: Records, store: Store) -> None:
    number = records.add(asked("甲", "answer"))
    assert records.judge(number, good=False, reason="很" * 500)
    row = store.rows("SELECT feedback, reason FROM asked_question")[0]
    assert (row["feedback"], len(row["reason"])) == ("bad", 200)


@given(st.integers())
def test_feedback_on_an_unknown_question_is_refused(number: int) -> None:
    assert not Records(Store(":memory:"), 180).judge(number, good=True)


def test_rows_are_deleted_after_their_days(records: Records, clock: Clock, store: Store) -> None:
    records.add(asked("old"))
    clock.now_s += 180 * DAY_S
    records.add(asked("on the day"))
    assert len(store.rows("SELECT * FROM asked_question")) == 2
    clock.now_s += DAY_S
    records.add(asked("new"))
    assert {row["question"] for row in store.rows("SELECT question FROM asked_question")} == {"on the day", "new"}


def test_the_month_counts_what_was_asked_and_what_was_answered(records: Records, clock: Clock) -> None:
    records.add(asked("last month"))
    clock.now_s += 30 * DAY_S
    for outcome in ("answer", "compare", "urgent", "choose", "none"):
        records.add(asked("甲", outcome))
    assert records.month() == (5, 3)
    assert Records(Store(":memory:"), 1).month() == (0, 0)


def test_counts_are_by_day_channel_and_outcome(records: Records) -> None:
    number = records.add(asked("甲", "answer"))
    records.add(asked("乙", "answer"))
    records.judge(number, good=True)
    assert [tuple(row.values()) for row in records.counts()] == [("2025-06-15", "web", "answer", 2, 1, 0)]


def test_staff_find_the_unanswered_in_a_view_too(records: Records, store: Store) -> None:
    records.add(asked("甲"))
    assert store.rows("SELECT question, asked FROM unanswered") == [{"question": "甲", "asked": 1}]
