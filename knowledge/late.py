"""Passages as they were read from the store, made when somebody looks at one: of most pairs nobody ever does."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, overload

from knowledge.model import Passage, Piece, Span


class LatePassages(Sequence[Passage]):
    """The passages of one pair. Never changes; thread-safe: two threads may make the same ones, which are equal.

    rows: the text of each and the places that `archive_rows.places_text` wrote. Looking at one raises ValueError if
    those are none.
    """

    __slots__ = ("_made", "_rows")

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        self._rows = rows
        self._made: tuple[Passage, ...] | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple([text for text, _ in self._rows])

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, number: int) -> Passage: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, number: Any) -> Any:
        return self._all()[number]

    def __iter__(self) -> Iterator[Passage]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, LatePassages) else other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def _all(self) -> tuple[Passage, ...]:
        if self._made is None:
            self._made = tuple([Passage(_pieces(places), text) for text, places in self._rows])
        return self._made


def _pieces(places: str) -> tuple[Piece, ...]:
    try:
        return tuple([Piece(Span(start, end), *joint) for start, end, *joint in json.loads(places)])
    except TypeError as error:
        raise ValueError("places of a passage, expected [[start, end], …]; `verify` names the passage") from error


def texts_of(passages: Sequence[Passage]) -> tuple[str, ...]:
    """What passages say, without making them."""
    return passages.texts if isinstance(passages, LatePassages) else tuple(one.text for one in passages)
