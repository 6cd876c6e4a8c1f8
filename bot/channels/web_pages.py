"""The pages that people see, with JavaScript and without. Decode, ask the dialogue, draw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from bot import phrases_web as say
from bot.channels.web_limits import Pace
from bot.channels.web_marks import at_highlight, paragraphs, spans_from
from bot.channels.web_port import Articles, Dialogue, Figures
from bot.channels.web_session import LONGEST, cookie_session, drop, new_session, remember, visitor
from bot.channels.web_views import Views, wants_part
from bot.conversation import Message, Quote, Reply

READ = ["GET", "HEAD"]
BEGINNING, MOST_BEGINNINGS = 40, 500
FormText = Annotated[str, Form()]


class Pages:
    """Chat, permanent addresses, articles and what is written about the bot."""

    def __init__(
        self, dialogue: Dialogue, articles: Articles, figures: Callable[[], Figures], views: Views, pace: Pace
    ) -> None:
        self._dialogue, self._articles, self._figures = dialogue, articles, figures
        self._views, self._pace = views, pace

    def router(self) -> APIRouter:
        router = APIRouter(include_in_schema=False)
        pages: Sequence[tuple[str, Callable[..., Any]]] = (
            ("/", self.chat),
            ("/q/{pair}", self.quote),
            ("/articles/{article}", self.article),
            ("/topics", self.topics),
            ("/officials", self.officials),
            ("/about", self.about),
            ("/privacy", self.privacy),
            ("/docs", self.docs),
        )
        for path, page in pages:
            router.add_api_route(path, page, methods=READ)
        router.add_api_route("/ask", self.back_to_chat, methods=READ)
        router.add_api_route("/ask", self.ask, methods=["POST"])
        router.add_api_route("/feedback", self.feedback, methods=["POST"])
        router.add_api_route("/forget", self.forget, methods=["POST"])
        return router

    def chat(self, ask: str = "") -> Response:
        """?ask= stands in the input bar already; with JavaScript it is asked at once."""
        return self._chat(prefill=ask[: self._limit])

    def _chat(self, status: int = 200, prefill: str = "", asked: str = "", reply: Reply | None = None) -> Response:
        welcome = self._dialogue.notice("welcome")
        return self._views.page("chat.html", status, welcome=welcome, prefill=prefill, asked=asked, reply=reply)

    def back_to_chat(self) -> Response:
        """Where a reload or a bookmark of an answered form leads."""
        return RedirectResponse("/", 303)

    def ask(self, request: Request, text: FormText = "", pick: FormText = "", session: FormText = "") -> Response:
        """A form's question or choice: the reply alone for our script, the whole page without it."""
        known = session[:LONGEST] or cookie_session(request) or new_session()
        if not text.strip() and not pick:
            return RedirectResponse("/", 303)
        status, reply = self._answer(request, text, pick, known)
        if wants_part(request):
            return self._views.page("parts/reply_alone.html", status, reply=reply)
        asked = text[: self._limit] or "、".join(say.WHO.format(one.official, one.district) for one in reply.answers)
        response = self._chat(status, asked=asked, reply=reply)
        remember(response, request, known, self._views.settings.is_https)
        return response

    def _answer(self, request: Request, text: str, pick: str, session: str) -> tuple[int, Reply]:
        if not self._pace.allows(request.client.host if request.client else ""):
            return 429, self._dialogue.notice("too_fast")
        if pick:
            return 200, self._picked(pick, session)
        reply = self._dialogue.answer(Message(text, visitor(session), "web"))
        if len(text) > self._limit and reply.outcome != "urgent":  # help is never refused
            return 422, self._dialogue.notice("too_long")
        return 200, reply

    def _picked(self, pick: str, session: str) -> Reply:
        """The pair that was chosen, with the passage that was offered ("PAIR?h=12-34") or fits the last question.

        Raises HTTPException 404.
        """
        pair, _, spans = pick.partition("?h=")
        reply = self._dialogue.pick(visitor(session), pair)
        if reply is None:
            raise HTTPException(404, say.NO_PAIR)
        return replace(reply, answers=tuple(self._at(quote, spans) for quote in reply.answers))

    def _at(self, quote: Quote, spans: str) -> Quote:
        article = self._articles.article(quote.article)
        return at_highlight(quote, article.text, spans) if article else quote

    @property
    def _limit(self) -> int:
        return self._views.settings.text_limit

    def feedback(
        self,
        request: Request,
        record: Annotated[int, Form(ge=1, le=2**63 - 1)],
        good: FormText = "",
        reason: Annotated[str, Form(max_length=200)] = "",
    ) -> Response:
        known = self._dialogue.feedback(record, good == "1", reason)
        line, status = (say.THANKS, 200) if known else (say.FEEDBACK_GONE, 404)
        if wants_part(request):
            return self._views.page("parts/thanks.html", status, line=line)
        return self._views.page("said.html", status, title=say.THANKS if known else say.REFUSED_TITLE, line=line)

    def forget(self, request: Request, session: FormText = "") -> Response:
        for known in {session[:LONGEST], cookie_session(request)} - {""}:
            self._dialogue.forget(visitor(known))
        response = self._views.page("said.html", title=say.FORGET_TITLE, line=say.FORGOTTEN)
        drop(response)
        return response

    def quote(self, pair: str, h: str = "") -> Response:
        """A permanent address. ?h=12-34 is the passage that was shared; without it the answer's first."""
        quote = self._dialogue.quote(pair)
        if quote is None:
            raise HTTPException(404, say.PAGE_GONE)
        return self._views.page("quote.html", quote=self._at(quote, h))

    def article(self, article: str, pair: str = "", h: str = "") -> Response:
        """?pair= marks a whole answer, &h=12-34,40-50 the quoted words within it; #mark scrolls there."""
        stored = self._articles.article(article)
        if stored is None:
            raise HTTPException(404, say.PAGE_GONE)
        quote = self._dialogue.quote(pair) if pair else None
        if quote is not None and quote.article != article:
            quote = None
        said = list(quote.spans) if quote else []
        damage = [(start, end) for _, start, end in quote.damage] if quote else []
        rows = paragraphs(stored.text, {"said": said, "mark": spans_from(h, said), "damage": damage})
        return self._views.page("article.html", article=stored, rows=rows, quote=quote)

    def topics(self) -> Response:
        """Questions with how their answers begin: two questions may be worded alike."""
        groups = self._dialogue.topics()
        pairs = dict.fromkeys(offer.pair for group in groups if group.official for offer in group.offers)
        quotes = (self._dialogue.quote(pair) for pair in list(pairs)[:MOST_BEGINNINGS])
        beginnings = {quote.pair: quote.answer[:BEGINNING] for quote in quotes if quote}
        return self._views.page("topics.html", groups=groups, beginnings=beginnings)

    def officials(self) -> Response:
        return self._views.page("officials.html", cards=self._dialogue.officials(), groups=self._dialogue.topics())

    def about(self) -> Response:
        return self._views.page("about.html", figures=self._figures())

    def privacy(self) -> Response:
        return self._views.page("privacy.html")

    def docs(self, request: Request) -> Response:
        """The schema as a plain page: FastAPI's own would load its script from another host."""
        return self._views.page("docs.html", schema=request.app.openapi())
