"""What the web pages need from the rest of the house: ports, settings and figures. Types only; opens nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from bot.conversation import Message, Offer, Quote, Reply
from bot.phrases import BOT_NAME
from knowledge.model import Article


class Articles(Protocol):
    """Where a stored article is read from."""

    def article(self, article_id: str) -> Article | None: ...


class TopicGroup(Protocol):
    """Questions that belong together: one official's (official set) or one subject's (subject set)."""

    @property
    def district(self) -> str: ...
    @property
    def official(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def offers(self) -> tuple[Offer, ...]: ...


class OfficialCard(Protocol):
    """Who was interviewed, in which office, with how many answers, in which article."""

    @property
    def name(self) -> str: ...
    @property
    def office(self) -> str: ...
    @property
    def district(self) -> str: ...
    @property
    def answers(self) -> int: ...
    @property
    def article(self) -> str: ...
    @property
    def outlet(self) -> str: ...
    @property
    def said_text(self) -> str: ...


class Dialogue(Protocol):
    """The part of bot.dialogue.Dialogue that the web uses. Every method may be called from any thread."""

    def answer(self, message: Message) -> Reply: ...
    def whole(self, pair_id: str, visitor: str = "") -> Reply | None: ...
    def pick(self, visitor: str, pair_id: str) -> Reply | None: ...
    def quote(self, pair_id: str) -> Quote | None: ...
    def feedback(self, record: int, good: bool, reason: str = "") -> bool: ...
    def forget(self, visitor: str) -> None: ...
    def notice(self, name: str) -> Reply: ...
    def topics(self) -> Sequence[TopicGroup]: ...
    def officials(self) -> Sequence[OfficialCard]: ...
    def suggest(self, typed: str, limit: int = 6) -> tuple[Offer, ...]: ...


class Figures(Struct, frozen=True):
    """How much there is and how it does: for /about and /healthz. since is a date as a visitor reads it.

    asked and answered count this month's questions.
    """

    version: int = 0
    articles: int = 0
    officials: int = 0
    pairs: int = 0
    since: str = ""
    asked: int = 0
    answered: int = 0

    @property
    def share(self) -> int | None:
        """Per cent of this month's questions that found an answer; None where nobody asked."""
        return round(100 * self.answered / self.asked) if self.asked else None


class WebSettings(Struct, frozen=True):
    """What an operator may set for the web channel.

    public_url: the address people reach it at ("" = unknown); hosts: the Host headers that are served (() = any);
    asks_per_minute: from one address, whoever asks (a visitor's own pace is the dialogue's matter); 0 = no limit;
    this machine itself is never limited.
    body_bytes: the most a request may carry; roomier: path prefixes that may carry more.
    """

    bot_name: str = BOT_NAME
    public_url: str = ""
    hosts: tuple[str, ...] = ()
    asks_per_minute: int = 300
    text_limit: int = 500
    body_bytes: int = 64 * 1024
    roomier: tuple[tuple[str, int], ...] = ()

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> WebSettings:
        """Reads BOT_NAME, BOT_PUBLIC_URL, BOT_WEB_HOSTS (comma separated) and BOT_WEB_ASKS_PER_MINUTE.

        Raises ValueError naming the key.
        """
        rate = env.get("BOT_WEB_ASKS_PER_MINUTE", "300")
        if not rate.isdecimal():
            raise ValueError(f"BOT_WEB_ASKS_PER_MINUTE is {rate!r}, expected a whole number, 0 for no limit")
        public_url = env.get("BOT_PUBLIC_URL", "").rstrip("/")
        if public_url and not public_url.startswith(("http://", "https://")):
            raise ValueError(f"BOT_PUBLIC_URL is {public_url!r}, expected http://… or https://…")
        hosts = tuple(host.strip() for host in env.get("BOT_WEB_HOSTS", "").split(",") if host.strip())
        return cls(env.get("BOT_NAME") or BOT_NAME, public_url, hosts, int(rate))
