"""How near in meaning a question comes to a candidate and to the declined topics: evidence, as numbers.

The meanings themselves are in retrieval/meaning.py; here it is said what is compared with what. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from retrieval.meaning import Gist, coverages, covered, likeness, likenesses

LIKE, COVERS = 0.4, 0.3  # what likeness and coverage count beside a score where candidates are ranked


class Nearness:
    """What one question means, beside the best declined phrasings. gist: what a folded text means."""

    def __init__(self, gist: Callable[[str], Gist], question: str, declined: Sequence[str]) -> None:
        self._gist, self._asked = gist, gist(question)
        self._like_declined, self._declined_covers = self._best(declined)

    def _best(self, texts: Sequence[str]) -> tuple[float, float]:
        """The highest likeness and the highest coverage among some texts, 0 where there are none."""
        gists = list(map(self._gist, texts))
        return max(likenesses(self._asked, gists), default=0.0), max(coverages(self._asked, gists), default=0.0)

    def of(self, text: str) -> float:
        """One number for how near a folded text comes, to rank with."""
        like, covers = self._best((text,))
        return LIKE * like + COVERS * covers

    def features(self, texts: Sequence[str], passage: str) -> dict[str, float]:
        """Of a candidate with these documents and this passage, folded."""
        near, covers = self._best(texts)
        printed = self._gist(passage)
        return {
            "near": near,
            "near_margin": near - self._like_declined,
            "near_passage": likeness(self._asked, printed),
            "covers": covers,
            "covers_margin": covers - self._declined_covers,
            "passage_covers": covered(self._asked, printed),
        }
