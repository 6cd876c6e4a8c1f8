"""The JSON side of the web: decode, ask the dialogue, encode. Draws no page."""

from __future__ import annotations

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot import phrases_web as say
from bot.channels.web_limits import Pace
from bot.channels.web_operations import Operation
from bot.channels.web_port import Dialogue, Figures
from bot.channels.web_routes import asked_text
from bot.channels.web_session import new_session, visitor
from bot.channels.web_wire import LONGEST_TEXT, AnsweredHere, Asked, Done, Health, Judged, Suggestions
from bot.contract import Answer, Nearby
from bot.conversation import Message

LONGEST_BEGINNING = 100


class Api:
    """/api/… and /healthz over one dialogue."""

    def __init__(self, dialogue: Dialogue, figures: Callable[[], Figures], pace: Pace) -> None:
        self._dialogue, self._figures, self._pace = dialogue, figures, pace

    def operations(self) -> tuple[Operation, ...]:
        return (
            Operation("/api/ask", self.ask, AnsweredHere, takes=Asked),
            Operation("/api/suggest", self.suggest, Suggestions, query=("q",)),
            Operation("/api/feedback", self.feedback, Done, takes=Judged, missing=True),
            Operation("/api/pairs/{pair}", self.pair, Answer, missing=True),
            Operation("/healthz", self.health, Health),
        )

    def ask(self, request: Request, asked: Asked) -> AnsweredHere:
        """Ask a question; send the returned session again to go on with the conversation."""
        if not asked.text.strip():
            raise HTTPException(422, say.BLANK)
        if not self._pace.allows(request.client.host if request.client else ""):
            raise HTTPException(429, say.TOO_FAST, {"Retry-After": "10"})
        session = asked.session or new_session()
        reply = self._dialogue.answer(Message(asked.text, visitor(session), "web"))
        if len(asked.text) > LONGEST_TEXT and reply.outcome != "urgent":  # help is never refused
            raise HTTPException(422, say.TOO_LONG.format(LONGEST_TEXT))
        return AnsweredHere.to(reply, session)

    def suggest(self, request: Request) -> Suggestions:
        """Questions that match what is typed so far: Chinese characters, pinyin or pinyin initials."""
        typed = asked_text(request, "q", LONGEST_BEGINNING)
        return Suggestions([Nearby.of(offer) for offer in self._dialogue.suggest(typed)] if typed.strip() else [])

    def feedback(self, _request: Request, judged: Judged) -> Done:
        """Say whether an answer was of use."""
        if not self._dialogue.feedback(judged.record, judged.good, judged.reason):
            raise HTTPException(404, say.NO_RECORD)
        return Done(ok=True)

    def pair(self, request: Request) -> Answer:
        """One question and answer by its permanent id."""
        quote = self._dialogue.quote(request.path_params["pair"])
        if quote is None:
            raise HTTPException(404, say.NO_PAIR)
        return Answer.of(quote)

    def health(self, _request: Request) -> Health:
        """Is it alive, and what does it hold?"""
        now = self._figures()
        return Health("ok", now.version, now.articles, now.officials, now.pairs)
