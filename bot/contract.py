"""The contract object of an answer, as every machine-readable way out speaks it. Shapes only; decides nothing."""

from __future__ import annotations

from pydantic import BaseModel

from bot.conversation import Offer, Quote, Reply


class Source(BaseModel):
    """Where the words stand: (start, end) in characters of the stored article."""

    article: str
    spans: list[tuple[int, int]]


class Damage(BaseModel):
    """A spoilt place in print."""

    kind: str
    span: tuple[int, int]


class Answer(BaseModel):
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
            source=Source(article=quote.article, spans=list(quote.spans)),
            damage=[Damage(kind=kind, span=(start, end)) for kind, start, end in quote.damage],
        )


class Nearby(BaseModel):
    """A topic of the collection. text is what to ask; pair, where set, answers it."""

    label: str
    text: str
    pair: str

    @classmethod
    def of(cls, offer: Offer) -> Nearby:
        return cls(label=offer.label, text=offer.text, pair=offer.pair)


class Answered(BaseModel):
    """The reply to a question. answers: best first; related: nearby topics, never an answer."""

    outcome: str
    confidence: float
    answers: list[Answer]
    related: list[Nearby]
    reply: str
    ms: float

    @classmethod
    def fields_of(cls, reply: Reply) -> dict[str, object]:
        return {
            "outcome": reply.outcome,
            "confidence": round(reply.confidence, 4),
            "answers": [Answer.of(quote) for quote in reply.answers],
            "related": [Nearby.of(offer) for offer in reply.related],
            "reply": reply.text,
            "ms": reply.ms,
        }

    @classmethod
    def of(cls, reply: Reply) -> Answered:
        return cls.model_validate(cls.fields_of(reply))
