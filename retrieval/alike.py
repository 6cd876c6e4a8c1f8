"""What the nearest documents that want to know the same detail are for: this pair, another, or a declined topic.

A search finds who speaks of the subject; of those only a wording that asks for the same detail tells that it is given.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from retrieval.details import agreement, details
from retrieval.documents import TOPIC

NEAREST = 40  # hits that are heard
LEAST = 0.05  # weight that counts as next to none


class Alike:
    """The nearest hits of one question, each weighed by its score's square and by how far it asks for the same detail.

    scores, theirs, targets: of each hit, best first, its score, `details` of its text and Document.target.
    """

    def __init__(self, question: str, scores: Sequence[float], theirs: Sequence[int], targets: Sequence[str]) -> None:
        self._weights: defaultdict[str, float] = defaultdict(float)
        self._best: defaultdict[str, float] = defaultdict(float)
        asked = details(question)
        for score, other, target in zip(scores, theirs, targets, strict=True):
            agrees, name = agreement(asked, other), TOPIC if target.startswith(TOPIC) else target
            self._weights[name] += score * score * agrees
            self._best[name] = max(self._best[name], score * (1 + agrees) / 2)
        self._all = sum(self._weights.values()) + 0.01

    def features(self, name: str) -> dict[str, float]:
        """Of the pair of this id."""
        own, declined = self._weights.get(name, 0.0), self._weights.get(TOPIC, 0.0)
        return {
            "alike": own / self._all,
            "declined_alike": declined / self._all,
            "alike_over_declined": math.log((own + LEAST) / (declined + LEAST)),
            "alike_margin": self._best.get(name, 0.0) - self._best.get(TOPIC, 0.0),
        }
