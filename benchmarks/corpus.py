"""Pairs of any number made from the words of the jieba dictionary with a Zipf law; the same seed gives the same pairs.

Measures nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import numpy.typing as npt

WORDS_A_PAIR = (40, 80)  # evenly between, so 60 in the mean
ASKED = 5  # words of a question that one pair holds
STRAY = 1  # words of a question that come from anywhere


@cache
def dictionary() -> tuple[str, ...]:
    """The words of two or more Han characters, most frequent first."""
    import jieba

    with jieba.get_dict_file() as lines:
        rows = [line.decode("utf-8").split() for line in lines]
    words = [(-int(count), word) for word, count, _ in rows if len(word) > 1 and "\u4e00" <= word[0] <= "\u9fff"]
    return tuple(word for _, word in sorted(words))


@dataclass(frozen=True)
class Corpus:
    """Pairs as word numbers, one run a pair; probability of the word of rank r is proportional to 1 / r ** law."""

    size: int
    seed: int = 626
    law: float = 1.0
    _ends: npt.NDArray[np.int64] = field(init=False)
    _drawn: npt.NDArray[np.int32] = field(init=False)

    def __post_init__(self) -> None:
        rng = np.random.default_rng(self.seed)
        lengths = rng.integers(WORDS_A_PAIR[0], WORDS_A_PAIR[1] + 1, self.size)
        object.__setattr__(self, "_ends", np.cumsum(lengths))
        object.__setattr__(self, "_drawn", self._draw(rng, int(lengths.sum())))

    def _draw(self, rng: np.random.Generator, count: int) -> npt.NDArray[np.int32]:
        shares = 1 / np.arange(1, len(dictionary()) + 1) ** self.law
        reached = np.cumsum(shares / shares.sum())
        return np.minimum(np.searchsorted(reached, rng.random(count)), len(reached) - 1).astype(np.int32)

    def numbers(self, pair: int) -> npt.NDArray[np.int32]:
        return self._drawn[self._ends[pair - 1] if pair else 0 : self._ends[pair]]

    def words(self, pair: int) -> list[str]:
        known = dictionary()
        return [known[number] for number in self.numbers(pair).tolist()]

    def documents(self) -> Iterator[list[str]]:
        return (self.words(pair) for pair in range(self.size))

    def questions(self, count: int) -> list[list[str]]:
        """Questions of six different words: five of one pair, as they were drawn, and one from anywhere."""
        rng = np.random.default_rng(self.seed + 1)
        found = []
        for pair in rng.integers(0, self.size, count).tolist():
            own = rng.permutation(np.unique(self.numbers(pair)))[:ASKED].tolist()
            stray = self._draw(rng, STRAY).tolist()
            found.append([dictionary()[number] for number in dict.fromkeys((*own, *stray))])
        return found
