"""What goes over the wire: the contract object of an answer, and what may be posted. Shapes only; decides nothing."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct

from bot.contract import Answered, Nearby
from bot.conversation import Reply

LONGEST_TEXT = 500
LARGEST_RECORD = 2**63 - 1


class Asked(Struct, frozen=True):
    """A question of at most 500 characters; a longer one is refused, unless it may be an emergency.

    session: any word of the caller's own; the same word continues the same conversation.
    """

    EXAMPLE: ClassVar[dict[str, Any]] = {"text": "天元区抖音号叫什么", "session": "my-session-1"}
    text: Annotated[str, Meta(extra_json_schema={"minLength": 1})]
    session: Annotated[str, Meta(max_length=128)] | None = None


class Judged(Struct, frozen=True):
    """Was an answer of use? record comes with the answer."""

    EXAMPLE: ClassVar[dict[str, Any]] = {"record": 1, "good": True, "reason": ""}
    record: Annotated[int, Meta(ge=1, le=LARGEST_RECORD)]
    good: bool
    reason: Annotated[str, Meta(max_length=200)] = ""


class AnsweredHere(Answered, frozen=True):
    """The contract of an answer. session continues the conversation; record, where there is one, is for feedback."""

    id: str
    session: str
    record: int | None

    @classmethod
    def to(cls, reply: Reply, session: str) -> AnsweredHere:
        record_id = "" if reply.record is None else str(reply.record)
        return cls(**cls.fields_of(reply), id=record_id, session=session, record=reply.record)


class Suggestions(Struct, frozen=True):
    suggestions: list[Nearby]


class Done(Struct, frozen=True):
    ok: bool


class Health(Struct, frozen=True):
    """status is "ok" while the process answers; version changes with every change of the collection."""

    status: str
    version: int
    articles: int
    officials: int
    pairs: int


class Refusal(Struct, frozen=True):
    """Why a request was refused: one line of Chinese."""

    error: str
