"""What can be picked by its number, as a session keeps it: a pair, a pair's whole answer, or a text. Pure.

A pair is marked as one, so that it is still known for one after its article was withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from bot.conversation import Offer, Reply
from bot.sessions import Session
from retrieval.context import KEPT_TURNS
from retrieval.judgement import Judgement

PAIR, WHOLE = "pair:", "whole:"
MOST = 30


def listed(offers: Iterable[Offer]) -> tuple[str, ...]:
    """What each of a notice's offers stands for."""
    return tuple(f"{PAIR}{offer.pair}" if offer.pair else offer.text for offer in offers)[:MOST]


def read(choice: str) -> tuple[str, bool]:
    """The pair that a choice leads to ("" for a text), and whether to its whole answer.

    >>> read("whole:p1"), read("pair:p1"), read("只看天元区")
    (('p1', True), ('p1', False), ('', False))
    """
    whole = choice.startswith(WHOLE)
    mark = WHOLE if whole else PAIR
    return (choice.removeprefix(mark), whole) if choice.startswith(mark) else ("", False)


def after(session: Session, judgement: Judgement, reply: Reply, record: int) -> Session:
    """The session after a question: an urgent message leaves no trace of its words."""
    offered = reply.offers if reply.outcome in {"answer", "choose", "compare"} else reply.related
    mark = WHOLE if reply.outcome == "compare" else PAIR  # who compares has read the passages already
    choices = tuple(f"{mark}{offer.pair}" for offer in offered if offer.pair and offer.text.isdecimal())
    pair = reply.answers[0].pair if reply.answers and reply.outcome != "choose" else ""
    if judgement.outcome == "urgent":
        return replace(session, choices=(), pair=pair, record=record)
    return replace(
        session,
        turns=(*session.turns, judgement.turn)[-KEPT_TURNS:],
        choices=choices,
        pair=pair or session.pair,
        record=record,
    )
