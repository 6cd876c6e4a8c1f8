"""Passages, pieces and phrasings that are made when somebody looks at one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.archive_rows import places_text
from knowledge.joined import RECORD, UNIT, Joined
from knowledge.late import LatePassages, LatePieces, texts_of
from knowledge.late_phrasings import (
    LatePhrasings,
    LateTexts,
    counts_of,
    joined_phrasings,
    joined_texts,
    phrasing_unit,
    with_one,
)
from knowledge.model import PARAGRAPH, Passage, Phrasing, Piece, Span

MADE = (
    Passage((Piece(Span(3, 5)),), "禁毒"),
    Passage((Piece(Span(5, 7)), Piece(Span(9, 10), PARAGRAPH)), "经费\n多"),
)
LATE = LatePassages([(places_text(one.pieces), one.text) for one in MADE])


def test_late_passages_are_those_they_were_written_from() -> None:
    assert LATE == MADE
    assert MADE == LATE
    assert LatePassages(LATE._rows) == LATE
    assert (len(LATE), LATE[1], LATE[:1], tuple(LATE), hash(LATE)) == (2, MADE[1], MADE[:1], MADE, hash(MADE))
    assert MADE[:1] != LATE


def test_late_pieces_are_those_they_were_written_from() -> None:
    late = LatePieces([["p1", "answer", 0, 5, 7, ""], ["p1", "answer", 0, 9, 10, PARAGRAPH]])
    assert late == MADE[1].pieces
    assert MADE[1].pieces == late
    with pytest.raises(ValueError, match="span"):
        LatePieces([[7, 5, ""]])[0]


def test_their_texts_are_read_without_making_them() -> None:
    late = LatePassages([("not yet looked at", "禁毒")])
    assert texts_of(late) == ("禁毒",)
    assert texts_of(MADE) == texts_of(LATE) == ("禁毒", "经费\n多")


@pytest.mark.parametrize("places", ["", "[3]", "[[3]]", "[[5, 3]]", "{"])
def test_places_that_are_none_are_refused_when_looked_at(places: str) -> None:
    with pytest.raises(ValueError, match=r"places of a passage|span|JSON|Expecting|unpack"):
        LatePassages([(places, "禁毒")])[0]


ASKED = st.dictionaries(
    st.sampled_from("abc"), st.lists(st.tuples(st.text(), st.none() | st.integers(0, 99)), min_size=1)
)


@given(ASKED)
def test_late_phrasings_are_those_they_were_written_from(asked: dict[str, list[tuple[str, int | None]]]) -> None:
    made = tuple(Phrasing(text, pair, passage) for pair, some in asked.items() for text, passage in some)
    late = LatePhrasings(
        [Joined.made(pair, [phrasing_unit(one) for one in made if one.pair_id == pair]) for pair in asked]
    )
    assert (len(late), tuple(late)) == (len(made), made)
    assert late == made
    assert joined_phrasings(late) == joined_phrasings(made)
    assert counts_of(late) == counts_of(made)


@given(ASKED, st.sampled_from("abcd"), st.text(), st.none() | st.integers(0, 9))
def test_one_more_is_the_last_of_its_pair(
    asked: dict[str, list[tuple[str, int | None]]], pair: str, text: str, passage: int | None
) -> None:
    made = [Phrasing(text, name, passage) for name, some in sorted(asked.items()) for text, passage in some]
    late = LatePhrasings(
        [Joined.made(name, [phrasing_unit(one) for one in made if one.pair_id == name]) for name in sorted(asked)]
    )
    more = Phrasing(text, pair, passage)
    assert tuple(with_one(late, more)) == tuple(sorted([*made, more], key=lambda one: one.pair_id))
    assert with_one(tuple(made), more) == (*made, more)


@given(st.lists(st.text(st.sampled_from(f"禁毒{RECORD}{UNIT}\n")), min_size=1))
def test_late_texts_are_those_they_were_written_from(texts: list[str]) -> None:
    late = LateTexts(Joined.made("topic", texts))
    assert (len(late), tuple(late), late[:1]) == (len(texts), tuple(texts), tuple(texts[:1]))
    assert joined_texts(late) == joined_texts(texts)


def test_no_passages_are_told_apart_that_the_print_did_not() -> None:
    words = f"甲{RECORD}乙{UNIT}丙"
    late = LatePassages.of(Joined.made("pair", [f"1{UNIT}[[5, 6]]{UNIT}丁", f"0{UNIT}[[0, 5]]{UNIT}{words}"]))
    assert tuple(late) == (Passage((Piece(Span(0, 5)),), words), Passage((Piece(Span(5, 6)),), "丁"))
