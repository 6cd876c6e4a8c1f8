"""What can be asked, to read without typing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import topics
from bot.library import Shelf
from tests import shipped, tiny


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return tiny.house(tmp_path).library.shelf()


def test_every_pair_stands_once_under_its_official(shelf: Shelf) -> None:
    groups = topics.by_official(shelf)
    assert [(group.official, group.district) for group in groups] == [("李四光", "茶陵县"), ("张三丰", "天元区")]
    offered = [offer.pair for group in groups for offer in group.offers]
    assert sorted(offered) == sorted(pair.id for pair in shelf.collection.pairs)
    for group in groups:
        assert {shelf.pairs[offer.pair].official.name for offer in group.offers} == {group.official}


def test_a_subject_lists_the_pairs_that_speak_on_it_after_a_question_to_all(shelf: Shelf) -> None:
    money = next(group for group in topics.by_subject(shelf) if group.subject == "经费和保障")
    assert money.offers[0].pair == ""
    assert {offer.pair for offer in money.offers[1:]} >= {"tianyuan-01", "chaling-02"}


def test_a_subject_on_which_nobody_spoke_is_left_out(shelf: Shelf) -> None:
    found = {group.subject for group in topics.by_subject(shelf)}
    assert found < {subject.title for subject in topics.subjects()}


def test_an_official_has_one_card_with_the_number_of_answers(shelf: Shelf) -> None:
    cards = topics.officials(shelf, {"tianyuan": "2021年6月", "chaling": "2022年5月4日"})
    told = [(card.name, card.office, card.answers, card.article, card.said_text) for card in cards]
    assert told == [
        ("李四光", "茶陵县县长", 2, "chaling", "2022年5月4日"),
        ("张三丰", "天元区区长", 2, "tianyuan", "2021年6月"),
    ]


def test_every_subject_has_a_title_a_question_and_words() -> None:
    found = topics.subjects()
    assert len({subject.title for subject in found}) == len(found)
    assert all(subject.ask and subject.words for subject in found)


def test_every_shipped_pair_is_under_some_subject() -> None:
    shelf = shipped.house().library.shelf()
    offered = {offer.pair for group in topics.by_subject(shelf) for offer in group.offers}
    assert len(offered & shelf.pairs.keys()) >= 0.9 * len(shelf.collection.pairs)
