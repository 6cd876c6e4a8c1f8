from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.archive import save_interview, text_hash, withdraw
from knowledge.curation import add_phrasing
from knowledge.model import Official
from knowledge.schema import prepare
from knowledge.shipped import sync_shipped
from knowledge.store import Store
from knowledge.verify import verify
from tests.knowledge.builders import Said, build, fresh_store

OTHER = Official("李四光", "茶陵县县长", "茶陵县")
SHIPPED = Path(__file__).parents[2] / "knowledge" / "interviews"


@pytest.fixture
def store() -> Store:
    store = fresh_store()
    told = (Said("经费？", "每年增长六成。|都用在宣传上。"), Said("损？", "前面#and#后面。"))
    save_interview(store, build("a", *told), "a.txt")
    add_phrasing(store, "a-1", "钱多了几成", who="李四", passage=1)
    save_interview(store, build("gone", Said("学校？", "去了三十所学校。", OTHER)), "gone.txt")
    withdraw(store, "gone")
    save_interview(store, build("old", Said("快递？", "每季查一次。"), Said("路灯？", "都亮了。")), "old.txt")
    save_interview(store, build("old", Said("快递？", "每季查一次。")), "old.txt")
    return store


def test_what_was_saved_is_without_a_fault(store: Store) -> None:
    verdict = verify(store)
    assert verdict.faults == ()
    assert (verdict.articles, verdict.pairs, verdict.passages) == (3, 4, 6)


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
        ("UPDATE pair SET official = 2 WHERE id = 'a-1'", "attribution altered", "a-1"),
        ("UPDATE official SET name = '李四' WHERE id = 1", "attribution altered", "a-2"),
        ("UPDATE official SET name = '李四' WHERE id = 1", "places altered", "a"),
        ("UPDATE official SET office = '天元区委书记' WHERE id = 1", "attribution altered", "a-1"),
        ("UPDATE official SET district = '茶陵县' WHERE id = 1", "attribution altered", "a-1"),
        ("UPDATE official SET district = X'00' WHERE id = 1", "attribution altered", "a-1"),
        ("UPDATE pair SET reporter = '某报' WHERE id = 'a-1'", "attribution altered", "a-1"),
        ("UPDATE pair SET kind = 'quotation' WHERE id = 'a-1'", "attribution altered", "a-1"),
        ("UPDATE damage SET start_at = 0, end_at = 3", "damage altered", "a-2"),
        ("UPDATE damage SET left_out = 0", "damage altered", "a-2"),
        ("DELETE FROM damage", "damage altered", "a-2"),
        ("UPDATE piece SET number = 7 WHERE role = 'question' AND pair = 'a-2'", "question altered", "a-2"),
        ("DELETE FROM piece WHERE role = 'repeat'", "answer altered", "a-1"),
        ("DELETE FROM passage WHERE pair = 'a-2'", "answer altered", "a-2"),
        ("UPDATE article SET outlet = '某报'", "source altered", "a"),
        ("UPDATE article SET said = '2022-06'", "source altered", "a"),
        ("UPDATE article SET said_inferred = 0", "source altered", "a"),
        ("UPDATE article SET title = '别的'", "source altered", "a"),
        ("UPDATE district SET name = '荷塘区' WHERE position = 0", "places altered", "a"),
        ("DELETE FROM district_alias", "places altered", "a"),
        ("UPDATE article SET withdrawn_at = 'x' WHERE id = 'a'", "withdrawal altered", "a"),
        ("UPDATE article SET withdrawn_at = NULL WHERE id = 'gone'", "withdrawal altered", "gone"),
        ("UPDATE pair SET retired_at = 'x' WHERE id = 'a-1'", "row missing", "a-1"),
        ("UPDATE pair SET retired_at = NULL WHERE id = 'old-2'", "row without seal", "old-2"),
        ("DELETE FROM pair WHERE id = 'a-2'", "row missing", "a-2"),
        ("DELETE FROM pair_seal WHERE pair = 'a-2'", "row without seal", "a-2"),
    ],
)
def test_each_alteration_by_hand_is_found_at_its_place(store: Store, sql: str, kind: str, where: str) -> None:
    with store.writing():
        assert store.execute(sql) >= 1
    assert (kind, where) in {(fault.kind, fault.where) for fault in verify(store).faults}


def test_a_text_that_was_altered_with_its_hash_is_found(store: Store) -> None:
    text = store.rows("SELECT text FROM article WHERE id = 'a'")[0]["text"] + "好"
    with store.writing():
        store.execute("UPDATE article SET text = ?, sha256 = ? WHERE id = 'a'", [text, text_hash(text)])
    assert [(fault.kind, fault.where) for fault in verify(store).faults] == [("source altered", "a")]


def test_one_alteration_is_told_once(store: Store) -> None:
    with store.writing():
        store.execute("UPDATE pair SET answer = answer || '好', question = '别的？' WHERE id = 'a-2'")
    assert [fault.kind for fault in verify(store).faults] == ["answer differs", "question differs"]


def test_what_an_import_writes_again_is_sealed_again(store: Store) -> None:
    with store.writing():
        store.execute("UPDATE official SET name = '李四' WHERE id = 1")
        store.execute("DELETE FROM damage")
    told = (Said("经费？", "每年增长六成。|都用在宣传上。"), Said("损？", "前面#and#后面。"))
    assert save_interview(store, build("a", *told), "a.txt").status == "corrected"
    assert verify(store).faults == ()
    assert (
        save_interview(store, build("gone", Said("学校？", "去了三十所学校。", OTHER)), "gone.txt").status == "restored"
    )
    assert verify(store).faults == ()


def test_a_database_of_an_older_version_is_sealed_as_it_stands(store: Store) -> None:
    with store.writing():
        store.execute("DROP TABLE pair_seal")
        store.execute("DROP TABLE article_seal")
        store.execute("DELETE FROM _sqlite_migrations WHERE name = '0004_seals'")
    prepare(store)
    assert verify(store).faults == ()
    with store.writing():
        store.execute("UPDATE article SET outlet = '某报' WHERE id = 'a'")
    assert [(fault.kind, fault.where) for fault in verify(store).faults] == [("source altered", "a")]


def test_a_reference_to_nothing_is_found(store: Store) -> None:
    store.tables.execute("PRAGMA foreign_keys = OFF")
    with store.writing():
        store.execute("DELETE FROM official")
    faults = verify(store).faults
    assert {("reference broken", "pair"), ("attribution altered", "a-1")} <= {(one.kind, one.where) for one in faults}


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
