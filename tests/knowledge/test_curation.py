from __future__ import annotations

import pytest

from knowledge.archive import save_interview, withdraw
from knowledge.collection import changes_since, load_collection, phrasings_of
from knowledge.curation import (
    DuplicatePhrasing,
    EmptyPhrasing,
    UnknownPair,
    UnknownPhrasing,
    UnknownTopic,
    add_declined_phrasing,
    add_declined_topic,
    add_phrasing,
    declined_history,
    declined_topics,
    fold_words,
    kept_phrasing,
    phrasing_history,
    remove_declined_phrasing,
    remove_declined_topic,
    remove_phrasing,
)
from knowledge.model import DeclinedTopic, Phrasing
from knowledge.store import Store
from tests.knowledge.builders import Said, build, fresh_store


@pytest.fixture
def store() -> Store:
    store = fresh_store()
    interview = build("a", Said("经费？", "每年增长六成。|都用在宣传上。"), Said("帮扶？", "我们帮人找工作。"))
    save_interview(store, interview, "a.txt")
    return store


def test_a_taught_phrasing_is_loaded_with_its_passage_and_remembers_who_and_when(store: Store) -> None:
    number = add_phrasing(store, "a-1", " 钱多了几成？ ", who="李四", passage=0)
    assert load_collection(store).phrasings == (Phrasing("钱多了几成？", "a-1", 0),)
    assert phrasings_of(store, "a-1") == (Phrasing("钱多了几成？", "a-1", 0),)
    kept = kept_phrasing(store, number)
    assert (kept.added_by, kept.origin, kept.passage_text) == ("李四", "taught", "每年增长六成。")
    assert kept.added_at.startswith("20")
    assert kept.added_at.endswith("Z")


@pytest.mark.parametrize("text", ["问\x1e法\x1f呢", "\x1e\x1e问", "0\x1f问\n法", "问\x1d1\x1fa-1\x1f0\x1f法"])
def test_phrasings_with_any_characters_in_them_are_loaded_as_they_were_kept(store: Store, text: str) -> None:
    add_phrasing(store, "a-1", "钱多了几成", who="李四", passage=1)
    add_phrasing(store, "a-1", text, who="李四")
    add_phrasing(store, "a-2", text, who="李四", passage=0)
    add_declined_topic(store, "own", "别的", "没有说。", who="李四")
    add_declined_phrasing(store, "own", f"另{text}", who="李四")
    loaded = load_collection(store)
    kept = text.strip()
    assert tuple(loaded.phrasings) == (
        Phrasing("钱多了几成", "a-1", 1), Phrasing(kept, "a-1"), Phrasing(kept, "a-2", 0),
    )  # fmt: skip
    assert tuple(loaded.declined[0].phrasings) == (f"另{text}",)


def test_a_change_tells_which_phrasing_so_that_an_index_can_take_in_just_that_one(store: Store) -> None:
    number = add_phrasing(store, "a-1", "钱多了几成", who="李四")
    change = changes_since(store, 1)[0]
    assert (change.what, kept_phrasing(store, int(change.ref)).id) == ("phrasing", number)


def test_a_removed_phrasing_is_out_of_use_but_stays_in_the_history(store: Store) -> None:
    number = add_phrasing(store, "a-1", "钱多了几成", who="李四")
    assert remove_phrasing(store, number, "王五").text == "钱多了几成"
    assert load_collection(store).phrasings == ()
    assert [(kept.added_by, kept.removed_by) for kept in phrasing_history(store)] == [("李四", "王五")]
    assert [change.what for change in changes_since(store, 1)] == ["phrasing", "phrasing removed"]
    with pytest.raises(UnknownPhrasing, match=str(number)):
        remove_phrasing(store, number, "王五")


def test_a_removed_phrasing_may_be_taught_again(store: Store) -> None:
    remove_phrasing(store, add_phrasing(store, "a-1", "钱多了几成", who="李四"), "李四")
    assert add_phrasing(store, "a-1", "钱多了几成", who="李四") == 2


@pytest.mark.parametrize("again", ["钱多了几成", " 钱多了几成？", "钱，多了几成!"])
def test_the_same_words_for_the_same_pair_are_refused_and_the_first_is_named(store: Store, again: str) -> None:
    number = add_phrasing(store, "a-1", "钱多了几成", who="李四", passage=0)
    with pytest.raises(DuplicatePhrasing) as refused:
        add_phrasing(store, "a-1", again, who="李四", passage=1)
    assert (refused.value.where, refused.value.number) == ("a-1", number)
    assert len(phrasing_history(store)) == 1


def test_two_officials_may_be_asked_in_the_same_words(store: Store) -> None:
    add_phrasing(store, "a-1", "做了什么", who="李四")
    add_phrasing(store, "a-2", "做了什么", who="李四")
    assert len(load_collection(store).phrasings) == 2


@pytest.mark.parametrize(("pair", "passage"), [("a-9", None), ("a-1", 2), ("a-1", -1)])
def test_a_pair_or_passage_that_is_not_there_is_refused(store: Store, pair: str, passage: int | None) -> None:
    with pytest.raises(UnknownPair):
        add_phrasing(store, pair, "问", who="李四", passage=passage)


def test_a_withdrawn_article_cannot_be_taught(store: Store) -> None:
    withdraw(store, "a")
    with pytest.raises(UnknownPair):
        add_phrasing(store, "a-1", "问", who="李四")


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_a_phrasing_without_words_is_refused(store: Store, text: str) -> None:
    with pytest.raises(EmptyPhrasing):
        add_phrasing(store, "a-1", text, who="李四")


def test_a_declined_topic_with_its_phrasings_is_loaded(store: Store) -> None:
    add_declined_topic(store, "penalty", "怎么罚", "访谈没有讲。", who="李四")
    add_declined_phrasing(store, "penalty", "拘留几天", who="李四")
    assert load_collection(store).declined == (DeclinedTopic("penalty", "怎么罚", "访谈没有讲。", ("拘留几天",)),)
    assert [(topic.slug, topic.near, topic.phrasings) for topic in declined_topics(store)] == [("penalty", True, 1)]


def test_a_declined_topic_can_be_taken_back_and_made_again(store: Store) -> None:
    add_declined_topic(store, "penalty", "怎么罚", "访谈没有讲。", who="李四")
    add_declined_phrasing(store, "penalty", "拘留几天", who="李四")
    remove_declined_topic(store, "penalty", "王五")
    assert load_collection(store).declined == ()
    assert add_phrasing(store, "a-1", "拘留几天", who="李四") == 1
    with pytest.raises(UnknownTopic):
        remove_declined_topic(store, "penalty", "王五")
    add_declined_topic(store, "penalty", "怎么处罚", "访谈没有讲。", who="李四")
    assert [topic.title for topic in load_collection(store).declined] == ["怎么处罚"]


def test_a_declined_phrasing_can_be_taken_back(store: Store) -> None:
    add_declined_topic(store, "penalty", "怎么罚", "访谈没有讲。", who="李四")
    number = add_declined_phrasing(store, "penalty", "拘留几天", who="李四")
    remove_declined_phrasing(store, number, "王五")
    assert load_collection(store).declined[0].phrasings == ()
    assert declined_history(store, "penalty")[0].removed_by == "王五"


def test_words_cannot_be_answered_and_declined_at_the_same_time(store: Store) -> None:
    add_declined_topic(store, "penalty", "怎么罚", "访谈没有讲。", who="李四")
    add_phrasing(store, "a-1", "钱多了几成", who="李四")
    add_declined_phrasing(store, "penalty", "拘留几天", who="李四")
    with pytest.raises(DuplicatePhrasing, match="a-1"):
        add_declined_phrasing(store, "penalty", "钱多了几成？", who="李四")
    with pytest.raises(DuplicatePhrasing, match="penalty"):
        add_phrasing(store, "a-2", "拘留几天", who="李四")


def test_a_topic_that_is_missing_or_there_already_is_refused(store: Store) -> None:
    with pytest.raises(UnknownTopic, match="penalty"):
        add_declined_phrasing(store, "penalty", "拘留几天", who="李四")
    add_declined_topic(store, "penalty", "怎么罚", "访谈没有讲。", who="李四")
    with pytest.raises(DuplicatePhrasing):
        add_declined_topic(store, "penalty", "怎么罚", "访谈没有讲。", who="李四")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("钱多了几成？", "钱 多了几成", True),
        ("ＫＴＶ", "ktv", True),
        ("6·26", "626", True),
        ("？？？", "？？？", True),
        ("？", "！", False),
        ("钱多", "钱少", False),
    ],
)
def test_folding_looks_at_letters_and_digits_only(one: str, other: str, same: bool) -> None:
    assert (fold_words(one) == fold_words(other)) is same
