"""A small api.weixin.qq.com over real HTTP on loopback: stable_token and menu/create with their limits and errcodes.

Written from the published reference: tokens last 7,200 s and stay the same until they end; errors come with status 200.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

APPID = "wx2c2769f8efd9abc2"
SECRET = "0123456789abcdef0123456789abcdef"
Told = dict[str, Any]


def error(errcode: int, errmsg: str) -> Told:
    return {"errcode": errcode, "errmsg": f"{errmsg} rid: 6540b5c0-0a1b2c3d-4e5f6a7b"}


@dataclass
class FakeWeChat:
    """What the platform knows. Set `lasts_s`, `refuse` or `garble` to make it behave; read what arrived in `calls`."""

    lasts_s: int = 7200
    allowed: bool = True
    refuse: list[Told] = field(default_factory=list)
    garble: bytes | None = None
    token: str = ""
    tokens: int = 0
    menu: Told | None = None
    calls: list[str] = field(default_factory=list)
    url: str = ""
    lock: Lock = field(default_factory=Lock)

    def expire(self) -> None:
        self.token = ""

    def stable_token(self, asked: Told) -> Told:
        if asked.get("grant_type") != "client_credential":
            return error(40002, "invalid grant_type")
        if asked.get("appid") != APPID:
            return error(40013, "invalid appid")
        if asked.get("secret") != SECRET:
            return error(40125, "invalid appsecret")
        if not self.allowed:
            return error(40164, "invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist")
        if not self.token:
            self.tokens += 1
            self.token = f"token-{self.tokens}-" + "x" * 130
        return {"access_token": self.token, "expires_in": self.lasts_s}

    def menu_create(self, token: str, raw: bytes) -> Told:
        if not token:
            return error(41001, "access_token missing")
        if token != self.token:
            return error(40001, "invalid credential, access_token is invalid or not latest")
        if b"\\u" in raw:
            return error(40033, "invalid charset")
        told = json.loads(raw)
        fault = next(faults(told["button"]), None)
        if fault:
            return error(*fault)
        self.menu = told
        return {"errcode": 0, "errmsg": "ok"}


def faults(buttons: list[Told]) -> Iterator[tuple[int, str]]:
    """What the platform would find wrong with a menu."""
    if not 1 <= len(buttons) <= 3:
        yield 40016, "invalid button size"
    for button in buttons:
        if not 1 <= len(button["name"].encode()) <= 16:
            yield 40018, "invalid button name size"
        inner = button.get("sub_button", [])
        if "type" not in button and not 1 <= len(inner) <= 5:
            yield 40023, "invalid sub button size"
        for leaf in inner or [button]:
            yield from _leaf_faults(leaf)


def _leaf_faults(leaf: Told) -> Iterator[tuple[int, str]]:
    if len(leaf["name"].encode()) > 60:
        yield 40025, "invalid sub button name size"
    if leaf["type"] not in {"click", "view"}:
        yield 40017, "invalid button type"
    if leaf["type"] == "click" and not 1 <= len(leaf["key"].encode()) <= 128:
        yield 40019, "invalid button key size"
    if leaf["type"] == "view" and not leaf["url"].startswith(("http://", "https://")):
        yield 40055, "invalid button url domain"


@contextmanager
def serving() -> Iterator[FakeWeChat]:
    """The platform, at `.url`, until the block ends."""
    fake = FakeWeChat()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            parts = urlsplit(self.path)
            with fake.lock:
                fake.calls.append(parts.path)
                told = self._told(parts.path, parse_qs(parts.query).get("access_token", [""])[0], raw)
            self._send(fake.garble if fake.garble is not None else json.dumps(told).encode())

        def _told(self, path: str, token: str, raw: bytes) -> Told:
            if fake.refuse:
                return fake.refuse.pop(0)
            if path == "/cgi-bin/stable_token":
                return fake.stable_token(json.loads(raw))
            if path == "/cgi-bin/menu/create":
                return fake.menu_create(token, raw)
            return error(40066, "invalid url")

        def _send(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json; encoding=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
