"""The platform's API: an access token shared between processes, and the account's menu. Receives no messages.

The token comes from the stable-token call, is kept in the database and renewed 5 minutes before it ends. Who renews it
holds a short lease in the database, and no transaction, so that an answer never waits for the network.
No error and no log line holds a secret, a token or an address with one in it.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx
from msgspec import Struct

from bot import phrases_wechat as phrases
from bot.channels.wechat_settings import WeChatSettings
from bot.claims import Clock
from knowledge.store import Migrations, Store

RENEW_BEFORE_S = 300
LEASE_S = 15
POLL_S = 0.1
TIMEOUT_S = 8.0
STALE_TOKEN = frozenset({40001, 40014, 41001, 42001})
ADDRESS = re.compile(r"invalid ip ([0-9a-fA-F.:]{3,45})")

migrations = Migrations("wechat_api")


@migrations()
def wechat_tokens(tables: Any) -> None:
    columns = {"appid": str, "token": str, "ends_s": float, "leased_until_s": float}
    tables["wechat_tokens"].create(columns, pk="appid", not_null=set(columns), strict=True)


class WeChatError(Exception):
    """The platform refused, or cannot be reached; the message is for staff, in plain words."""

    def __init__(self, words: str, errcode: int = 0) -> None:
        super().__init__(words)
        self.errcode = errcode


class Token(Struct, frozen=True):
    """An access token and when it ends, in Unix seconds."""

    value: str
    ends_s: float


def open_client(settings: WeChatSettings) -> httpx.Client:
    """For WeChatApi. httpx tells addresses at INFO, and WeChat wants the token in the address: so from WARNING on."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    return httpx.Client(base_url=settings.api_url, timeout=TIMEOUT_S)


class WeChatApi:
    """The calls of one account, e.g. `WeChatApi(settings, store, open_client(settings), time.time).create_menu(…)`."""

    def __init__(
        self,
        settings: WeChatSettings,
        store: Store,
        client: httpx.Client,
        clock: Clock,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings, self._store, self._client = settings, store, client
        self._clock, self._pause = clock, pause
        store.migrate(migrations)

    def create_menu(self, menu: Mapping[str, Any]) -> None:
        """Sets the account's menu. Raises WeChatError."""
        try:
            self._call("/cgi-bin/menu/create", menu, self.access_token())
        except WeChatError as error:
            if error.errcode not in STALE_TOKEN:
                raise
            self._drop_token()
            self._call("/cgi-bin/menu/create", menu, self.access_token())

    def access_token(self) -> str:
        """The token in force, renewed when it ends soon. Raises WeChatError."""
        for _ in range(int(LEASE_S / POLL_S) + 2):
            kept, mine = self._kept_or_lease()
            if kept:
                return kept
            if mine:
                return self._renewed()
            self._pause(POLL_S)
        return self._fetched().value  # whoever held the lease is gone or slow; asking twice does no harm

    def _kept_or_lease(self) -> tuple[str, bool]:
        """The kept token, if it lasts; else whether the lease to renew it is ours now."""
        appid, now_s = self._settings.appid, self._clock()
        with self._store.writing() as store:
            rows = store.rows("SELECT token, ends_s, leased_until_s FROM wechat_tokens WHERE appid = ?", (appid,))
            if rows and rows[0]["token"] and rows[0]["ends_s"] - RENEW_BEFORE_S > now_s:
                return rows[0]["token"], False
            if rows and rows[0]["leased_until_s"] > now_s:
                return "", False
            self._write(store, Token("", 0.0), leased_until_s=now_s + LEASE_S)
            return "", True

    def _renewed(self) -> str:
        try:
            token = self._fetched()
        except BaseException:
            with self._store.writing() as store:
                self._write(store, Token("", 0.0))
            raise
        with self._store.writing() as store:
            self._write(store, token)
        return token.value

    def _drop_token(self) -> None:
        with self._store.writing() as store:
            self._write(store, Token("", 0.0))

    def _write(self, store: Store, token: Token, leased_until_s: float = 0.0) -> None:
        row = (self._settings.appid, token.value, token.ends_s, leased_until_s)
        store.execute("INSERT OR REPLACE INTO wechat_tokens VALUES (?, ?, ?, ?)", row)

    def _fetched(self) -> Token:
        asked = {"grant_type": "client_credential", "appid": self._settings.appid, "secret": self._settings.secret}
        told = self._call("/cgi-bin/stable_token", asked)
        value, lasts_s = told.get("access_token"), told.get("expires_in")
        if not isinstance(value, str) or not value or not isinstance(lasts_s, int):
            raise WeChatError(phrases.NOT_WECHAT.format(host=self._client.base_url.host))
        return Token(value, self._clock() + lasts_s)

    def _call(self, path: str, body: Mapping[str, Any], token: str = "") -> Mapping[str, Any]:
        """The platform's JSON answer. Raised afresh, since httpx's own errors hold the address with the token."""
        host = self._client.base_url.host
        # WeChat shows a name in backslash-u escapes as it stands, so none are made.
        raw = json.dumps(body, ensure_ascii=False).encode("utf-8")
        try:
            told = self._client.post(path, content=raw, params={"access_token": token} if token else None).json()
        except httpx.HTTPError:
            raise WeChatError(phrases.NETWORK.format(host=host)) from None
        except ValueError:
            raise WeChatError(phrases.NOT_WECHAT.format(host=host)) from None
        if not isinstance(told, dict):
            raise WeChatError(phrases.NOT_WECHAT.format(host=host))
        errcode = told.get("errcode", 0)
        if errcode:
            raise told_plainly(errcode, str(told.get("errmsg", "")))
        return told


def told_plainly(errcode: object, errmsg: str) -> WeChatError:
    """What an errcode means and what to do. Of errmsg only the address that is not on the allow-list is told."""
    if not isinstance(errcode, int) or errcode not in phrases.ERRCODES:
        number = errcode if isinstance(errcode, int) else 0
        return WeChatError(phrases.UNKNOWN_ERRCODE.format(errcode=number), number)
    words = phrases.ERRCODE.format(words=phrases.ERRCODES[errcode], errcode=errcode)
    address = ADDRESS.search(errmsg)
    if address:
        words = f"{words}{phrases.ADDRESS.format(address=address[1])}"
    return WeChatError(words, errcode)
