"""Small rules over judged candidates: which comes first in a talk, what it highlights, how it stands alone. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retrieval.candidates import Candidate
from retrieval.context import Turn
from retrieval.reading import Judged

EQUAL = 0.05  # confidences that differ by less tell nothing apart


def stays_with(ranked: tuple[Judged, ...], turns: Sequence[Turn]) -> tuple[Judged, ...]:
    """Of pairs that are as good as equally sure, the one that the turn before was about comes first."""
    quoted = turns[-1].pairs[:1] if turns else ()
    first = [one for one in ranked if one.candidate.pair.id in quoted and ranked[0].confidence - one.confidence < EQUAL]
    return (*first, *(one for one in ranked if one not in first))


def passage_of(one: Judged) -> str:
    """The words that would be highlighted."""
    passages = one.candidate.pair.passages
    return passages[one.candidate.passage or 0].text if passages else one.candidate.pair.answer


def alone(candidate: Candidate) -> Candidate:
    """The candidate as its official's own best: in a comparison, what others said speaks neither for nor against."""
    features = candidate.features
    return replace(candidate, features=replace(features, elsewhere=0.0, margin=max(features.margin, 0.1)))
