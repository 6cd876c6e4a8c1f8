"""What a running bot has after small changes: the documents that a bot has which starts now."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.library import Shelf
from knowledge.curation import add_declined_phrasing, add_declined_topic, add_phrasing, remove_declined_phrasing
from retrieval.documents import Document, documents_of
from retrieval.formula import Hit
from run_bot import House
from tests import tiny

NARROW, WIDE = ("天元抓了几个人", "天元区抓了谁"), ("抓了几个人", "抓了谁", "判了没有")


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A topic that is about one official only."""
    house = tiny.house(tmp_path)
    add_declined_topic(house.store, "arrests", "抓人", "访谈没有讲抓人。", who="甲")
    for text in NARROW:
        add_declined_phrasing(house.store, "arrests", text, who="甲")
    assert len(house.library.shelf().judge.evidence.catalogue.narrow) == 2
    return house


def of_topics(shelf: Shelf) -> Counter[Document]:
    catalogue = shelf.judge.evidence.catalogue
    return Counter(catalogue.document(Hit(number, 0, 0, 0, 0)) for number in catalogue.of_topics.tolist())


def built(shelf: Shelf) -> Counter[Document]:
    documents = documents_of(shelf.collection, shelf.judge.evidence.scopes)
    return Counter(one for one in documents if one.topic)


def test_a_topic_that_grows_wider_speaks_of_everybody(house: House) -> None:
    for text in WIDE:
        add_declined_phrasing(house.store, "arrests", text, who="甲")
        assert of_topics(house.library.shelf()) == built(house.library.shelf())
    assert {one.officials for one in of_topics(house.library.shelf())} == {()}


def test_a_phrasing_of_a_narrow_topic_can_be_undone(house: House) -> None:
    number = add_declined_phrasing(house.store, "arrests", "张三丰抓人没", who="甲")
    house.library.shelf()
    remove_declined_phrasing(house.store, number, "甲")
    assert of_topics(house.library.shelf()) == built(house.library.shelf())


def test_a_phrasing_undone_before_it_was_heard_is_never_there(house: House) -> None:
    number = add_declined_phrasing(house.store, "arrests", "抓人没", who="甲")
    remove_declined_phrasing(house.store, number, "甲")
    add_phrasing(house.store, "tianyuan-01", "票子翻番没", who="甲")
    assert of_topics(house.library.shelf()) == built(house.library.shelf())
    assert house.library.shelf().judge.judge("票子翻番没").outcome == "answer"
