"""What the WeChat channel must be told, read from a mapping such as os.environ. Reads no environment itself.

A value that does not fit is named; a secret is never part of a message or of a repr.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args
from urllib.parse import urlsplit

Mode = Literal["plain", "compatible", "safe"]
MODES: tuple[Mode, ...] = get_args(Mode)

API_URL = "https://api.weixin.qq.com"
MAX_AGE_S = 300
TOKEN = re.compile(r"[A-Za-z0-9]{3,32}")
AES_KEY = re.compile(r"[A-Za-z0-9]{43}")
APPID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class SettingError(ValueError):
    """A setting is missing or does not fit; the message names it and says what was expected."""


@dataclass(frozen=True, slots=True)
class WeChatSettings:
    """The settings of one official account. aes_keys: the key in force first, then the one before it, if any.

    public_url has no slash at its end, "" for none. max_age_s: how old a signed request may be, in seconds.
    """

    token: str = field(repr=False)
    appid: str = ""
    secret: str = field(default="", repr=False)
    aes_keys: tuple[str, ...] = field(default=(), repr=False)
    mode: Mode = "plain"
    api_url: str = API_URL
    public_url: str = ""
    max_age_s: int = MAX_AGE_S

    @staticmethod
    def wanted(environment: Mapping[str, str]) -> bool:
        """Whether the account is to be served: BOT_WECHAT_TOKEN is set."""
        return bool(environment.get("BOT_WECHAT_TOKEN", "").strip())

    @classmethod
    def from_env(cls, environment: Mapping[str, str]) -> WeChatSettings:
        """Raises SettingError, which names the key that is missing or wrong."""
        keys = ("BOT_WECHAT_AES_KEY", "BOT_WECHAT_AES_KEY_PREVIOUS")
        aes_keys = tuple(key for key in (_aes_key(environment, name) for name in keys) if key)
        mode = _mode(environment, "safe" if aes_keys else "plain")
        sealed = mode != "plain"
        if sealed and not _value(environment, keys[0]):
            raise SettingError(f"{keys[0]} is missing, expected 43 letters and digits, as BOT_WECHAT_MODE is {mode}")
        return cls(
            token=_token(environment),
            appid=_appid(environment, needed=sealed),
            secret=_value(environment, "BOT_WECHAT_SECRET"),
            aes_keys=aes_keys if sealed else (),
            mode=mode,
            api_url=_url(environment, "BOT_WECHAT_API_URL") or API_URL,
            public_url=_url(environment, "BOT_PUBLIC_URL"),
            max_age_s=_seconds(environment, "BOT_WECHAT_MAX_AGE", MAX_AGE_S),
        )


def _value(environment: Mapping[str, str], name: str) -> str:
    return environment.get(name, "").strip()


def _token(environment: Mapping[str, str]) -> str:
    token = _value(environment, "BOT_WECHAT_TOKEN")
    if not token:
        raise SettingError("BOT_WECHAT_TOKEN is missing, expected the Token from the account's message push settings")
    if not TOKEN.fullmatch(token):
        raise SettingError(f"BOT_WECHAT_TOKEN has {len(token)} characters, expected 3 to 32 letters and digits")
    return token


def _appid(environment: Mapping[str, str], needed: bool) -> str:
    appid = _value(environment, "BOT_WECHAT_APPID")
    if needed and not appid:
        raise SettingError("BOT_WECHAT_APPID is missing, expected the account's AppID, wx and 16 characters")
    if appid and not APPID.fullmatch(appid):
        raise SettingError("BOT_WECHAT_APPID does not fit, expected the account's AppID, wx and 16 characters")
    return appid


def _aes_key(environment: Mapping[str, str], name: str) -> str:
    key = _value(environment, name)
    if key and not AES_KEY.fullmatch(key):
        raise SettingError(f"{name} has {len(key)} characters, expected 43 letters and digits (EncodingAESKey)")
    return key


def _mode(environment: Mapping[str, str], default: Mode) -> Mode:
    given = _value(environment, "BOT_WECHAT_MODE").lower() or default
    for mode in MODES:
        if given == mode:
            return mode
    raise SettingError(f"BOT_WECHAT_MODE is {given!r}, expected {', '.join(MODES)}")


def _url(environment: Mapping[str, str], name: str) -> str:
    url = _value(environment, name).rstrip("/")
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise SettingError(f"{name} does not fit, expected an address such as https://bot.example.cn")
    return url


def _seconds(environment: Mapping[str, str], name: str, default: int) -> int:
    given = _value(environment, name)
    if not given:
        return default
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= 86_400):
        raise SettingError(f"{name} is {given!r}, expected seconds from 1 to 86400")
    return int(given)
