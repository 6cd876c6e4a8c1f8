"""Pairs that are made when somebody looks at one."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.archive_rows import piece_rows
from knowledge.joined import UNIT, Joined
from knowledge.late_pairs import ById, Head, LatePairs, Places, heads_of, joined_passages, passage_unit
from knowledge.model import DAMAGE_MARK, PARAGRAPH, Damage, Official, Pair, Passage, Piece, Span

WHO = Official("张三", "局长", "河东区")
SPANS = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda ends: Span(min(ends), max(ends)))
PIECES = st.lists(st.builds(Piece, SPANS, st.sampled_from(["", PARAGRAPH, DAMAGE_MARK])), max_size=12).map(tuple)
PASSAGES = st.lists(st.builds(Passage, PIECES, st.text(max_size=9)), max_size=12).map(tuple)
PAIRS = st.lists(
    st.builds(
        Pair,
        id=st.text("ab-1", min_size=1, max_size=4),
        article_id=st.just("a"),
        kind=st.sampled_from(["answer", "statement", "quotation", "lead"]),
        official=st.just(WHO),
        reporter=st.text(max_size=3),
        question=st.none() | st.text(max_size=5),
        question_pieces=PIECES,
        answer=st.text(max_size=9),
        pieces=PIECES,
        passages=PASSAGES,
        damage=st.just(()) | st.just((Damage("breaks off", Span(3, 4), left_out=True),)),
        repeats=st.lists(PIECES.filter(bool), max_size=11).map(tuple),
    ),
    max_size=4,
    unique_by=lambda pair: pair.id,
)


def late(pairs: Sequence[Pair], seed: int = 0) -> LatePairs:
    """As the store gives them: units in whatever order."""
    mixed = random.Random(seed)

    def joined(pair: Pair, units: list[str]) -> Joined:
        mixed.shuffle(units)
        return Joined.made(pair.id, units)

    heads = [
        Head(one.id, one.article_id, one.kind, one.official, one.reporter, one.question, one.answer) for one in pairs
    ]
    pieces = {one.id: [piece_unit(row) for row in piece_rows(one)] for one in pairs}
    passages = {one.id: [passage_unit(n, passage) for n, passage in enumerate(one.passages)] for one in pairs}
    places = Places(
        {one.id: joined(one, pieces[one.id]) for one in pairs if pieces[one.id]},
        {one.id: joined(one, passages[one.id]) for one in pairs if passages[one.id]},
        {one.id: one.damage for one in pairs if one.damage},
    )
    return LatePairs(heads, places)


def piece_unit(row: dict[str, object]) -> str:
    return UNIT.join(str(row[name]) for name in ("role", "printing", "number", "start_at", "end_at", "joint"))


@given(PAIRS, st.integers(0, 9))
def test_late_pairs_are_those_they_were_written_from(pairs: list[Pair], seed: int) -> None:
    found = late(pairs, seed)
    assert found == tuple(pairs)
    assert tuple(pairs) == found
    assert (len(found), hash(found), found[:1]) == (len(pairs), hash(tuple(pairs)), tuple(pairs[:1]))
    assert all(found[number] is found[number] for number in range(len(found)))


@given(PAIRS)
def test_what_is_asked_of_all_is_told_without_making_any(pairs: list[Pair]) -> None:
    found = late(pairs)
    beside = found.those(lambda head: head.kind == "lead")
    heads = heads_of(found, pairs)
    assert [head.id for head in heads] == [one.id for one in pairs] * 2
    assert [head.id for head in heads_of(beside)] == [one.id for one in pairs if one.by_paper]
    assert found._made == [None] * len(pairs)
    assert beside == tuple(one for one in pairs if one.by_paper)


@given(PAIRS)
def test_passages_in_one_text_are_the_same_for_equal_pairs(pairs: list[Pair]) -> None:
    in_order = LatePairs(late(pairs).heads, Places({}, joined_in_order(pairs), {}))
    assert joined_passages(in_order) == joined_passages(pairs)


def joined_in_order(pairs: Sequence[Pair]) -> dict[str, Joined]:
    return {
        one.id: Joined.made(one.id, [passage_unit(n, passage) for n, passage in enumerate(one.passages)])
        for one in pairs
        if one.passages
    }


@given(PAIRS)
def test_pairs_are_found_by_their_ids(pairs: list[Pair]) -> None:
    found = ById(late(pairs[:2]), pairs[2:])
    assert dict(found) == {one.id: one for one in pairs}
    assert len(found) == len(pairs)
    assert "none" not in found
    with pytest.raises(KeyError):
        found["none"]


@pytest.mark.parametrize("place", [f"7{UNIT}5", f"x{UNIT}5"])
def test_a_pair_whose_places_are_none_is_refused_when_looked_at(place: str) -> None:
    pieces = {"a": Joined.made("a", [f"answer{UNIT}0{UNIT}0{UNIT}{place}{UNIT}"])}
    found = LatePairs([Head("a", "a", "answer", WHO, "", None, "")], Places(pieces, {}, {}))
    with pytest.raises(ValueError, match=r"span|invalid literal"):
        list(found[0].pieces)
