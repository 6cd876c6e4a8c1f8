"""The engine for large collections: the pruned way as machine code where numba is installed, else as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from retrieval.documents import KINDS
from retrieval.formula import WEIGHTS, Asked, Hit, Ints, Mask, best
from retrieval.postings import Postings
from retrieval.ranking import NOTHING_ASKED, SLACK, PostingsEngine

if TYPE_CHECKING:
    from retrieval.compiled import Scratch

NOBODY = np.zeros(0, dtype=np.bool_)
UNKNOWN_ASKED = Asked(("",), np.ones(1), np.array([-1]), 1.0)
LARGE = 250_000  # documents from which machine code is worth its second of start-up and its 100 MB
SWATH = 1 << 14  # documents that are summed at a time
MANY = 8  # terms from which a query goes by swaths; with fewer, the rare ones soon settle it


def engine_over(postings: Sequence[Postings]) -> PostingsEngine:
    """The engine that fits the size and what is installed."""
    small_codes = all(one.codes.dtype == np.uint16 for one in postings)
    if postings[0].size < LARGE or not small_codes:
        return PostingsEngine(postings)
    try:
        return LargeEngine(postings)
    except ImportError:
        return PostingsEngine(postings)


class LargeEngine(PostingsEngine):
    """Prunes always, in machine code. Raises ImportError where numba is not installed."""

    def __init__(self, postings: Sequence[Postings], swath: int = SWATH, many: float = MANY) -> None:
        from retrieval import compiled, swaths

        super().__init__(postings)
        self._compiled, self._swaths = compiled, swaths
        self._swath, self._many = swath, many
        self._columns = (
            tuple(_fixed(one.starts) for one in postings),
            tuple(_fixed(one.documents) for one in postings),
            tuple(_fixed(one.codes) for one in postings),
            tuple(_fixed(one.impacts) for one in postings),
            tuple(_fixed(one.tops) for one in postings),
            np.array(WEIGHTS),
        )
        for way in (0.0, np.inf):  # makes the machine code before a question
            self._search((*[NOTHING_ASKED] * (len(KINDS) - 1), UNKNOWN_ASKED), 1, None, way)

    def search(self, asked: Sequence[Asked], limit: int, gone: Mask | None = None) -> list[Hit]:
        return self._search(asked, limit, gone, self._many)

    def _search(self, asked: Sequence[Asked], limit: int, gone: Mask | None, many: float) -> list[Hit]:
        """From `many` terms on by swaths."""
        present = [(kind, one) for kind, one in enumerate(asked) if one.mass]
        if not present:
            return []
        query = (
            np.repeat([kind for kind, _ in present], [len(one.terms) for _, one in present]),
            np.concatenate([one.numbers for _, one in present]),
            np.concatenate([one.idf / one.mass for _, one in present]),
            NOBODY if gone is None else gone,
        )
        if len(query[0]) >= many:
            sizes = self.size, self._swath, limit
            return best(*self._swaths.best_of_swaths(self._columns, query, sizes, SLACK), limit)
        scratch = self._take_scratch()
        found, coverage = self._compiled.prune(self._columns, query, limit, SLACK, scratch)
        self._own.scratch = scratch
        order = np.argsort(found)
        return best(found[order], coverage[:, order], limit)

    def _take_scratch(self) -> Scratch:
        """This thread's own; given back when its sums are zero again, so an error in between leaves none behind."""
        scratch: Scratch | None = getattr(self._own, "scratch", None)
        self._own.scratch = None
        if scratch is None:
            return np.zeros(self.size), np.empty(self.size, dtype=np.int32)
        return scratch


def _fixed(values: Ints) -> Ints:
    """The same array, not to be written to: machine code wants all arrays of a tuple alike."""
    view = values.view()
    view.flags.writeable = False
    return view
