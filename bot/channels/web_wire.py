"""What goes over the wire: the contract object of an answer, and what may be posted. Shapes only; decides nothing."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt

from bot.contract import Answered, Nearby
from bot.conversation import Reply

LONGEST_TEXT = 500
LARGEST_RECORD = 2**63 - 1


def not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("blank")
    return text


class Asked(BaseModel):
    """A question of at most 500 characters; a longer one is refused, unless it may be an emergency.

    session: any word of the caller's own; the same word continues the same conversation.
    """

    model_config = ConfigDict(json_schema_extra={"example": {"text": "天元区抖音号叫什么", "session": "my-session-1"}})
    text: Annotated[str, Field(min_length=1), AfterValidator(not_blank)]
    session: Annotated[str | None, Field(max_length=128)] = None


class Judged(BaseModel):
    """Was an answer of use? record comes with the answer."""

    model_config = ConfigDict(json_schema_extra={"example": {"record": 1, "good": True, "reason": ""}})
    record: Annotated[StrictInt, Field(ge=1, le=LARGEST_RECORD)]
    good: StrictBool
    reason: Annotated[str, Field(max_length=200)] = ""


class AnsweredHere(Answered):
    """The contract of an answer. session continues the conversation; record, where there is one, is for feedback."""

    id: str
    session: str
    record: int | None

    @classmethod
    def to(cls, reply: Reply, session: str) -> AnsweredHere:
        record_id = "" if reply.record is None else str(reply.record)
        return cls.model_validate(cls.fields_of(reply) | {"id": record_id, "session": session, "record": reply.record})


class Suggestions(BaseModel):
    suggestions: list[Nearby]


class Done(BaseModel):
    ok: bool


class Health(BaseModel):
    """status is "ok" while the process answers; version changes with every change of the collection."""

    status: str
    version: int
    articles: int
    officials: int
    pairs: int


class Refusal(BaseModel):
    """Why a request was refused: one line of Chinese."""

    error: str
