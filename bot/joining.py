"""Joins the channels to one dialogue: the web application with the kiosk; Telegram and WeChat where they are set up.

Says of each switch whether it is on and what turns it on. Starts nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Protocol

from msgspec import Struct
from starlette.applications import Starlette
from starlette.routing import Route

from bot import __version__
from bot import phrases_console as say
from bot.channels import kiosk
from bot.channels.kiosk_port import KioskHealth, KioskParts
from bot.channels.kiosk_settings import KioskSettings
from bot.channels.telegram_settings import TelegramSettings
from bot.channels.web import create_app
from bot.channels.web_port import Figures, WebSettings
from bot.channels.wechat_settings import WeChatSettings
from bot.claims import Claims
from bot.dialogue import Dialogue, Memory
from bot.last_error import LastError
from bot.library import Library
from bot.quiz.bank import Bank
from bot.quotes import said_text
from bot.settings import Settings
from bot.statistics import Statistics
from bot.supervisor import Channel
from bot.typing.desk import BUILD_LIMIT_S, KeyboardDesk, own_words
from knowledge.collecting import settle
from knowledge.late_pairs import heads_of
from knowledge.store import Store

TABLE = "pinyin.db"


class House(Protocol):
    """What joining needs of the wiring."""

    @property
    def settings(self) -> Settings: ...
    @property
    def environment(self) -> Mapping[str, str]: ...
    @property
    def store(self) -> Store: ...
    @property
    def memory(self) -> Memory: ...
    @property
    def library(self) -> Library: ...
    def dialogue(self, *, remembered: bool = True) -> Dialogue: ...
    def begin(self) -> None: ...
    def get_ready(self) -> None: ...


class Joined(Struct, frozen=True):
    """The web application, the other channels, (what, where or "", how to turn it on), and what must not be logged.

    afterwards: what is done, in order, when the web application answers.
    """

    app: Starlette
    channels: tuple[Channel, ...]
    afterwards: tuple[Callable[[], None], ...]
    switches: tuple[tuple[str, str, str], ...]
    secrets: tuple[str, ...]


def join(house: House, last_error: LastError, started_s: float) -> Joined:
    """Raises ValueError naming a setting that cannot be used."""
    dialogue, environment = house.dialogue(), house.environment
    telegram = TelegramSettings.from_env(environment)
    wechat = WeChatSettings.from_env(environment) if WeChatSettings.wanted(environment) else None
    keyboard = KeyboardDesk(
        house.settings.database.with_name(TABLE), lambda: own_words(house.library.shelf().collection)
    )
    routes = _kiosk(house, dialogue, keyboard, last_error, started_s)
    channels = [_telegram(telegram, dialogue, house.store, routes)] if telegram else []
    if wechat:
        routes += _wechat(wechat, dialogue, house.store)
    app = create_app(dialogue, house.library, WebSettings.from_env(environment), routes, figures=lambda: figures(house))
    public = house.settings.public_url
    pin = KioskSettings.from_env(environment).pin_hash
    switches = (
        (say.TELEGRAM, say.TELEGRAM_ON if telegram else "", say.TELEGRAM_HOW),
        (say.WECHAT, f"{public}/wechat" if wechat else "", say.WECHAT_HOW),
        (say.KIOSK_QR, public, say.PUBLIC_HOW),
        (say.KIOSK_STAFF, say.KIOSK_STAFF_ON if pin else "", say.KIOSK_STAFF_HOW),
    )
    secrets = [*telegram.secrets] if telegram else []
    if wechat:
        secrets += [wechat.token, wechat.secret, *wechat.aes_keys]
    judge, views = house.library.shelf().judge, app.state.views
    afterwards = (judge.get_ready, views.get_ready, keyboard.start, lambda: _settle_after(keyboard))
    return Joined(app, tuple(channels), afterwards, switches, tuple(secrets))


def _settle_after(keyboard: KeyboardDesk) -> None:
    """What was made beside the first answers stays too: the collector would walk it while a visitor waits."""
    keyboard.wait(BUILD_LIMIT_S)
    settle()


def _telegram(settings: TelegramSettings, dialogue: Dialogue, store: Store, routes: list[Route]) -> Channel:
    """The channel; pushed updates come in by a route. Its library is imported only here: it takes 20 MB."""
    from bot.channels.telegram import TelegramChannel
    from bot.channels.telegram_web import telegram_route

    channel = TelegramChannel(settings, dialogue, store)
    if settings.webhook_url:
        routes.append(telegram_route(channel))
    return channel


def _wechat(settings: WeChatSettings, dialogue: Dialogue, store: Store) -> list[Route]:
    """The account's routes. The ciphers and the HTTP client are imported only here: they take a tenth of a second."""
    from bot.channels.wechat import account_routes

    secret = sha256(b"claims" + settings.token.encode()).digest()
    return account_routes(dialogue, settings, Claims(store, secret, time.time), time.time)


def _kiosk(
    house: House, dialogue: Dialogue, keyboard: KeyboardDesk, last_error: LastError, started_s: float
) -> list[Route]:
    """The kiosk's pages."""
    settings, bank = KioskSettings.from_env(house.environment), Bank.read()

    def health() -> KioskHealth:
        now = house.library.shelf().collection
        size = os.path.getsize(house.settings.database) if house.settings.database.exists() else 0
        uptime = time.monotonic() - started_s
        return KioskHealth(__version__, now.version, len(now.articles), len(now.pairs), uptime, size, last_error.line)

    return kiosk.kiosk_routes(
        KioskParts(
            dialogue=dialogue,
            keyboard=keyboard,
            counters=Statistics(house.store, settings.event, settings.kiosk),
            health=health,
            questions=lambda: bank.playable(house.library.shelf().collection),
            settings=settings,
        )
    )


def figures(house: House) -> Figures:
    """How much there is and how it did this month, for /about and /healthz."""
    collection = house.library.shelf().collection
    asked, answered = house.memory.records.month()
    first = min(collection.articles, key=lambda article: article.said, default=None)
    return Figures(
        version=collection.version,
        articles=len(collection.articles),
        officials=len({head.official.name for head in heads_of(collection.pairs)}),
        pairs=len(collection.pairs),
        since=said_text(first) if first else "",
        asked=asked,
        answered=answered,
    )
