"""Passages and pieces that are made when somebody looks at one."""

from __future__ import annotations

import pytest

from knowledge.archive_rows import places_text
from knowledge.late import LatePassages, LatePieces, texts_of
from knowledge.model import PARAGRAPH, Passage, Piece, Span

MADE = (
    Passage((Piece(Span(3, 5)),), "禁毒"),
    Passage((Piece(Span(5, 7)), Piece(Span(9, 10), PARAGRAPH)), "经费\n多"),
)
LATE = LatePassages([(one.text, places_text(one.pieces)) for one in MADE])


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
    late = LatePassages([("禁毒", "not yet looked at")])
    assert texts_of(late) == ("禁毒",)
    assert texts_of(MADE) == texts_of(LATE) == ("禁毒", "经费\n多")


@pytest.mark.parametrize("places", ["", "[3]", "[[3]]", "[[5, 3]]", "{"])
def test_places_that_are_none_are_refused_when_looked_at(places: str) -> None:
    with pytest.raises(ValueError, match=r"places of a passage|span|JSON|Expecting|unpack"):
        LatePassages([("禁毒", places)])[0]
