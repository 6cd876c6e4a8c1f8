"""Passages, pieces and phrasings as read from the store, made when somebody looks at one: of most nobody ever does."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, NamedTuple, TypeVar, overload

from knowledge.model import Passage, Phrasing, Piece, Span

RECORD, UNIT = "\x1e", "\x1f"  # between phrasings that the database joined; between a passage's number and a phrasing
T = TypeVar("T")
Row = Sequence[Any]


class Joined(NamedTuple):
    """What belongs to one pair or topic, joined by the database into one text, RECORD between two, and how many.

    listed: them one by one, where one holds a RECORD itself.
    """

    of: str
    number: int
    text: str
    listed: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether they can be told apart again."""
        return self.text.count(RECORD) + 1 == self.number

    @property
    def units(self) -> Sequence[str]:
        return self.listed or self.text.split(RECORD)

    def and_one(self, unit: str) -> Joined:
        """With one more, the last."""
        found = Joined(self.of, self.number + 1, f"{self.text}{RECORD}{unit}")
        return found if found.is_whole else found._replace(listed=(*self.units, unit))


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
        return Piece(Span(start, end), joint)


class LatePassages(LateRows[Passage]):
    """The passages of one pair. Rows end with the places that `archive_rows.places_text` wrote and the text.

    Looking at one raises ValueError if those are none.
    """

    __slots__ = ()

    @classmethod
    def of(cls, joined: Joined) -> LatePassages:
        """Of one pair; a unit is the places, UNIT, the text."""
        return cls([unit.split(UNIT, 1) for unit in joined.units])

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple([row[-1] for row in self._rows])

    def _make(self, row: Row) -> Passage:
        *_, places, text = row
        return Passage(_pieces(places), text)


class LatePhrasings(Late[Phrasing]):
    """The phrasings of pairs, pair by pair; a unit is what phrasing_unit makes."""

    __slots__ = ("joined",)

    def __init__(self, joined: Sequence[Joined]) -> None:
        super().__init__()
        self.joined = joined

    def __len__(self) -> int:
        return sum(one.number for one in self.joined)

    def _make_all(self) -> Iterator[Phrasing]:
        for one in self.joined:
            for unit in one.units:
                passage, _, text = unit.partition(UNIT)
                yield Phrasing(text, one.of, int(passage) if passage else None)


class LateTexts(Late[str]):
    """The phrasings of a declined topic, which are its units."""

    __slots__ = ("joined",)

    def __init__(self, joined: Joined) -> None:
        super().__init__()
        self.joined = joined

    def __len__(self) -> int:
        return self.joined.number

    def _make_all(self) -> Iterator[str]:
        return iter(self.joined.units)


def with_one(phrasings: Sequence[Phrasing], more: Phrasing) -> Sequence[Phrasing]:
    """The phrasings and one more, the last of its pair. Late ones are not made for that."""
    if not isinstance(phrasings, LatePhrasings):
        return (*phrasings, more)
    unit, by_pair = phrasing_unit(more), {one.of: one for one in phrasings.joined}
    known = by_pair.get(more.pair_id)
    by_pair[more.pair_id] = known.and_one(unit) if known else first_of(more.pair_id, unit)
    return LatePhrasings([by_pair[pair] for pair in sorted(by_pair)])


def first_of(of: str, unit: str) -> Joined:
    found = Joined(of, 1, unit)
    return found if found.is_whole else found._replace(listed=(unit,))


def phrasing_unit(phrasing: Phrasing) -> str:
    """A phrasing without its pair, as the database joins them: the passage's number, UNIT, the text."""
    return f"{'' if phrasing.passage is None else phrasing.passage}{UNIT}{phrasing.text}"


def joined_phrasings(phrasings: Sequence[Phrasing]) -> dict[str, str]:
    """Of each pair that is phrased its phrasings in one text, without making them."""
    if isinstance(phrasings, LatePhrasings):
        return {one.of: one.text for one in phrasings.joined}
    units: defaultdict[str, list[str]] = defaultdict(list)
    for one in phrasings:
        units[one.pair_id].append(phrasing_unit(one))
    return {pair: RECORD.join(some) for pair, some in units.items()}


def joined_texts(phrasings: Sequence[str]) -> str:
    """A topic's phrasings in one text, without making them."""
    return phrasings.joined.text if isinstance(phrasings, LateTexts) else RECORD.join(phrasings)


def counts_of(phrasings: Sequence[Phrasing]) -> Mapping[str, int]:
    """How many phrasings each pair has, without making them."""
    if isinstance(phrasings, LatePhrasings):
        return {one.of: one.number for one in phrasings.joined}
    return Counter(one.pair_id for one in phrasings)


def _pieces(places: str) -> tuple[Piece, ...]:
    try:
        return tuple([Piece(Span(start, end), *joint) for start, end, *joint in json.loads(places)])
    except TypeError as error:
        raise ValueError("places of a passage, expected [[start, end], …]; `verify` names the passage") from error


def texts_of(passages: Sequence[Passage]) -> tuple[str, ...]:
    """What passages say, without making them."""
    return passages.texts if isinstance(passages, LatePassages) else tuple(one.text for one in passages)
