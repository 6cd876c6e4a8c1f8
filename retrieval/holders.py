"""Where the words of one question stand, looked up once: which of them do the documents of a passage hold?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int32]
COMMON = 4096  # documents from which a word is looked for in the passage's documents, not they in the word's


class Holders:
    """The documents of each of some words, ascending; size: how many documents there are. Never changes."""

    def __init__(self, of: Mapping[str, Numbers], size: int) -> None:
        rare = {word: numbers for word, numbers in of.items() if 0 < len(numbers) <= COMMON}
        self._rare, self._size = tuple(rare), size
        self._common = {word: numbers for word, numbers in of.items() if len(numbers) > COMMON}
        self._documents = np.concatenate([np.zeros(0, dtype=np.int32), *rare.values()])
        self._starts = np.cumsum([0, *map(len, rare.values())])[:-1]

    def among(self, documents: Numbers) -> frozenset[str]:
        """The words that stand in one of some documents (numbers ascending)."""
        found = {word for word, numbers in self._common.items() if shared(documents, numbers)}
        if self._rare:
            wanted = np.zeros(self._size, dtype=np.bool_)
            wanted[documents] = True
            stands = np.logical_or.reduceat(wanted.take(self._documents), self._starts).tolist()
            found.update(word for word, is_there in zip(self._rare, stands, strict=True) if is_there)
        return frozenset(found)


def shared(some: Numbers, others: Numbers) -> int:
    """How many numbers two ascending runs share; as fast as the shorter one is short."""
    short, long = (some, others) if len(some) < len(others) else (others, some)
    if not len(short):
        return 0
    places = long.searchsorted(short)
    return int(np.count_nonzero(long.take(places, mode="clip") == short))
