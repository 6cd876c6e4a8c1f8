"""Passages and pieces as read from the store, made when somebody looks at one: of most pairs nobody ever does."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

from knowledge.model import Passage, Piece, Span

T = TypeVar("T")
Row = Sequence[Any]


class Late(Sequence[T], Generic[T]):
    """Values by their rows. Never changes; thread-safe: two threads may make the same ones, which are equal."""

    __slots__ = ("_made", "_rows")

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._made: tuple[T, ...] | None = None

    @abstractmethod
    def _make(self, row: Row) -> T: ...

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, number: int) -> T: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[T, ...]: ...
    def __getitem__(self, number: Any) -> Any:
        return self._all()[number]

    def __iter__(self) -> Iterator[T]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, Late) else other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def _all(self) -> tuple[T, ...]:
        if self._made is None:
            self._made = tuple(map(self._make, self._rows))
        return self._made


class LatePieces(Late[Piece]):
    """The pieces of one answer or question. Rows end with start, end, joint.

    Looking at one raises ValueError if those are no span.
    """

    __slots__ = ()

    def _make(self, row: Row) -> Piece:
        *_, start, end, joint = row
        return Piece(Span(start, end), joint)


class LatePassages(Late[Passage]):
    """The passages of one pair. Rows end with the text and the places that `archive_rows.places_text` wrote.

    Looking at one raises ValueError if those are none.
    """

    __slots__ = ()

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple([row[-2] for row in self._rows])

    def _make(self, row: Row) -> Passage:
        *_, text, places = row
        return Passage(_pieces(places), text)


def _pieces(places: str) -> tuple[Piece, ...]:
    try:
        return tuple([Piece(Span(start, end), *joint) for start, end, *joint in json.loads(places)])
    except TypeError as error:
        raise ValueError("places of a passage, expected [[start, end], …]; `verify` names the passage") from error


def texts_of(passages: Sequence[Passage]) -> tuple[str, ...]:
    """What passages say, without making them."""
    return passages.texts if isinstance(passages, LatePassages) else tuple(one.text for one in passages)
