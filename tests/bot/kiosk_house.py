"""A kiosk over the canned dialogue, with real statistics, a real keyboard and a quiz over the shipped interview."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from starlette.applications import Starlette

from bot.channels.kiosk import kiosk_routes
from bot.channels.kiosk_port import KioskHealth, KioskParts
from bot.channels.kiosk_settings import KioskSettings
from bot.channels.web import create_app
from bot.quiz.bank import Bank, Playable
from bot.statistics import Statistics, counts
from bot.typing.desk import KeyboardDesk, own_words
from bot.typing.pinyin import Candidate
from knowledge.ingest import read_interview_file
from knowledge.model import Collection
from knowledge.store import Store
from tests.bot.canned import TEXT, CannedArticles, CannedDialogue

PIN = "262626"


@cache
def shipped() -> Collection:
    """The interview that ships, read from its files."""
    interview = read_interview_file(TEXT)
    return Collection(1, (interview.article,), interview.pairs, interview.quotations)


@cache
def questions() -> tuple[Playable, ...]:
    return Bank.read().playable(shipped())


@dataclass(frozen=True)
class ThinkingDesk:
    """The keyboard's words, given after takes_s seconds, as on a busy machine."""

    desk: KeyboardDesk
    takes_s: Callable[[], float]

    @property
    def is_ready(self) -> bool:
        return self.desk.is_ready

    def candidates(self, letters: str) -> list[Candidate]:
        time.sleep(self.takes_s())
        return self.desk.candidates(letters)


@dataclass
class KioskHouse:
    """app serves the kiosk; dialogue keeps what it was asked; clock_s is the kiosk's clock, None for the real one."""

    settings: KioskSettings
    clock_s: Callable[[], float] | None = None
    table: Path | None = None
    dialogue: CannedDialogue = field(default_factory=CannedDialogue)
    store: Store = field(default_factory=lambda: Store(":memory:"))
    questions: Callable[[], tuple[Playable, ...]] = questions
    words_take_s: float = 0.0  # how long the keyboard thinks before it offers words

    def app(self) -> Starlette:
        counters = Statistics(self.store, self.settings.event, self.settings.kiosk, lambda: date(2026, 6, 26))
        desk = ThinkingDesk(KeyboardDesk(self.table, lambda: own_words(shipped())), lambda: self.words_take_s)
        clock = {} if self.clock_s is None else {"clock_s": self.clock_s}
        health = KioskHealth("0.1.0", 7, 1, 14, 90_061.0, 2_400_000, "06-26 09:00:00 disk full")
        parts = KioskParts(self.dialogue, desk, counters, lambda: health, self.questions, self.settings, **clock)
        return create_app(self.dialogue, CannedArticles(), routes=kiosk_routes(parts))

    def counted(self) -> dict[str, int]:
        return {row.what + (f":{row.name}" if row.name else ""): row.count for row in counts(self.store)}
