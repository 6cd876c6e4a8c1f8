"""Passages and pieces as read from the store, made when somebody looks at one: of most pairs nobody ever does."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

from knowledge.joined import UNIT, Joined
from knowledge.model import Passage, Piece, Span

T = TypeVar("T")
Row = Sequence[Any]


class Late(Sequence[T], Generic[T]):
    """Values that are made when somebody looks. Never changes; thread-safe: two threads may make the same ones, which
    are equal."""

    __slots__ = ("_made",)

    def __init__(self) -> None:
        self._made: tuple[T, ...] | None = None

    @abstractmethod
    def _make_all(self) -> Iterator[T]: ...

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
            self._made = tuple(self._make_all())
        return self._made


class OneByOne(Sequence[T], Generic[T]):
    """Values each of which is made when somebody looks at it. Never changes; thread-safe: two threads may make the same
    one, which is equal."""

    def __init__(self, size: int) -> None:
        self._made: list[T | None] = [None] * size

    @abstractmethod
    def _make(self, number: int) -> T:
        """The value of a number from 0 on."""

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, number: int) -> T: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[T, ...]: ...
    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return tuple(map(self.__getitem__, range(*number.indices(len(self)))))
        found = self._made[number]
        if found is None:
            found = self._made[number] = self._make(range(len(self))[number])
        return found

    def __iter__(self) -> Iterator[T]:
        return map(self.__getitem__, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Iterable) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class LateRows(Late[T]):
    """One value for each row."""

    __slots__ = ("_rows",)

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def _make_all(self) -> Iterator[T]:
        return map(self._make, self._rows)

    @abstractmethod
    def _make(self, row: Row) -> T: ...


class LatePieces(LateRows[Piece]):
    """The pieces of one answer or question. Rows end with start, end, joint.

    Looking at one raises ValueError if those are no span.
    """

    __slots__ = ()

    def _make(self, row: Row) -> Piece:
        *_, start, end, joint = row
        return Piece(Span(int(start), int(end)), joint)


class LatePassages(LateRows[Passage]):
    """The passages of one pair. Rows end with the places that `archive_rows.places_text` wrote and the text.

    Looking at one raises ValueError if those are none.
    """

    __slots__ = ()

    @classmethod
    def of(cls, joined: Joined) -> LatePassages:
        """Of one pair; a unit is the passage's number, UNIT, the places, UNIT, the text."""
        return cls(sorted([unit.split(UNIT, 2) for unit in joined.units], key=lambda row: int(row[0])))

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple([row[-1] for row in self._rows])

    def _make(self, row: Row) -> Passage:
        *_, places, text = row
        return Passage(_pieces(places), text)


def _pieces(places: str) -> tuple[Piece, ...]:
    try:
        return tuple([Piece(Span(start, end), *joint) for start, end, *joint in json.loads(places)])
    except TypeError as error:
        raise ValueError("places of a passage, expected [[start, end], …]; `verify` names the passage") from error


def texts_of(passages: Sequence[Passage]) -> tuple[str, ...]:
    """What passages say, without making them."""
    return passages.texts if isinstance(passages, LatePassages) else tuple(one.text for one in passages)
