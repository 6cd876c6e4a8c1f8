from __future__ import annotations

import threading
from pathlib import Path

from knowledge.archive import save_interview
from knowledge.schema import MIGRATIONS, prepare
from knowledge.store import Store
from tests.knowledge.builders import Said, build, fresh_store


def test_preparing_twice_changes_nothing() -> None:
    store = fresh_store()
    before = store.rows("SELECT name, sql FROM sqlite_master ORDER BY name")
    prepare(store)
    assert store.rows("SELECT name, sql FROM sqlite_master ORDER BY name") == before


def test_an_older_database_is_brought_up_to_date_with_its_rows(tmp_path: Path) -> None:
    store = Store(tmp_path / "bot.db")
    MIGRATIONS.apply(store.tables, stop_before="0002_phrasings_and_declined_topics")
    with store.writing():
        store.execute(
            "INSERT INTO article (id, title, outlet, said, said_inferred, said_why, file, origin, sha256, text) "
            "VALUES ('a', '', '', '', 0, '', '', 'imported', '', '')"
        )
    prepare(store)
    assert store.rows("SELECT id FROM article") == [{"id": "a"}]
    assert store.rows("SELECT * FROM phrasing") == []


def test_two_starting_at_once_both_find_the_tables_ready(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    Store(path).close()
    ready: list[str] = []

    def start() -> None:
        prepare(Store(path))
        ready.append("")

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ready) == len(threads)


def test_a_clerk_reads_answers_and_damage_in_the_views() -> None:
    store = fresh_store()
    save_interview(store, build("a", Said("做了什么？", "我们加强#and#宣传。")), "a.txt")
    assert store.rows("SELECT id, official, district, outlet, answer FROM answers") == [
        {
            "id": "a-1",
            "official": "张三",
            "district": "天元区",
            "outlet": "株洲日报",
            "answer": "我们加强〔原文此处缺损〕宣传。",
        }
    ]
    assert store.rows("SELECT pair, words FROM damaged_places") == [{"pair": "a-1", "words": "and"}]
