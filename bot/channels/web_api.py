"""The JSON side of the web: decode, ask the dialogue, encode. Draws no page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.exceptions import RequestValidationError

from bot import phrases_web as say
from bot.channels.web_limits import Pace
from bot.channels.web_port import Dialogue, Figures
from bot.channels.web_session import new_session, visitor
from bot.channels.web_wire import (
    LONGEST_TEXT,
    AnsweredHere,
    Asked,
    Done,
    Health,
    Judged,
    Refusal,
    Suggestions,
)
from bot.contract import Answer, Nearby
from bot.conversation import Message

REFUSED: dict[int | str, dict[str, Any]] = {status: {"model": Refusal} for status in (400, 413, 415, 422, 429)}


def json_only(request: Request) -> None:
    """Another site's page cannot send this content type without being asked first."""
    written = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if written != "application/json":
        raise HTTPException(415, say.NOT_JSON)


def refused_line(error: RequestValidationError) -> tuple[int, str]:
    """The status and the one line that says what is wrong with the request; repeats nothing that was sent."""
    first = error.errors()[0]
    kind, place = first["type"], [str(part) for part in first["loc"] if part not in {"body", "query", "path"}]
    if kind == "json_invalid":
        return 400, say.BROKEN_JSON
    if kind in {"string_too_short", "value_error"}:
        return 422, say.BLANK
    return 422, say.BAD_FIELD.format(place[0]) if place and place[0].isidentifier() else say.BAD_REQUEST


class Api:
    """/api/… and /healthz over one dialogue."""

    def __init__(self, dialogue: Dialogue, figures: Callable[[], Figures], pace: Pace) -> None:
        self._dialogue, self._figures, self._pace = dialogue, figures, pace

    def router(self) -> APIRouter:
        router, posted = APIRouter(tags=["api"], responses=REFUSED), [Depends(json_only)]
        router.add_api_route("/api/ask", self.ask, methods=["POST"], dependencies=posted)
        router.add_api_route("/api/suggest", self.suggest, methods=["GET"])
        router.add_api_route("/api/feedback", self.feedback, methods=["POST"], dependencies=posted)
        router.add_api_route("/api/pairs/{pair}", self.pair, methods=["GET"], responses={404: {"model": Refusal}})
        router.add_api_route("/healthz", self.health, methods=["GET"])
        return router

    def ask(self, asked: Asked, request: Request) -> AnsweredHere:
        """Ask a question; send the returned session again to go on with the conversation."""
        if not self._pace.allows(request.client.host if request.client else ""):
            raise HTTPException(429, say.TOO_FAST, {"Retry-After": "10"})
        session = asked.session or new_session()
        reply = self._dialogue.answer(Message(asked.text, visitor(session), "web"))
        if len(asked.text) > LONGEST_TEXT and reply.outcome != "urgent":  # help is never refused
            raise HTTPException(422, say.TOO_LONG.format(LONGEST_TEXT))
        return AnsweredHere.to(reply, session)

    def suggest(self, q: Annotated[str, Query(max_length=100)] = "") -> Suggestions:
        """Questions that match what is typed so far: Chinese characters, pinyin or pinyin initials."""
        offers = self._dialogue.suggest(q) if q.strip() else ()
        return Suggestions(suggestions=[Nearby.of(offer) for offer in offers])

    def feedback(self, judged: Judged) -> Done:
        """Say whether an answer was of use."""
        if not self._dialogue.feedback(judged.record, judged.good, judged.reason):
            raise HTTPException(404, say.NO_RECORD)
        return Done(ok=True)

    def pair(self, pair: str) -> Answer:
        """One question and answer by its permanent id."""
        quote = self._dialogue.quote(pair)
        if quote is None:
            raise HTTPException(404, say.NO_PAIR)
        return Answer.of(quote)

    def health(self) -> Health:
        """Is it alive, and what does it hold?"""
        now = self._figures()
        return Health(status="ok", version=now.version, articles=now.articles, officials=now.officials, pairs=now.pairs)
