"""Where the phrasings of an article belong after a corrected copy came in. Pure; changes no database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any

from msgspec import Struct

from knowledge.model import Pair, Passage
from knowledge.notes import PHRASING_WITHOUT_PAIR, PHRASING_WITHOUT_PASSAGE

SIMILAR = 0.8


class Move(Struct, frozen=True):
    """phrasing (its number in the store) now belongs to this passage; None: to the whole answer."""

    phrasing: int
    passage: int | None
    passage_text: str


def reattach(rows: Iterable[dict[str, Any]], pairs: Sequence[Pair]) -> tuple[tuple[Move, ...], tuple[str, ...]]:
    """The moves that phrasings (rows of the table) need, and doubts about those people taught.

    A phrasing follows its passage's words: the same words, else the most similar ones (0.8 or more), else the whole
    answer. It keeps the words it was meant for, so that a later copy that has them again gets it back.
    """
    known = {pair.id: pair for pair in pairs}
    moves: list[Move] = []
    doubts: list[str] = []
    for row in rows:
        pair = known.get(row["pair"])
        if pair is None:
            doubts += _doubt(PHRASING_WITHOUT_PAIR, row)
        elif row["passage_text"]:
            number = most_similar(row["passage_text"], pair.passages)
            text = row["passage_text"] if number is None else pair.passages[number].text
            if number is None and row["passage"] is not None:
                doubts += _doubt(PHRASING_WITHOUT_PASSAGE, row)
            if (number, text) != (row["passage"], row["passage_text"]):
                moves.append(Move(row["id"], number, text))
    return tuple(moves), tuple(doubts)


def most_similar(text: str, passages: Sequence[Passage]) -> int | None:
    """The number of the passage with this text, else of the most similar one, None below SIMILAR."""
    for number, passage in enumerate(passages):
        if passage.text == text:
            return number
    scores = [(_similarity(text, passage.text), -number) for number, passage in enumerate(passages)]
    best, number = max(scores, default=(0.0, 0))
    return -number if best >= SIMILAR else None


def _similarity(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= SIMILAR else 0.0


def _doubt(words: str, row: dict[str, Any]) -> list[str]:
    if row["origin"] == "shipped":  # comes back with the shipped file itself
        return []
    return [words.format(asked=row["text"], pair=row["pair"], passage=row["passage_text"])]
