"""Settings of the Telegram channel, and keeping its token out of sight. Opens nothing, sends nothing."""

from __future__ import annotations

import hmac
import logging
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import urlsplit

API_URL = "https://api.telegram.org"
TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{20,100}")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
HIDDEN = "***"
REASON_LENGTH = 300


class TelegramSettingError(ValueError):
    """A setting is missing or makes no sense; the message names the key and never holds a secret."""


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """What an operator may set.

    webhook_url: the public https address of this bot's webhook ("" = long polling). public_url: the address of the web
    pages, for links to the article ("" = no links). messages_per_second, group_messages_per_minute: what the rate
    limiter lets through (0 = no limit). poll_s: how long the server may hold a request for news. lease_s: how long a
    crashed process keeps what it had begun. keep_hours: how long an answered message's number is remembered.
    give_up_hours: age at which an answer that could not be delivered is dropped. pending: most messages in hand.
    """

    token: str = field(repr=False)
    webhook_url: str = ""
    webhook_secret: str = field(default="", repr=False)
    api_url: str = API_URL
    public_url: str = ""
    messages_per_second: float = 30.0
    group_messages_per_minute: float = 20.0
    poll_s: float = 25.0
    read_timeout_s: float = 20.0
    lease_s: float = 10.0
    keep_hours: float = 72.0
    give_up_hours: float = 24.0
    pending: int = 1000

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> TelegramSettings | None:
        """None where BOT_TELEGRAM_TOKEN is not set: no Telegram then. Raises TelegramSettingError naming the key."""
        token = env.get("BOT_TELEGRAM_TOKEN", "").strip()
        if not token:
            return None
        if not TOKEN.fullmatch(token):
            raise TelegramSettingError(
                f"BOT_TELEGRAM_TOKEN has {len(token)} characters in another form, expected 123456789:ABC-def…, as "
                "BotFather shows it"
            )
        api_url = _url(env, "BOT_TELEGRAM_API_URL") or API_URL
        webhook_url = _url(env, "BOT_TELEGRAM_WEBHOOK_URL")
        if webhook_url.startswith("http:") and api_url == API_URL:
            raise TelegramSettingError(f"BOT_TELEGRAM_WEBHOOK_URL is {webhook_url!r}, expected https://…")
        secret = env.get("BOT_TELEGRAM_WEBHOOK_SECRET", "").strip()
        if secret and not SECRET.fullmatch(secret):
            raise TelegramSettingError(
                f"BOT_TELEGRAM_WEBHOOK_SECRET has {len(secret)} characters, expected 1 to 256 of A-Z a-z 0-9 _ -"
            )
        return cls(
            token,
            webhook_url,
            secret or keyed(token, "webhook")[:64],
            api_url,
            _url(env, "BOT_PUBLIC_URL"),
            messages_per_second=_number(env, "BOT_TELEGRAM_MESSAGES_PER_SECOND", 30.0),
            group_messages_per_minute=_number(env, "BOT_TELEGRAM_GROUP_MESSAGES_PER_MINUTE", 20.0),
            poll_s=_number(env, "BOT_TELEGRAM_POLL_S", 25.0),
            lease_s=_number(env, "BOT_TELEGRAM_LEASE_S", 10.0, least=0.1),
            keep_hours=_number(env, "BOT_TELEGRAM_KEEP_HOURS", 72.0, least=25.0),
            give_up_hours=_number(env, "BOT_TELEGRAM_GIVE_UP_HOURS", 24.0, least=0.01),
        )

    @property
    def bot_id(self) -> str:
        """The public part of the token: whose updates these are."""
        return self.token.partition(":")[0]

    @property
    def webhook_path(self) -> str:
        return urlsplit(self.webhook_url).path or "/"

    @property
    def secrets(self) -> tuple[str, ...]:
        return tuple(secret for secret in (self.token, self.webhook_secret) if secret)


def keyed(secret: str, text: str) -> str:
    """A fingerprint that tells nothing without the secret: 64 hex digits."""
    return hmac.new(secret.encode(), text.encode("utf-8", "replace"), sha256).hexdigest()


def plain(error: BaseException, settings: TelegramSettings) -> str:
    """An error in one line without the token: python-telegram-bot writes the token into some of its messages."""
    text = " ".join(f"{type(error).__name__}: {error}".split())
    for secret in (*settings.secrets, settings.token.partition(":")[2]):
        text = text.replace(secret, HIDDEN) if secret else text
    return repr(text[:REASON_LENGTH])


def quiet_libraries() -> None:
    """httpx logs each address at INFO, and the address holds the token; telegram logs what visitors wrote on errors."""
    for name, level in (("httpx", logging.WARNING), ("httpcore", logging.WARNING), ("telegram", logging.CRITICAL)):
        logging.getLogger(name).setLevel(level)
    # raw answers are asked for on purpose (TelegramChannel._ask, Delivery._call); seconds and timedelta both understood
    for message in (r"Please use 'Bot\.", "Deprecated since version v22.2: .*`retry_after`"):
        warnings.filterwarnings("ignore", message=message)


def _url(env: Mapping[str, str], key: str) -> str:
    url = env.get(key, "").strip().rstrip("/")
    if url and not re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", url):
        raise TelegramSettingError(f"{key} is {url!r}, expected http://… or https://…")
    return url


def _number(env: Mapping[str, str], key: str, default: float, least: float = 0.0) -> float:
    raw = env.get(key, "").strip()
    try:
        number = float(raw) if raw else default
    except ValueError:
        number = -1.0
    if not least <= number < float("inf"):
        raise TelegramSettingError(f"{key} is {raw!r}, expected a number of at least {least:g}")
    return number
