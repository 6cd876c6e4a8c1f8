"""Phrasings as read from the store, made when somebody looks at one: an index has them all already."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from knowledge.joined import UNIT, Joined, packed
from knowledge.late import Late
from knowledge.model import Phrasing


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
    by_pair[more.pair_id] = known.and_one(unit) if known else Joined.made(more.pair_id, [unit])
    return LatePhrasings([by_pair[pair] for pair in sorted(by_pair)])


def phrasing_unit(phrasing: Phrasing) -> str:
    """A phrasing without its pair, as the database joins them: the passage's number, UNIT, the text."""
    return f"{'' if phrasing.passage is None else phrasing.passage}{UNIT}{phrasing.text}"


def joined_phrasings(phrasings: Sequence[Phrasing]) -> dict[str, bytes]:
    """Of each pair that is phrased its phrasings in one text, without making them."""
    if isinstance(phrasings, LatePhrasings):
        return {one.of: one.text for one in phrasings.joined}
    units: defaultdict[str, list[str]] = defaultdict(list)
    for one in phrasings:
        units[one.pair_id].append(phrasing_unit(one))
    return {pair: packed(some) for pair, some in units.items()}


def joined_texts(phrasings: Sequence[str]) -> bytes:
    """A topic's phrasings in one text, without making them."""
    return phrasings.joined.text if isinstance(phrasings, LateTexts) else packed(phrasings)


def counts_of(phrasings: Sequence[Phrasing]) -> Mapping[str, int]:
    """How many phrasings each pair has, without making them."""
    if isinstance(phrasings, LatePhrasings):
        return {one.of: one.number for one in phrasings.joined}
    return Counter(one.pair_id for one in phrasings)
