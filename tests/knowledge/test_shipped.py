from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.archive import withdraw
from knowledge.collection import load_collection, version
from knowledge.curation import (
    add_declined_phrasing,
    add_declined_topic,
    add_phrasing,
    declined_topics,
    phrasing_history,
    remove_declined_phrasing,
    remove_declined_topic,
    remove_phrasing,
)
from knowledge.ingest import import_files
from knowledge.phrasings import BadPhrasings
from knowledge.shipped import sync_shipped
from knowledge.store import Store
from tests.knowledge.builders import fresh_store

ARTICLE = """禁毒访谈

——专访河东区区长 张三

记者：请问河东区的禁毒经费涨了多少？

张三：近三年禁毒经费每年增长百分之六十，都用在了学校和社区的宣传教育上，效果很好。

记者：戒毒的人怎样找工作？

张三：我们帮助戒毒人员学习技术、联系工厂，去年有三十个人重新上班，家里人都很高兴。
"""
SIDECAR = 'outlet = "河东日报"\nsaid = "2021-06"\n'
PHRASINGS = """
[[passage]]
answer = "近三年禁毒经费"
text = "每年增长百分之六十"
ask = ["钱多了几成", "预算涨幅"]
"""
DECLINED = """
[[topic]]
slug = "penalty"
title = "怎么罚"
near = true
reply = "访谈没有讲。"
ask = ["拘留几天", "罚多少钱"]

[[topic]]
slug = "weather"
title = "天气"
near = false
reply = "访谈没有讲天气。"
ask = ["明天下雨吗"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in (
        ("hedong.txt", ARTICLE),
        ("hedong.toml", SIDECAR),
        ("hedong.phrasings.toml", PHRASINGS),
        ("declined.toml", DECLINED),
    ):
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_the_first_start_takes_in_interviews_phrasings_and_declined_topics(folder: Path) -> None:
    store = fresh_store()
    assert [done.name for done in sync_shipped(store, folder)] == ["hedong", "declined.toml"]
    collection = load_collection(store)
    assert [pair.official.name for pair in collection.pairs] == ["张三", "张三"]
    assert [asked.text for asked in collection.phrasings] == ["钱多了几成", "预算涨幅"]
    assert {topic.slug: topic.phrasings for topic in collection.declined} == {
        "penalty": ("拘留几天", "罚多少钱"),
        "weather": ("明天下雨吗",),
    }
    assert {topic.slug: topic.near for topic in declined_topics(store)} == {"penalty": True, "weather": False}


def test_the_next_start_changes_nothing(folder: Path) -> None:
    store = fresh_store()
    sync_shipped(store, folder)
    before = version(store)
    assert sync_shipped(store, folder) == ()
    assert version(store) == before


def test_changed_phrasings_replace_the_shipped_ones_and_leave_the_taught_one(folder: Path) -> None:
    store = _synced(folder)
    kept = phrasing_history(store)[0].id
    add_phrasing(store, "hedong-01", "自己教的", who="李四")
    _edit(folder / "hedong.phrasings.toml", "预算涨幅", "拨款多了没")
    sync_shipped(store, folder)
    assert {asked.text for asked in load_collection(store).phrasings} == {"钱多了几成", "拨款多了没", "自己教的"}
    assert kept in {row.id for row in phrasing_history(store) if not row.removed_at}


def test_a_shipped_phrasing_that_a_person_removed_stays_removed(folder: Path) -> None:
    store = _synced(folder)
    remove_phrasing(store, phrasing_history(store)[0].id, "李四")
    remove_declined_phrasing(store, 1, "李四")
    _edit(folder / "hedong.phrasings.toml", "预算涨幅", "拨款多了没")
    _edit(folder / "declined.toml", "明天下雨吗", "刮风吗")
    sync_shipped(store, folder)
    assert [asked.text for asked in load_collection(store).phrasings] == ["拨款多了没"]
    assert load_collection(store).declined[0].phrasings == ("罚多少钱",)


def test_a_phrasing_that_ships_again_after_it_was_dropped_comes_back(folder: Path) -> None:
    store = _synced(folder)
    _edit(folder / "hedong.phrasings.toml", '"钱多了几成", ', "")
    sync_shipped(store, folder)
    assert [asked.text for asked in load_collection(store).phrasings] == ["预算涨幅"]
    (folder / "hedong.phrasings.toml").write_text(PHRASINGS, encoding="utf-8")
    sync_shipped(store, folder)
    assert {asked.text for asked in load_collection(store).phrasings} == {"预算涨幅", "钱多了几成"}


def test_a_topic_that_no_longer_ships_is_gone_and_one_that_staff_made_stays(folder: Path) -> None:
    store = _synced(folder)
    add_declined_topic(store, "lottery", "彩票", "访谈没有讲彩票。", who="李四", near=False)
    add_declined_phrasing(store, "lottery", "今天开什么号", who="李四")
    (folder / "declined.toml").write_text(DECLINED[: DECLINED.index('[[topic]]\nslug = "weather"')], encoding="utf-8")
    sync_shipped(store, folder)
    assert [topic.slug for topic in load_collection(store).declined] == ["lottery", "penalty"]


def test_a_shipped_topic_that_a_person_removed_stays_removed(folder: Path) -> None:
    store = _synced(folder)
    remove_declined_topic(store, "weather", "李四")
    _edit(folder / "declined.toml", "访谈没有讲天气。", "天气请看预报。")
    sync_shipped(store, folder)
    assert [topic.slug for topic in load_collection(store).declined] == ["penalty"]


def test_a_withdrawn_shipped_article_stays_withdrawn_when_a_new_version_ships(folder: Path) -> None:
    store = _synced(folder)
    withdraw(store, "hedong")
    _edit(folder / "hedong.txt", "效果很好", "效果非常好")
    sync_shipped(store, folder)
    assert load_collection(store).pairs == ()
    assert load_collection(store).phrasings == ()


def test_a_copy_that_staff_imported_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    store = _synced(folder)
    (tmp_path / "own").mkdir()
    own = tmp_path / "own" / "hedong.txt"
    own.write_text(ARTICLE.replace("效果很好", "效果显著"), encoding="utf-8")
    list(import_files(store, [own]))
    _edit(folder / "hedong.txt", "效果很好", "效果一般")
    sync_shipped(store, folder)
    assert "效果显著" in load_collection(store).pairs[0].answer


def test_a_broken_shipped_file_is_named_and_leaves_the_interview_as_it_was(folder: Path) -> None:
    store = _synced(folder)
    before = load_collection(store)
    _edit(folder / "hedong.txt", "效果很好", "效果非常好")
    (folder / "hedong.phrasings.toml").write_text("[[passage]]\nanswer = 1", encoding="utf-8")
    with pytest.raises(BadPhrasings, match=r"hedong\.phrasings\.toml"):
        sync_shipped(store, folder)
    assert load_collection(store) == before


def test_the_interviews_that_ship_are_taken_in_without_an_unplaced_phrasing() -> None:
    shipped = Path(__file__).parents[2] / "knowledge" / "interviews"
    doubts = [text for done in sync_shipped(fresh_store(), shipped) for text in done.doubts]
    assert [text for text in doubts if ".toml" in text] == []


def _synced(folder: Path) -> Store:
    store = fresh_store()
    sync_shipped(store, folder)
    return store


def _edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
