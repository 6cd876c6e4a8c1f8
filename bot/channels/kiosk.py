"""The kiosk: from the attract screen to the wipe. Decode, ask the dialogue, draw; works with a script and without."""

from __future__ import annotations

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.channels.kiosk_port import KioskParts, Stage, is_part, under_way
from bot.channels.kiosk_qr import address_code
from bot.channels.kiosk_quiz import QuizDesk
from bot.channels.kiosk_staff import StaffCorner
from bot.channels.kiosk_visits import PATH, Visits, drop, remember, visit_of, visitor
from bot.channels.web_port import TopicGroup
from bot.channels.web_routes import Fields, asked_text, bad_field, posted, shown, whole
from bot.channels.web_views import Views
from bot.conversation import Message, Offer, Reply

PASSING_AT_MOST = 24
EXAMPLES = 6
GRACE_S = 30.0
LONGEST_FIELD, LONGEST_LETTERS = 4000, 80


def kiosk_routes(parts: KioskParts) -> list[Route]:
    """Everything under /kiosk, for `web.create_app(…, routes=…)`."""
    stage = Stage(parts.settings)
    silent_s = parts.settings.idle_s + parts.settings.warn_s + GRACE_S
    visits = Visits(parts.dialogue.forget, silent_s, parts.clock_s)
    desks = Kiosk(parts, stage, visits), QuizDesk(parts, stage, visits), StaffCorner(parts, stage)
    return [route for desk in desks for route in desk.routes()]


class Kiosk:
    """Attract, home, topics, writing, answers, the wipe."""

    def __init__(self, parts: KioskParts, stage: Stage, visits: Visits) -> None:
        self._parts, self._dialogue, self._stage, self._visits = parts, parts.dialogue, stage, visits

    def routes(self) -> list[Route]:
        return [
            shown(PATH, self.attract),
            shown(f"{PATH}/home", self.home),
            shown(f"{PATH}/topics", self.topics),
            shown(f"{PATH}/write", self.write),
            shown(f"{PATH}/keyboard", self.keyboard),
            posted(f"{PATH}/begin", self.begin),
            posted(f"{PATH}/ask", self.ask),
            posted(f"{PATH}/feedback", self.feedback),
            posted(f"{PATH}/wipe", self.wipe),
        ]

    def attract(self, request: Request) -> Response:
        """Whoever was here before is forgotten, also where a reload brought us back."""
        self._visits.end(visit_of(request))
        response = self._stage.show(request, "attract", passing=self._passing())
        drop(response)
        return response

    def _passing(self) -> list[Offer]:
        """Questions of all officials in turn, then of the subjects."""
        groups = [group.offers for group in self._dialogue.topics()]
        longest = max((len(offers) for offers in groups), default=0)
        mixed = [offers[row] for row in range(longest) for offers in groups if row < len(offers)]
        return list({offer.label: offer for offer in mixed}.values())[:PASSING_AT_MOST]

    def begin(self, request: Request, _form: Fields) -> Response:
        self._visits.end(visit_of(request))
        visit = self._visits.begin()
        self._parts.counters.add("visit")
        response = self._home(request) if is_part(request) else RedirectResponse(f"{PATH}/home", 303)
        remember(response, visit)
        return response

    def home(self, request: Request) -> Response:
        return self._home(request) if under_way(self._visits, request) else over(request)

    def _home(self, request: Request) -> Response:
        has_quiz = bool(self._parts.questions())
        groups = self._dialogue.topics()
        has_subjects = any(map(subject_of, groups))
        return self._stage.show(
            request, "home", groups=groups, subject_of=subject_of, has_subjects=has_subjects, has_quiz=has_quiz
        )

    def topics(self, request: Request) -> Response:
        """?group= the number of an official's or a subject's questions."""
        group = whole(asked_text(request, "group") or "0")
        if group is None:
            raise bad_field("group")
        if not under_way(self._visits, request):
            return over(request)
        groups = self._dialogue.topics()
        if group >= len(groups):
            return self._home(request)
        one = groups[group]
        return self._stage.show(request, "topics", title=heading(one), line=one.official, offers=one.offers)

    def write(self, request: Request) -> Response:
        return self._write(request) if under_way(self._visits, request) else over(request)

    def _write(self, request: Request) -> Response:
        return self._stage.show(request, "write", offers=self._passing()[:EXAMPLES])

    def keyboard(self, request: Request) -> Response:
        """Candidates for the on-screen keyboard; nothing of the letters is kept or logged."""
        found = self._parts.keyboard.candidates(asked_text(request, "letters", LONGEST_LETTERS))
        return JSONResponse({"candidates": [{"text": one.text, "used": one.used} for one in found]})

    def ask(self, request: Request, form: Fields) -> Response:
        """A question, typed or tapped. Tapped: pair is the answer it promised, label what stood on it, topic where."""
        text, pair, label, topic = (form.text(name, LONGEST_FIELD) for name in ("text", "pair", "label", "topic"))
        visit = under_way(self._visits, request)
        if not visit:
            return over(request)
        if not text.strip():
            return self._write(request)
        reply = self._reply(request, text, pair, visit)
        self._count(reply, topic)
        codes = {quote.pair: address_code(self._parts.settings.public_url, quote.pair) for quote in reply.answers}
        return self._stage.show(request, "answer", asked=label or text, reply=reply, codes=codes)

    def _reply(self, request: Request, text: str, pair: str, visit: str) -> Reply:
        views: Views = request.app.state.views
        reply = self._dialogue.answer(Message(text, visitor(visit), "kiosk"))
        if len(text) > views.settings.text_limit and reply.outcome != "urgent":  # help is never refused
            return self._dialogue.notice("too_long")
        promised = self._dialogue.quote(pair) if pair and reply.outcome != "urgent" else None
        if promised is None or any(quote.pair == pair for quote in reply.answers):
            return reply
        return replace(reply, outcome="answer", intro="", answers=(promised,), related=(), offers=(), silent=())

    def _count(self, reply: Reply, topic: str) -> None:
        if reply.kind == "notice":
            return
        self._parts.counters.add("question")
        if reply.answers:
            self._parts.counters.add("answered")
        if topic and any(heading(group) == topic for group in self._dialogue.topics()):
            self._parts.counters.add("topic", topic)

    def feedback(self, request: Request, form: Fields) -> Response:
        record, is_good = form.number("record"), form.text("good", LONGEST_FIELD) == "1"
        if not under_way(self._visits, request):
            return over(request)
        self._dialogue.feedback(record, is_good)
        return self._stage.show(request, "thanks")

    def wipe(self, request: Request, _form: Fields) -> Response:
        """Ends the visit: its session is erased and its cookie goes. Whatever else comes, the attract screen does."""
        self._visits.end(visit_of(request))
        response = over(request)
        drop(response)
        return response


def subject_of(group: TopicGroup) -> str:
    """The subject of a group of questions, "" for an official's."""
    return str(getattr(group, "subject", ""))


def heading(group: TopicGroup) -> str:
    return group.district or group.official or subject_of(group)


def over(request: Request) -> Response:
    """No visit is under way: our script is told to go back, a browser without it goes."""
    if is_part(request):
        return Response(status_code=205)
    return RedirectResponse(PATH, 303)
