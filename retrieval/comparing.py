"""Which officials a comparison asks, and what of each: one reading for each of them. Pure; ranks nothing."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from retrieval import cues
from retrieval.candidates import Candidate
from retrieval.context import Attempt, Turn
from retrieval.scope import Scope
from retrieval.words import tokenise

LOOKED_AT = 2  # pairs of each official
LEAST_MARGIN = 0.1


def compared(scope: Scope, turns: Sequence[Turn], officials: Sequence[str]) -> tuple[Attempt, ...]:
    """What to ask of each official; () where no comparison is asked for.

    Of those whose districts are named, or of all `officials`. A comparison without content (他们三个比呢) asks what the
    turn before asked.
    """
    if not (len(scope.districts) > 1 or cues.asks_to_compare(scope.rest)):
        return ()
    question = cues.without_comparison(scope.rest)
    if not tokenise(question) and turns:
        question = turns[-1].question
    asked = scope.officials if len(scope.districts) > 1 or scope.foreign else officials
    return tuple(Attempt(question, (name,)) for name in asked)


def alone(candidate: Candidate) -> Candidate:
    """The candidate as its official's own best: in a comparison, what others said speaks neither for nor against."""
    features = candidate.features
    own = replace(features, elsewhere=0.0, margin=max(features.margin, LEAST_MARGIN), compares=1.0)
    return replace(candidate, features=own)
