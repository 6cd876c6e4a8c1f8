"""The quiz at the kiosk: shows a question, its resolution, the score. The page carries the game; nothing is stored."""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot import phrases_kiosk as words
from bot.channels.kiosk_port import KioskParts, Stage, is_part, under_way
from bot.channels.kiosk_visits import PATH, Visits
from bot.channels.web_routes import Fields, posted, shown
from bot.quiz.game import Game, play


class QuizDesk:
    """/kiosk/quiz: GET begins a game, POST goes on with it."""

    def __init__(self, parts: KioskParts, stage: Stage, visits: Visits) -> None:
        self._parts, self._stage, self._visits = parts, stage, visits

    def routes(self) -> list[Route]:
        return [shown(f"{PATH}/quiz", self.begin), posted(f"{PATH}/quiz", self.go_on)]

    def begin(self, request: Request) -> Response:
        if not under_way(self._visits, request):
            return self._over(request)
        game = play(self._parts.questions(), secrets.token_urlsafe(9))
        if game is None:
            return self._stage.show(request, "said", title=words.QUIZ, line=words.QUIZ_MISSING)
        self._parts.counters.add("quiz_begun")
        return self._stage.show(request, "quiz", game=game)

    def go_on(self, request: Request, form: Fields) -> Response:
        """With a choice: the resolution of the question it answers. Without: the next question, or the score."""
        seed, picked, choice = form.text("seed", 40), form.text("picked", 20), form.text("choice", 1)
        if not under_way(self._visits, request):
            return self._over(request)
        game = play(self._parts.questions(), seed, picked + choice)
        if game is None:
            return self.begin(request)
        if choice:
            return self._resolve(request, game)
        if not game.is_over:
            return self._stage.show(request, "quiz", game=game)
        self._parts.counters.add("quiz_ended")
        word = next(line for least, line in words.QUIZ_WORDS if game.score >= least)
        return self._stage.show(request, "score", game=game, word=word)

    def _resolve(self, request: Request, game: Game) -> Response:
        quote = self._parts.dialogue.quote(game.last.pair_id) if game.last else None
        return self._stage.show(request, "resolved", game=game, quote=quote)

    def _over(self, request: Request) -> Response:
        return Response(status_code=205) if is_part(request) else RedirectResponse(PATH, 303)
