"""What a turn means after the turns before it: which questions to try, for which officials. Pure; stores nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval import cues
from retrieval.scope import Scope
from retrieval.words import tokenise

KEPT_TURNS = 6
SHORT = 2  # content words, at most, of a turn that may need the turn before


@dataclass(frozen=True, slots=True)
class Turn:
    """What is remembered of a turn: its question without names, whom it named, who answered, with which pairs."""

    question: str
    named: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """One reading of a turn: the question to search, the officials who may answer (() for anybody), and the question of
    the earlier turn that it leans on, "" where it stands alone."""

    question: str
    officials: tuple[str, ...]
    before: str = ""


def attempts(scope: Scope, turns: Sequence[Turn]) -> tuple[Attempt, ...]:
    """The readings of a turn, the one that stands alone first; a turn without content has only the one that leans."""
    if not turns:
        return (Attempt(scope.rest, scope.officials),)
    meant = _meant(scope.rest, turns)
    content = tokenise(scope.rest)
    if not content and meant.question:
        return (Attempt(meant.question, scope.officials or meant.named),)
    officials = scope.officials or _inherited(scope.rest, meant)
    found = [Attempt(scope.rest, officials)]
    points = cues.points_back(scope.rest) or cues.points_to_first(scope.rest)
    leans = cues.leans_back(scope.rest) or points or len(content) <= SHORT
    if leans and meant.question:
        found.append(Attempt(scope.rest, officials, meant.question))
    elif officials and not scope.officials:
        found.append(Attempt(scope.rest, ()))
    return tuple(found)


def _meant(question: str, turns: Sequence[Turn]) -> Turn:
    """The earlier turn that this one refers to: the last, or with 刚才, 前面 the one before a change of subject."""
    if cues.points_to_first(question):
        return turns[0]
    if cues.points_back(question):
        return next((turn for turn in reversed(turns[:-1]) if turn.named != turns[-1].named), turns[-1])
    return turns[-1]


def _inherited(question: str, meant: Turn) -> tuple[str, ...]:
    if cues.asks_which(question):
        return ()
    if meant.named:
        return meant.named
    return meant.answered[:1] if cues.has_pronoun(question) else ()
