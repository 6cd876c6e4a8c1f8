from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.store import Store, StoreError
from tests.knowledge.builders import fresh_store


def test_values_are_the_rows_without_their_names() -> None:
    store = Store(":memory:")
    wanted = "SELECT 1 AS one, '经费' AS word WHERE ?"
    assert store.rows(wanted, [1]) == [{"one": 1, "word": "经费"}]
    assert store.values(wanted, [1]) == [(1, "经费")]
    assert store.values(wanted, [0]) == []


def test_what_is_written_inside_writing_is_kept_and_seen_by_another_connection(tmp_path: Path) -> None:
    path = str(tmp_path / "bot.db")
    store = fresh_store(path)
    with store.writing():
        store.insert("change", [{"what": "article", "ref": "a"}])
    assert Store(path).rows("SELECT what, ref FROM change") == [{"what": "article", "ref": "a"}]


def test_an_error_inside_writing_undoes_all_of_it() -> None:
    store = fresh_store()
    with pytest.raises(RuntimeError):
        _write_and_fail(store)
    assert store.rows("SELECT * FROM change") == []


def test_an_error_in_a_nested_writing_undoes_the_outer_one_too() -> None:
    store = fresh_store()
    with pytest.raises(RuntimeError), store.writing():
        _write_and_fail(store)
    assert store.rows("SELECT * FROM change") == []


def test_writing_outside_of_a_transaction_is_refused() -> None:
    store = fresh_store()
    with pytest.raises(ValueError, match="outside of writing"):
        store.execute("DELETE FROM change")
    with pytest.raises(ValueError, match="outside of writing"):
        store.insert("change", [{"what": "x", "ref": ""}])


def test_foreign_keys_are_kept() -> None:
    store = fresh_store()
    with pytest.raises(sqlite3.IntegrityError), store.writing():
        store.insert("note", [{"article": "nobody", "kind": "doubt", "position": 0, "text": "x"}])


def test_a_file_that_is_no_database_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("不是数据库" * 300, encoding="utf-8")
    with pytest.raises(StoreError, match=r"notes\.txt"):
        Store(path)


def test_the_file_uses_write_ahead_logging(tmp_path: Path) -> None:
    store = fresh_store(str(tmp_path / "bot.db"))
    assert store.rows("PRAGMA journal_mode") == [{"journal_mode": "wal"}]


def test_many_threads_write_without_losing_a_row(tmp_path: Path) -> None:
    store = fresh_store(str(tmp_path / "bot.db"))

    def work(name: int) -> None:
        for number in range(20):
            with store.writing():
                store.insert("change", [{"what": "thread", "ref": f"{name}-{number}"}])

    threads = [threading.Thread(target=work, args=(name,)) for name in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.rows("SELECT count(DISTINCT ref) AS number FROM change") == [{"number": 100}]


def _write_and_fail(store: Store) -> None:
    with store.writing():
        store.insert("change", [{"what": "article", "ref": "a"}])
        raise RuntimeError


@given(st.lists(st.tuples(st.text(), st.none() | st.integers(-(2**63), 2**63 - 1)), max_size=8))
def test_rows_read_at_once_are_those_read_one_by_one(rows: list[tuple[str, int | None]]) -> None:
    store = Store(":memory:")
    with store.writing():
        store.execute("CREATE TABLE cells (id INTEGER PRIMARY KEY, text TEXT, number INTEGER)")
        store.insert("cells", ({"text": text, "number": number} for text, number in rows))
    found = store.at_once("text, number, id", "FROM cells WHERE id > ? ORDER BY id DESC", [1])
    assert found == [
        list(row) for row in store.values("SELECT text, number, id FROM cells WHERE id > 1 ORDER BY id DESC")
    ]
    assert len(found) == max(0, len(rows) - 1)
