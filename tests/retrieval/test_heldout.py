"""Phrasings that a collection is asked without."""

from __future__ import annotations

from msgspec.structs import replace

from knowledge.model import Phrasing
from retrieval.heldout import HeldOut, parts
from tests import shipped, tiny


def test_every_phrasing_is_held_out_once_where_all_parts_are_made() -> None:
    whole = tiny.COLLECTION
    asked = [one for part in parts(whole, 3, 3) for one in part.asked]
    wordings = [one.text for one in whole.phrasings] + [one for topic in whole.declined for one in topic.phrasings]
    assert sorted(one.question for one in asked) == sorted(wordings)


def test_a_part_lacks_what_it_is_asked_and_nothing_else() -> None:
    for part in parts(tiny.COLLECTION, 2, 3):
        held = {one.question for one in part.asked}
        kept = {one.text for one in part.collection.phrasings}
        kept |= {one for topic in part.collection.declined for one in topic.phrasings}
        assert not held & kept
        assert part.collection.pairs == tiny.COLLECTION.pairs
        assert [topic.slug for topic in part.collection.declined] == [one.slug for one in tiny.COLLECTION.declined]
    assert list(parts(tiny.COLLECTION, 2, 3)) == list(parts(tiny.COLLECTION, 2, 3))


def test_a_phrasing_is_right_for_its_pair_and_a_declined_one_for_none() -> None:
    asked = {one.question: one for part in parts(tiny.COLLECTION, 3, 3) for one in part.asked}
    for phrasing in tiny.COLLECTION.phrasings:
        held = asked[phrasing.text]
        assert phrasing.pair_id in held.pairs
        assert held.official
    declined = {one for topic in tiny.COLLECTION.declined for one in topic.phrasings}
    assert {asked[one] for one in declined} == {HeldOut(one) for one in declined}


def test_a_passage_that_is_printed_twice_is_right_in_both_answers() -> None:
    pairs = shipped.collection().pairs
    twice = {
        text: [one.id for one in pairs if text in {passage.text for passage in one.passages}]
        for pair in pairs
        for text in (passage.text for passage in pair.passages)
    }
    text, holders = next((text, ids) for text, ids in twice.items() if len(ids) > 1)
    pair = next(one for one in pairs if one.id == holders[0])
    number = [passage.text for passage in pair.passages].index(text)
    only = replace(shipped.collection(), phrasings=(Phrasing("问法", pair.id, number),), declined=())
    (part,) = parts(only, 1, 1)
    assert part.asked == (HeldOut("问法", frozenset(holders), pair.official.name),)


def test_interviews_that_nobody_has_phrased_have_no_parts() -> None:
    assert list(parts(replace(tiny.COLLECTION, phrasings=()))) == []
