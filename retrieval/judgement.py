"""The outcome for one question, of five kinds. Values only; judge.py decides.

answer: the best candidate's confidence reaches the line. choose: it lies between sure and silent. compare: several
districts side by side. urgent: help first. none: the interviews do not say, or it is no question for them; `why`
tells which.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from retrieval.context import Turn
from retrieval.reading import Judged
from retrieval.scope import Scope

Outcome = Literal["answer", "compare", "choose", "urgent", "none"]
Why = Literal["", "empty", "silent", "foreign", "named silent", "declined", "refused", "invited"]

NO_SCOPE, NO_TURN = Scope(""), Turn("")


class Judgement(Struct, frozen=True):
    """The outcome for one question.

    answers: best first (choose: to choose from; compare: one an official). related: nearby, never an answer. silent:
    officials who were meant and said nothing on it, in a comparison also districts that nobody spoke for. foreign:
    districts named that the collection does not cover. declined: the slug of the topic that explains a `none`. urgent:
    the kind of emergency. turn: what to remember. heard: the words that `considered` were found by, "" where
    they are those of the turn.
    """

    outcome: Outcome
    confidence: float
    answers: tuple[Judged, ...] = ()
    related: tuple[Judged, ...] = ()
    silent: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    declined: str = ""
    urgent: str = ""
    why: Why = ""
    scope: Scope = NO_SCOPE
    considered: tuple[Judged, ...] = ()
    turn: Turn = NO_TURN
    heard: str = ""
