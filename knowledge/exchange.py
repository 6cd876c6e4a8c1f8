"""Turns -> exchanges: which answer belongs to which question, and what stands without one. Cuts and repairs nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct, field

from knowledge import remarks
from knowledge.courtesy import greets, is_mostly_polite, is_polite
from knowledge.model import PairKind
from knowledge.newsroom import GIVES_FLOOR, OFFICE, plain
from knowledge.turns import Turn
from knowledge.voices import sounds_asking

LONGEST_INTERJECTION = 30
LONGEST_WORD = 12
_CITIZEN = re.compile(r"听众|观众|网友|网民|市民|读者|居民|村民|家长|群众")


class Exchange(Struct):
    """An answer with the question it answers, if one was printed."""

    question: Turn | None
    answer: Turn
    kind: PairKind


class _Pairing(Struct):
    exchanges: list[Exchange] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    pending: Turn | None = None  # asked, not answered yet
    asked: Turn | None = None  # the question answered last
    stale: bool = False  # who was asked has only greeted so far: the next question takes its place
    section: int = -1


def pair_up(turns: Sequence[Turn], guests: AbstractSet[str] = frozenset()) -> tuple[list[Exchange], list[str]]:
    """The exchanges in order, and doubts for a person: questions without an answer, openings, interjections.

    guests: names of those whom the article introduces with an office; they never just cut in.
    """
    state = _Pairing()
    bystanders = _bystanders(turns, guests)
    for turn in turns:
        if turn.section != state.section:
            _give_up(state)
            state.section, state.asked = turn.section, None
        if turn.asks:
            _ask(state, turn)
        elif turn.key in bystanders:
            state.doubts.append(remarks.INTERJECTION.format(line=turn.line, speaker=turn.key))
        else:
            _answer(state, turn)
    _give_up(state)
    return state.exchanges, state.doubts


def _bystanders(turns: Sequence[Turn], guests: AbstractSet[str]) -> frozenset[str]:
    """Speakers of no known office who never answer a question, and say next to nothing or cut somebody short."""
    answers = set(guests)
    said: dict[str, int] = {}
    adds: set[str] = set()
    for before, turn, after in zip([None, *turns], turns, [*turns[1:], None], strict=False):
        if turn.asks:
            continue
        said[turn.key] = said.get(turn.key, 0) + len(turn.text)
        if (before is not None and before.asks) or (turn.label and OFFICE.search(plain(turn.label.remark))):
            answers.add(turn.key)
        if before is None or after is None or before.key != after.key:
            adds.add(turn.key)
    return frozenset(
        key
        for key, size in said.items()
        if key not in answers and size <= (LONGEST_WORD if key in adds else LONGEST_INTERJECTION)
    )


def _ask(state: _Pairing, turn: Turn) -> None:
    waiting = None if state.stale else state.pending
    state.stale = False
    if waiting is not None and sounds_asking(waiting.text):
        if not sounds_asking(turn.text):
            state.stale = bool(_CITIZEN.match(plain(turn.key)))  # it was put to a caller, who has answered
            return  # the host hands the question on
        if waiting.key == turn.key and waiting.label is not None:
            waiting.parts.extend(turn.parts)
            return
        _give_up(state)
    state.pending = turn


def _give_up(state: _Pairing) -> None:
    """A question that nobody answers; thanks and goodbyes are none."""
    if state.pending is not None and sounds_asking(state.pending.text):
        state.doubts.append(remarks.UNANSWERED.format(line=state.pending.line))
    state.pending, state.stale = None, False


def _answer(state: _Pairing, turn: Turn) -> None:
    last = state.exchanges[-1] if state.exchanges else None
    if _is_courtesy(state.pending, turn):
        state.doubts.append(remarks.COURTESY.format(line=turn.line))
        state.stale = state.pending is not None and sounds_asking(state.pending.text)
        state.pending = state.pending if state.stale else None
    elif state.pending is not None:
        if state.asked is None and _gives_floor(state.pending):
            state.doubts.append(remarks.OPENING.format(line=turn.line, official=turn.key))
            state.pending = None
            return
        state.exchanges.append(Exchange(state.pending, turn, "answer"))
        state.asked, state.pending, state.stale = state.pending, None, False
    elif turn.again:
        state.doubts.append(remarks.LOST_QUESTION.format(line=turn.line, official=turn.key))
        state.exchanges.append(Exchange(None, turn, "statement"))
    elif state.asked is None:
        state.doubts.append(remarks.OPENING.format(line=turn.line, official=turn.key))
    elif last is not None and last.answer.key == turn.key and last.question is state.asked:
        last.answer.parts.extend(turn.parts)  # somebody cut in
    else:
        state.exchanges.append(Exchange(state.asked, turn, "answer"))


def _gives_floor(turn: Turn) -> bool:
    """A host calls on somebody to open: `首先请周国强先生作介绍。`"""
    return not re.search(r"[？?]", turn.text) and bool(GIVES_FLOOR.search(plain(turn.parts[-1].text)))


def _is_courtesy(question: Turn | None, answer: Turn) -> bool:
    """Greetings and thanks: nothing was said, and no question was asked that thanks could answer."""
    if question is None:
        return is_polite(answer.text)
    if sounds_asking(question.text):
        return greets(answer.text)
    return is_mostly_polite(answer.text) or is_polite(answer.text)
