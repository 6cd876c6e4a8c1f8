"""The pages that people see, with JavaScript and without. Decode, ask the dialogue, draw."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot import phrases_web as say
from bot.channels.web_limits import Pace
from bot.channels.web_marks import at_highlight, paragraphs, spans_from
from bot.channels.web_port import Articles, Dialogue, Figures
from bot.channels.web_routes import Fields, asked_text, posted, shown
from bot.channels.web_session import LONGEST, cookie_session, drop, new_session, remember, visitor
from bot.channels.web_views import Views, wants_part
from bot.conversation import Message, Quote, Reply

BEGINNING, MOST_BEGINNINGS = 40, 500
LONGEST_REASON = 200


class Pages:
    """Chat, permanent addresses, articles and what is written about the bot."""

    def __init__(
        self, dialogue: Dialogue, articles: Articles, figures: Callable[[], Figures], views: Views, pace: Pace
    ) -> None:
        self._dialogue, self._articles, self._figures = dialogue, articles, figures
        self._views, self._pace = views, pace

    def routes(self) -> list[Route]:
        return [
            shown("/", self.chat),
            shown("/q/{pair}", self.quote),
            shown("/articles/{article}", self.article),
            shown("/topics", self.topics),
            shown("/officials", self.officials),
            shown("/about", self.about),
            shown("/privacy", self.privacy),
            shown("/ask", self.back_to_chat),
            posted("/ask", self.ask),
            posted("/feedback", self.feedback),
            posted("/forget", self.forget),
        ]

    def chat(self, request: Request) -> Response:
        """?ask= stands in the input bar already; with JavaScript it is asked at once."""
        return self._chat(prefill=asked_text(request, "ask")[: self._limit])

    def _chat(self, status: int = 200, prefill: str = "", asked: str = "", reply: Reply | None = None) -> Response:
        welcome = self._dialogue.notice("welcome")
        return self._views.page("chat.html", status, welcome=welcome, prefill=prefill, asked=asked, reply=reply)

    def back_to_chat(self, _request: Request) -> Response:
        """Where a reload or a bookmark of an answered form leads."""
        return RedirectResponse("/", 303)

    def ask(self, request: Request, form: Fields) -> Response:
        """A form's question or choice: the reply alone for our script, the whole page without it."""
        text, pick = form.text("text"), form.text("pick")
        known = form.text("session")[:LONGEST] or cookie_session(request) or new_session()
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

    def feedback(self, request: Request, form: Fields) -> Response:
        record, reason = form.number("record"), form.text("reason", LONGEST_REASON)
        known = self._dialogue.feedback(record, form.text("good") == "1", reason)
        line, status = (say.THANKS, 200) if known else (say.FEEDBACK_GONE, 404)
        if wants_part(request):
            return self._views.page("parts/thanks.html", status, line=line)
        return self._views.page("said.html", status, title=say.THANKS if known else say.REFUSED_TITLE, line=line)

    def forget(self, request: Request, form: Fields) -> Response:
        for known in {form.text("session")[:LONGEST], cookie_session(request)} - {""}:
            self._dialogue.forget(visitor(known))
        response = self._views.page("said.html", title=say.FORGET_TITLE, line=say.FORGOTTEN)
        drop(response)
        return response

    def quote(self, request: Request) -> Response:
        """A permanent address. ?h=12-34 is the passage that was shared; without it the answer's first."""
        quote = self._dialogue.quote(request.path_params["pair"])
        if quote is None:
            raise HTTPException(404, say.PAGE_GONE)
        return self._views.page("quote.html", quote=self._at(quote, asked_text(request, "h")))

    def article(self, request: Request) -> Response:
        """?pair= marks a whole answer, &h=12-34,40-50 the quoted words within it; #mark scrolls there."""
        article, pair = request.path_params["article"], asked_text(request, "pair")
        stored = self._articles.article(article)
        if stored is None:
            raise HTTPException(404, say.PAGE_GONE)
        quote = self._dialogue.quote(pair) if pair else None
        if quote is not None and quote.article != article:
            quote = None
        said = list(quote.spans) if quote else []
        damage = [(start, end) for _, start, end in quote.damage] if quote else []
        rows = paragraphs(
            stored.text, {"said": said, "mark": spans_from(asked_text(request, "h"), said), "damage": damage}
        )
        return self._views.page("article.html", article=stored, rows=rows, quote=quote)

    def topics(self, _request: Request) -> Response:
        """Questions with how their answers begin: two questions may be worded alike."""
        groups = self._dialogue.topics()
        pairs = dict.fromkeys(offer.pair for group in groups if group.official for offer in group.offers)
        quotes = (self._dialogue.quote(pair) for pair in list(pairs)[:MOST_BEGINNINGS])
        beginnings = {quote.pair: quote.answer[:BEGINNING] for quote in quotes if quote}
        return self._views.page("topics.html", groups=groups, beginnings=beginnings)

    def officials(self, _request: Request) -> Response:
        return self._views.page("officials.html", cards=self._dialogue.officials(), groups=self._dialogue.topics())

    def about(self, _request: Request) -> Response:
        return self._views.page("about.html", figures=self._figures())

    def privacy(self, _request: Request) -> Response:
        return self._views.page("privacy.html")
