"""The newest state of the collection, for everybody who asks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.library import Library
from knowledge.archive import withdraw
from knowledge.beside import Beside
from knowledge.collection import load_collection
from knowledge.curation import add_phrasing
from knowledge.model import Collection
from knowledge.store import Store
from retrieval.judge import Judge
from run_bot import House
from tests import tiny
from tests.knowledge.builders import fresh_store

MONEY = "tianyuan-01"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return tiny.house(tmp_path)


def test_nothing_changed_is_the_same_shelf(house: House) -> None:
    assert house.library.shelf() is house.library.shelf()


def test_a_taught_phrasing_is_live_with_the_next_question(house: House) -> None:
    assert house.library.shelf().judge.judge("票子翻番没").outcome == "none"
    add_phrasing(house.store, MONEY, "票子翻番没", who="甲")
    judgement = house.library.shelf().judge.judge("票子翻番没")
    assert (judgement.outcome, judgement.answers[0].candidate.pair.id) == ("answer", MONEY)


def test_another_process_teaches_this_one(house: House) -> None:
    house.library.shelf()
    other = Store(house.settings.database)
    add_phrasing(other, MONEY, "票子翻番没", who="甲")
    assert house.library.shelf().judge.judge("票子翻番没").outcome == "answer"


def test_a_withdrawn_article_is_gone_at_once(house: House) -> None:
    assert house.library.article("tianyuan")
    withdraw(house.store, "tianyuan")
    assert house.library.article("tianyuan") is None
    assert house.library.shelf().quote(MONEY) is None
    judged = house.library.shelf().judge.judge("钱多了几成")
    assert all(one.candidate.pair.article_id != "tianyuan" for one in (*judged.answers, *judged.considered))


def test_a_shelf_knows_its_pairs_articles_and_topics(house: House) -> None:
    shelf = house.library.shelf()
    assert set(shelf.articles) == {"tianyuan", "chaling"}
    assert shelf.pairs[MONEY].official.name == "张三丰"
    assert {"penalty", "weather"} <= set(shelf.topics)
    assert shelf.quote("no-such-pair") is None


def test_threads_that_ask_together_get_one_shelf(house: House) -> None:
    with ThreadPoolExecutor(8) as pool:
        shelves = list(pool.map(lambda _: house.library.shelf(), range(16)))
    assert len({id(shelf) for shelf in shelves}) == 1


def test_an_empty_archive_is_an_empty_shelf() -> None:
    library = Library(fresh_store(), tiny.judge)
    assert library.shelf().pairs == {}
    assert library.shelf().judge.judge("经费").outcome == "none"


def test_a_judge_sees_the_collection_as_it_is_stored(house: House) -> None:
    seen: list[Collection] = []

    def remember(collection: Collection) -> Judge:
        seen.append(collection)
        return tiny.judge(collection)

    Library(house.store, remember).shelf()
    assert seen == [load_collection(house.store)]


def test_what_was_loaded_beside_is_the_first_shelf(house: House) -> None:
    loading = Beside("collection", lambda: load_collection(house.store))
    library = Library(house.store, tiny.judge, loading)
    assert library.shelf().collection is loading.get()
    add_phrasing(house.store, MONEY, "票子翻番没", who="甲")
    assert library.shelf().collection == load_collection(house.store)


def test_what_was_loaded_before_a_change_is_loaded_again(house: House) -> None:
    loading = Beside("collection", lambda: load_collection(house.store))
    assert loading.get().articles
    withdraw(house.store, "tianyuan")
    assert Library(house.store, tiny.judge, loading).shelf().collection == load_collection(house.store)


def test_a_house_that_has_begun_answers_as_one_that_has_not(tmp_path: Path) -> None:
    begun, plain = tiny.house(tmp_path), tiny.house(tmp_path)
    begun.begin()
    assert begun.library.shelf().collection == plain.library.shelf().collection
    assert begun.library.shelf().judge.judge("钱多了几成").outcome == "answer"
