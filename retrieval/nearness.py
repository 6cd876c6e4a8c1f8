"""How near in meaning a question comes to a candidate and to the declined topics: evidence, as numbers.

The meanings themselves are in retrieval/meaning.py; here it is said what is compared with what. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from retrieval.meaning import Gist, coverages, covered, likeness, likenesses

LIKE, COVERS = 0.4, 0.3  # what likeness and coverage count beside a score where candidates are ranked


class Nearness:
    """What one question means, beside the best declined phrasings. gists: what each of some folded texts means."""

    def __init__(self, gists: Callable[[Sequence[str]], list[Gist]], question: str, declined: Sequence[str]) -> None:
        self._gists = gists
        (self._asked,) = gists((question,))
        self._like_declined, self._declined_covers = self._best(declined)

    def _best(self, texts: Sequence[str]) -> tuple[float, float]:
        """The highest likeness and the highest coverage among some texts, 0 where there are none."""
        found = self._gists(texts)
        return max(likenesses(self._asked, found), default=0.0), max(coverages(self._asked, found), default=0.0)

    def of(self, groups: Sequence[Sequence[str]]) -> list[float]:
        """One number a group for how near the nearest of its folded texts comes, to rank with; 0 for no texts."""
        found = self._gists([text for group in groups for text in group])
        near = zip(likenesses(self._asked, found), coverages(self._asked, found), strict=True)
        each = iter([LIKE * like + COVERS * covers for like, covers in near])
        return [max(islice(each, len(group)), default=0.0) for group in groups]

    def features(self, texts: Sequence[str], passage: str) -> dict[str, float]:
        """Of a candidate with these documents and this passage, folded."""
        near, covers = self._best(texts)
        (printed,) = self._gists((passage,))
        return {
            "near": near,
            "near_margin": near - self._like_declined,
            "near_passage": likeness(self._asked, printed),
            "covers": covers,
            "covers_margin": covers - self._declined_covers,
            "passage_covers": covered(self._asked, printed),
        }
