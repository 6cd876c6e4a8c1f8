"""Boosted decision trees of three questions each: from numbers to log-odds, and what each number adds to them.

J. H. Friedman, "Greedy function approximation: a gradient boosting machine", Annals of Statistics 29 (2001). The trees
are fitted by retrieval/tuning.py; here they are only applied. Every tree is complete: 7 splits and 15 values, in heap
order (the children of place n are 2n + 1 and 2n + 2). A split sends what is at most its threshold to the left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

DEPTH = 3
SPLITS, VALUES = 2**DEPTH - 1, 2 ** (DEPTH + 1) - 1


@dataclass(frozen=True, slots=True)
class Trees:
    """One row a tree. columns: which number each split looks at; values: log-odds, expected at inner places."""

    columns: tuple[tuple[int, ...], ...]
    thresholds: tuple[tuple[float, ...], ...]
    values: tuple[tuple[float, ...], ...]
    _columns: npt.NDArray[np.intp] = field(init=False, compare=False, repr=False)
    _thresholds: npt.NDArray[np.float64] = field(init=False, compare=False, repr=False)
    _values: npt.NDArray[np.float64] = field(init=False, compare=False, repr=False)
    _rows: npt.NDArray[np.intp] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Raises ValueError where the rows are not of SPLITS, SPLITS and VALUES numbers."""
        count = len(self.columns)
        arrays = {
            "_columns": np.array(self.columns, dtype=np.intp).reshape(count, SPLITS),
            "_thresholds": np.array(self.thresholds, dtype=np.float64).reshape(count, SPLITS),
            "_values": np.array(self.values, dtype=np.float64).reshape(count, VALUES),
            "_rows": np.arange(count),
        }
        for name, array in arrays.items():
            object.__setattr__(self, name, array)

    def paths(self, numbers: Sequence[float]) -> list[npt.NDArray[np.intp]]:
        """The places that the numbers lead through, root to leaf: DEPTH + 1 arrays, one place a tree."""
        asked = np.array(numbers, dtype=np.float64)
        places = np.zeros(len(self.columns), dtype=np.intp)
        found = [places]
        for _ in range(DEPTH):
            right = asked[self._columns[self._rows, places]] > self._thresholds[self._rows, places]
            places = 2 * places + 1 + right
            found.append(places)
        return found

    def log_odds(self, numbers: Sequence[float]) -> float:
        return float(self._values[self._rows, self.paths(numbers)[-1]].sum())

    def shares(self, numbers: Sequence[float]) -> dict[int, float]:
        """What each column adds on the way from the roots' values to the leaves': they sum to the log-odds less those.

        A. Saabas, "Interpreting random forests" (2014).
        """
        found: dict[int, float] = {}
        path = self.paths(numbers)
        for places, nexts in pairwise(path):
            steps = self._values[self._rows, nexts] - self._values[self._rows, places]
            for column, step in zip(self._columns[self._rows, places], steps, strict=True):
                found[int(column)] = found.get(int(column), 0.0) + float(step)
        return found

    @property
    def roots(self) -> float:
        """The sum of the roots' values: the log-odds of what nothing is known of."""
        return float(self._values[:, 0].sum())
