"""Pairs as read from the store, made when somebody looks at one: of most nobody ever does, they are only counted.

What is asked of all pairs, who says them and of which article they are, stands in their heads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from msgspec import Struct

from knowledge.archive_rows import places_text
from knowledge.joined import UNIT, Joined, packed
from knowledge.late import LatePassages, LatePieces, OneByOne
from knowledge.model import Damage, Official, Pair, PairKind, Passage


class Head(NamedTuple):
    """A pair without its places."""

    id: str
    article_id: str
    kind: PairKind
    official: Official
    reporter: str
    question: str | None
    answer: str


class Places(Struct, frozen=True):
    """The places of pairs by their ids.

    pieces: units of role, printing, number, start, end and joint, UNIT between two; passages: see LatePassages.
    """

    pieces: Mapping[str, Joined]
    passages: Mapping[str, Joined]
    damage: Mapping[str, Sequence[Damage]]


class LatePairs(OneByOne[Pair]):
    """Pairs in the order of their heads. Looking at one raises ValueError where its pieces are none."""

    def __init__(self, heads: Sequence[Head], places: Places) -> None:
        super().__init__(len(heads))
        self.heads, self.places = heads, places

    def those(self, are_wanted: Callable[[Head], bool]) -> LatePairs:
        return LatePairs([head for head in self.heads if are_wanted(head)], self.places)

    def _make(self, number: int) -> Pair:
        head, places = self.heads[number], self.places
        joined = places.pieces.get(head.id)
        rows = sorted(map(_piece_row, joined.units)) if joined else []
        found = {printing: LatePieces(list(some)) for printing, some in groupby(rows, itemgetter(0, 1))}
        passages = places.passages.get(head.id)
        return Pair(
            id=head.id,
            article_id=head.article_id,
            kind=head.kind,
            official=head.official,
            reporter=head.reporter,
            question=head.question,
            question_pieces=found.get(("question", 0), ()),
            answer=head.answer,
            pieces=found.get(("answer", 0), ()),
            passages=LatePassages.of(passages) if passages else (),
            damage=tuple(places.damage.get(head.id, ())),
            repeats=tuple(pieces for (role, _), pieces in found.items() if role == "repeat"),
        )


def _piece_row(unit: str) -> tuple[str, int, int, str, str, str]:
    role, printing, number, *place = unit.split(UNIT, 5)
    start, end, joint = place
    return role, int(printing), int(number), start, end, joint


class ById(Mapping[str, Pair]):
    """The pairs of several sequences by their ids, without making them; the order is theirs."""

    def __init__(self, *groups: Sequence[Pair]) -> None:
        self._places = {head.id: (pairs, n) for pairs in groups for n, head in enumerate(heads_of(pairs))}

    def __getitem__(self, pair_id: str) -> Pair:
        pairs, number = self._places[pair_id]
        return pairs[number]

    def __contains__(self, pair_id: object) -> bool:
        return pair_id in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def heads_of(*groups: Sequence[Pair]) -> Sequence[Head | Pair]:
    """What is known of pairs without making them; pairs that are made are their own heads."""
    if len(groups) == 1:
        return groups[0].heads if isinstance(groups[0], LatePairs) else groups[0]
    return list(chain.from_iterable(map(heads_of, groups)))


def joined_passages(pairs: Sequence[Pair]) -> list[bytes]:
    """Of each pair its passages in one text, their places too: of equal pairs the same, however they came about."""
    if isinstance(pairs, LatePairs):
        joined = pairs.places.passages
        return [joined[head.id].text if head.id in joined else b"" for head in pairs.heads]
    return [packed([passage_unit(n, one) for n, one in enumerate(pair.passages)]) for pair in pairs]


def passage_unit(number: int, passage: Passage) -> str:
    """A passage as the database joins them: its number, UNIT, its places, UNIT, the text."""
    return UNIT.join((str(number), places_text(passage.pieces), passage.text))
