from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.archive import save_interview, withdraw
from knowledge.curation import add_phrasing
from knowledge.shipped import sync_shipped
from knowledge.store import Store
from knowledge.verify import verify
from tests.knowledge.builders import Said, build, fresh_store

SHIPPED = Path(__file__).parents[2] / "knowledge" / "interviews"


@pytest.fixture
def store() -> Store:
    store = fresh_store()
    told = (Said("经费？", "每年增长六成。|都用在宣传上。"), Said("损？", "前面#and#后面。"))
    save_interview(store, build("a", *told), "a.txt")
    add_phrasing(store, "a-1", "钱多了几成", who="李四", passage=1)
    return store


def test_what_was_saved_is_without_a_fault(store: Store) -> None:
    verdict = verify(store)
    assert verdict.faults == ()
    assert (verdict.articles, verdict.pairs, verdict.passages) == (1, 2, 4)


def test_an_empty_archive_and_the_shipped_interviews_are_without_a_fault() -> None:
    store = fresh_store()
    assert verify(store).faults == ()
    sync_shipped(store, SHIPPED)
    verdict = verify(store)
    assert verdict.faults == ()
    assert verdict.pairs >= 14


@pytest.mark.parametrize(
    ("sql", "kind", "where"),
    [
        ("UPDATE article SET text = replace(text, '六成', '七成')", "article altered", "a"),
        ("UPDATE article SET text = replace(text, '六成', '七成')", "answer differs", "a-1"),
        ("UPDATE article SET text = replace(text, '经费', '拨款')", "question differs", "a-1"),
        ("UPDATE article SET sha256 = 'x'", "article altered", "a"),
        ("UPDATE pair SET answer = answer || '好' WHERE id = 'a-1'", "answer differs", "a-1"),
        ("UPDATE pair SET question = '别的？' WHERE id = 'a-1'", "question differs", "a-1"),
        ("UPDATE piece SET start_at = start_at + 1 WHERE pair = 'a-1' AND role = 'answer'", "answer differs", "a-1"),
        ("UPDATE piece SET end_at = 99999 WHERE pair = 'a-1'", "place outside article", "a-1"),
        ("UPDATE piece SET start_at = -1 WHERE role = 'repeat'", "place outside article", "a-1"),
        ("UPDATE piece SET end_at = 'much' WHERE pair = 'a-1'", "place outside article", "a-1"),
        ("UPDATE piece SET joint = '' WHERE pair = 'a-2'", "answer differs", "a-2"),
        ("DELETE FROM piece WHERE pair = 'a-1' AND role = 'answer'", "answer without place", "a-1"),
        ("UPDATE passage SET text = '每年增长七成。' WHERE pair = 'a-1' AND number = 0", "passage differs", "a-1"),
        ("UPDATE passage SET places = '[[0, 2]]' WHERE pair = 'a-1'", "passage outside answer", "a-1"),
        ("UPDATE passage SET places = 'nonsense' WHERE pair = 'a-1'", "passage differs", "a-1"),
        ("UPDATE passage SET places = '[[\"a\", \"b\"]]' WHERE pair = 'a-1'", "passage differs", "a-1"),
        ("UPDATE passage SET places = '7' WHERE pair = 'a-1'", "passage differs", "a-1"),
        ("UPDATE damage SET start_at = 0, end_at = 99", "passage on damage", "a-2"),
        ("UPDATE damage SET end_at = 99999", "place outside article", "a-2"),
        ("DELETE FROM passage WHERE pair = 'a-1' AND number = 1", "phrasing without passage", "a-1"),
    ],
)
def test_each_alteration_by_hand_is_found_at_its_place(store: Store, sql: str, kind: str, where: str) -> None:
    with store.writing():
        assert store.execute(sql) >= 1
    assert (kind, where) in {(fault.kind, fault.where) for fault in verify(store).faults}


def test_a_reference_to_nothing_is_found(store: Store) -> None:
    store.tables.execute("PRAGMA foreign_keys = OFF")
    with store.writing():
        store.execute("DELETE FROM official")
    faults = verify(store).faults
    assert {(fault.kind, fault.where) for fault in faults} == {("reference broken", "pair")}


def test_a_withdrawn_article_is_checked_too(store: Store) -> None:
    withdraw(store, "a")
    with store.writing():
        store.execute("UPDATE pair SET answer = 'x' WHERE id = 'a-1'")
    assert [fault.where for fault in verify(store).faults if fault.kind == "answer differs"] == ["a-1"]


def test_a_pair_that_a_corrected_copy_dropped_is_not_compared(store: Store) -> None:
    save_interview(store, build("a", Said("损？", "前面#and#后面。")), "a.txt")
    assert verify(store).faults == ()


def test_a_file_with_overwritten_pages_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    store = fresh_store(str(path))
    save_interview(store, build("a", *(Said(f"问{n}？", "很长的回答。" * 200) for n in range(40))), "a.txt")
    store.tables.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    content = bytearray(path.read_bytes())
    content[len(content) // 3 : len(content) // 3 * 2] = b"\x55" * (len(content) // 3)
    path.write_bytes(content)
    assert "file damaged" in {fault.kind for fault in verify(Store(str(path))).faults}
