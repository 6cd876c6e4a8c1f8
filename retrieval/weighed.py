"""Small rules over judged candidates: which comes first in a talk, what it highlights. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from knowledge.model import Pair
from retrieval.context import Turn
from retrieval.reading import Judged

_BETWEEN = re.compile(r"[、，,；;\s]+")
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


def introduced(pairs: Iterable[Pair], name: str) -> tuple[Pair, int] | None:
    """The lead and the passage of it that names an official with the office, or part of it."""
    told = tuple(pairs)
    offices = {part for pair in told if pair.official.name == name for part in _BETWEEN.split(pair.official.office)}
    for pair in told:
        for number, passage in enumerate(pair.passages if pair.by_paper else ()):
            if name in passage.text and any(part in passage.text for part in offices if part):
                return pair, number
    return None
