"""The hits of one question, grouped by what they are for: a pair or a declined topic. Compares no two groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct

from retrieval.catalogue import Catalogue
from retrieval.documents import Document
from retrieval.formula import Hit

VOTED = 5  # documents of a target that are looked at


class Group(Struct, frozen=True, dict=True):
    """The hits of one target, best first, and its score."""

    hits: Sequence[Hit]
    score: float
    catalogue: Catalogue

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Those of the best hits: made for the few targets that are looked at."""
        return tuple(map(self.catalogue.document, self.hits[:VOTED]))


def grouped(hits: Sequence[Hit], catalogue: Catalogue) -> dict[str, Group]:
    """The hits by what they are for: a pair's id or a declined topic."""
    by_target: dict[str, list[Hit]] = defaultdict(list)
    for target, hit in zip(catalogue.targets(hits), hits, strict=True):
        by_target[target].append(hit)
    return {target: Group(found, _score(found), catalogue) for target, found in by_target.items()}


def _score(hits: Sequence[Hit]) -> float:
    return 0.5 * hits[0].score + sum(hit.score for hit in hits[:3]) / 6
