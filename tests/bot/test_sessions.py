"""A conversation's memory: carried on, ended, erased."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.sessions import Session, Sessions
from bot.visitors import Visitors
from knowledge.store import Store
from retrieval.context import Turn
from retrieval.scope import Home

TALKED = Session(
    (Turn("经费", ("张三丰",), ("张三丰",), ("p1",), Home((), ("攸县",))),), ("p1", "只看天元区"), "p1", "天元区", 7
)


class Clock:
    now_s = 1_000_000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store(":memory:")
    yield store
    store.close()


@pytest.fixture
def sessions(store: Store, clock: Clock) -> Sessions:
    return Sessions(store, Visitors(store), 1800, clock)


def test_what_was_saved_is_remembered(sessions: Sessions) -> None:
    sessions.save("web:a", TALKED)
    assert sessions.load("web:a") == TALKED
    assert sessions.load("web:b") == Session()


def test_a_restart_carries_a_conversation_on(tmp_path: Path) -> None:
    for _ in range(2):
        store = Store(tmp_path / "bot.db")
        sessions = Sessions(store, Visitors(store), 1800)
        if sessions.load("web:a") == replace(TALKED, record=0):
            return
        sessions.save("web:a", TALKED)
        store.close()
    pytest.fail("forgotten")


def test_which_question_was_the_last_is_in_no_table(sessions: Sessions, store: Store) -> None:
    sessions.save("web:a", replace(TALKED, record=123456789))
    assert sessions.load("web:a").record == 123456789
    assert "123456789" not in str(store.rows("SELECT * FROM session"))
    assert "record" not in store.rows("SELECT memory FROM session")[0]["memory"]


def test_it_is_forgotten_with_its_session(sessions: Sessions, clock: Clock) -> None:
    for visitor in ("web:a", "web:b"):
        sessions.save(visitor, TALKED)
    sessions.forget("web:a")
    sessions.save("web:a", Session())
    clock.now_s += 3600
    sessions.save("web:b", Session())
    assert (sessions.load("web:a").record, sessions.load("web:b").record) == (0, 0)


def test_what_an_older_version_wrote_down_is_erased_and_the_conversation_goes_on(tmp_path: Path) -> None:
    store = Store(tmp_path / "bot.db")
    sessions = Sessions(store, Visitors(store), 1800)
    sessions.save("web:a", TALKED)
    with store.writing():
        store.execute("UPDATE session SET memory = json_set(memory, '$.record', 777)")
        store.execute("DELETE FROM _sqlite_migrations WHERE name = 'without_records'")
    assert "777" in str(store.rows("SELECT memory FROM session"))
    assert Sessions(store, Visitors(store), 1800).load("web:a") == replace(TALKED, record=0)
    assert "777" not in str(store.rows("SELECT memory FROM session"))
    store.close()


def test_a_session_ends_with_its_time(sessions: Sessions, clock: Clock) -> None:
    sessions.save("web:a", TALKED)
    clock.now_s += 1799
    assert sessions.load("web:a") == TALKED
    clock.now_s += 1
    assert sessions.load("web:a") == Session()


def test_what_has_ended_is_deleted_when_another_is_saved(sessions: Sessions, clock: Clock, store: Store) -> None:
    sessions.save("web:a", TALKED)
    clock.now_s += 3600
    sessions.save("web:b", TALKED)
    assert len(store.rows("SELECT * FROM session")) == 1


def test_forgetting_leaves_no_row(sessions: Sessions, store: Store) -> None:
    sessions.save("web:a", TALKED)
    sessions.forget("web:a")
    assert sessions.load("web:a") == Session()
    assert store.rows("SELECT * FROM session") == []


def test_a_visitor_without_a_name_is_not_remembered(sessions: Sessions, store: Store) -> None:
    sessions.save("", TALKED)
    assert sessions.load("") == Session()
    assert store.rows("SELECT * FROM session") == []


def test_more_than_the_limit_in_one_minute_is_too_fast(sessions: Sessions, clock: Clock) -> None:
    assert [sessions.is_too_fast("web:a", 3) for _ in range(4)] == [False, False, False, True]
    assert not sessions.is_too_fast("web:b", 3)
    clock.now_s += 60
    assert not sessions.is_too_fast("web:a", 3)


def test_no_limit_counts_nothing(sessions: Sessions, store: Store) -> None:
    assert not any(sessions.is_too_fast("web:a", 0) for _ in range(50))
    assert not any(sessions.is_too_fast("", 1) for _ in range(5))
    assert store.rows("SELECT * FROM pace") == []


def test_who_is_forgotten_has_asked_as_often_as_before(sessions: Sessions, clock: Clock, store: Store) -> None:
    for _ in range(3):
        sessions.is_too_fast("web:a", 3)
        sessions.forget("web:a")
    assert sessions.is_too_fast("web:a", 3)
    clock.now_s += 60
    assert not sessions.is_too_fast("web:b", 3)
    assert len(store.rows("SELECT * FROM pace")) == 1, "what was counted goes with its minute"


NAMES = st.lists(st.text(max_size=5), max_size=3).map(tuple)


@given(
    st.lists(st.builds(Turn, st.text(max_size=9), NAMES, NAMES, NAMES), max_size=3).map(tuple),
    NAMES, st.text(max_size=5), st.text(max_size=5), st.integers(0, 2**47),
)  # fmt: skip
def test_a_session_is_written_and_read_to_the_same(
    turns: tuple[Turn, ...], choices: tuple[str, ...], pair: str, district: str, record: int
) -> None:
    session = Session(turns, choices, pair, district, record)
    assert Session.from_json(session.to_json()) == replace(session, record=0)


@given(st.text(max_size=60))
def test_a_memory_of_another_version_is_an_empty_session(text: str) -> None:
    assert Session.from_json(text) == Session()


@pytest.mark.parametrize(
    "text", ["{}", "[]", "null", '{"turns": [1]}', '{"turns": "ab"}', '{"turns": [{"question": 1}]}']
)
def test_an_odd_memory_is_an_empty_session(text: str) -> None:
    assert Session.from_json(text) == Session()
