"""What the kiosk needs from the rest of the house. Types only; opens nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import Struct, field
from starlette.requests import Request
from starlette.responses import Response

from bot import phrases_kiosk
from bot.channels.kiosk_settings import KioskSettings
from bot.channels.kiosk_visits import Visits, visit_of
from bot.channels.web_port import Dialogue
from bot.channels.web_views import Views
from bot.quiz.bank import Playable
from bot.statistics import What
from bot.typing.pinyin import Candidate

PART = "kiosk"


class Counters(Protocol):
    """Where it is counted what happened: bot.statistics.Statistics."""

    def add(self, what: What, name: str = "") -> None: ...


class Keyboard(Protocol):
    """Where pinyin is looked up: bot.typing.desk.KeyboardDesk."""

    @property
    def is_ready(self) -> bool: ...
    def candidates(self, letters: str) -> list[Candidate]: ...


class KioskHealth(Struct, frozen=True):
    """What staff see: version of the program, change number of the collection, sizes, the last error logged."""

    version: str
    collection: int
    articles: int
    pairs: int
    uptime_s: float
    database_bytes: int
    last_error: str = ""


class KioskParts(Struct, frozen=True):
    """What a kiosk is joined from. questions and health are asked anew each time; clock_s is monotonic seconds."""

    dialogue: Dialogue
    keyboard: Keyboard
    counters: Counters
    health: Callable[[], KioskHealth]
    questions: Callable[[], Sequence[Playable]]
    settings: KioskSettings = field(default_factory=KioskSettings)
    clock_s: Callable[[], float] = time.monotonic


class Stage:
    """Draws one view: alone for our own script, within the whole page otherwise."""

    def __init__(self, settings: KioskSettings) -> None:
        self.settings = settings

    def show(self, request: Request, view: str, status: int = 200, **values: object) -> Response:
        views: Views = request.app.state.views
        values |= {"words": phrases_kiosk, "settings": self.settings, "view": view}
        template = f"kiosk/{view}.html" if is_part(request) else "kiosk/page.html"
        return views.page(template, status, **values)


def is_part(request: Request) -> bool:
    return request.headers.get("x-part") == PART


def under_way(visits: Visits, request: Request) -> str:
    """The visit this request belongs to, "" where none is under way."""
    visit = visit_of(request)
    return visit if visit and visits.goes_on(visit) else ""
