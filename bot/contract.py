"""The contract object of an answer, as every machine-readable way out speaks it. Shapes only; decides nothing."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from bot.conversation import Offer, Quote, Reply


class Source(Struct, frozen=True):
    """Where the words stand: (start, end) in characters of the stored article."""

    article: str
    spans: list[tuple[int, int]]


class Damage(Struct, frozen=True):
    """A spoilt place in print."""

    kind: str
    span: tuple[int, int]


class Answer(Struct, frozen=True):
    """An official's printed words, verbatim."""

    pair: str
    official: str
    office: str
    district: str
    outlet: str
    said: str
    said_inferred: bool
    question: str | None
    answer: str
    highlight: str
    highlight_spans: list[tuple[int, int]]
    source: Source
    damage: list[Damage]

    @classmethod
    def of(cls, quote: Quote) -> Answer:
        return cls(
            pair=quote.pair,
            official=quote.official,
            office=quote.office,
            district=quote.district,
            outlet=quote.outlet,
            said=quote.said,
            said_inferred=quote.said_inferred,
            question=quote.question,
            answer=quote.answer,
            highlight=quote.highlight,
            highlight_spans=list(quote.highlight_spans),
            source=Source(quote.article, list(quote.spans)),
            damage=[Damage(kind, (start, end)) for kind, start, end in quote.damage],
        )


class Nearby(Struct, frozen=True):
    """A topic of the collection. text is what to ask; pair, where set, answers it."""

    label: str
    text: str
    pair: str

    @classmethod
    def of(cls, offer: Offer) -> Nearby:
        return cls(offer.label, offer.text, offer.pair)


class Answered(Struct, frozen=True):
    """The reply to a question. answers: best first; related: nearby topics, never an answer."""

    outcome: str
    confidence: float
    answers: list[Answer]
    related: list[Nearby]
    reply: str
    ms: float

    @classmethod
    def of(cls, reply: Reply) -> Answered:
        return cls(**cls.fields_of(reply))

    @staticmethod
    def fields_of(reply: Reply) -> dict[str, Any]:
        return {
            "outcome": reply.outcome,
            "confidence": round(reply.confidence, 4),
            "answers": [Answer.of(quote) for quote in reply.answers],
            "related": [Nearby.of(offer) for offer in reply.related],
            "reply": reply.text,
            "ms": reply.ms,
        }
