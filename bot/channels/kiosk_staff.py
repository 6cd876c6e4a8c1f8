"""The staff corner of a kiosk: a PIN, then health and the way out. Only on the kiosk itself, never over a network."""

from __future__ import annotations

import logging
import secrets
from datetime import timedelta
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import phrases_kiosk as words
from bot.channels.kiosk_port import KioskHealth, KioskParts, Stage
from bot.channels.kiosk_settings import PinGate
from bot.channels.web_routes import Fields, posted, shown

log = logging.getLogger("bot.kiosk")

PASS_S = 120.0
THIS_MACHINE = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})
PROXY_HEADERS = ("forwarded", "x-forwarded-for", "x-real-ip")


def is_here(request: Request) -> bool:
    """Whether the request was made on this very machine and came through no proxy."""
    near = request.client is not None and request.client.host in THIS_MACHINE
    return near and not any(name in request.headers for name in PROXY_HEADERS)


class StaffCorner:
    """/kiosk/staff and /kiosk/end."""

    def __init__(self, parts: KioskParts, stage: Stage) -> None:
        self._parts, self._stage = parts, stage
        self._gate = PinGate(parts.settings.pin_hash, parts.clock_s)
        self._pass, self._pass_until_s = "", 0.0

    def routes(self) -> list[Route]:
        return [
            shown("/kiosk/staff", self.pad),
            posted("/kiosk/staff", self.enter),
            posted("/kiosk/end", self.end),
        ]

    def pad(self, request: Request) -> Response:
        if not is_here(request):
            return self._said(request, words.STAFF_HERE_ONLY, 403)
        if not self._gate.has_pin:
            return self._said(request, words.STAFF_SHUT)
        return self._stage.show(request, "staff", line=self._wait_line())

    def enter(self, request: Request, form: Fields) -> Response:
        pin = form.text("pin", 20)
        if not is_here(request):
            return self._said(request, words.STAFF_HERE_ONLY, 403)
        waiting = self._wait_line()
        if not self._gate.passes(pin):
            log.warning("staff_pin_refused waiting=%d", bool(waiting))
            return self._stage.show(request, "staff", 403, line=waiting or self._wait_line() or words.STAFF_WRONG)
        self._pass, self._pass_until_s = secrets.token_urlsafe(16), self._parts.clock_s() + PASS_S
        rows = health_rows(self._parts.health(), self._parts.keyboard.is_ready)
        return self._stage.show(request, "health", rows=rows, token=self._pass)

    def end(self, request: Request, form: Fields) -> Response:
        """Writes the flag that makes the launcher close the browser."""
        token = form.text("token", 64)
        in_time = self._pass and self._parts.clock_s() <= self._pass_until_s
        if not (is_here(request) and in_time and secrets.compare_digest(token.encode(), self._pass.encode())):
            return self._said(request, words.STAFF_EXPIRED, 403)
        self._pass = ""
        flag = self._parts.settings.exit_flag
        if not flag:
            return self._said(request, words.STAFF_NO_EXIT)
        Path(flag).parent.mkdir(parents=True, exist_ok=True)
        Path(flag).touch()
        log.info("kiosk_ended_by_staff")
        return self._said(request, words.STAFF_ENDED)

    def _wait_line(self) -> str:
        wait_s = self._gate.wait_s()
        return words.STAFF_WAIT.format(wait_s) if wait_s else ""

    def _said(self, request: Request, line: str, status: int = 200) -> Response:
        return self._stage.show(request, "said", status, title=words.STAFF_TITLE, line=line)


def health_rows(health: KioskHealth, keyboard_ready: bool) -> list[tuple[str, str]]:
    """What staff read, as (heading, text)."""
    up = timedelta(seconds=int(health.uptime_s))
    uptime = words.UPTIME.format(days=up.days, hours=up.seconds // 3600, minutes=up.seconds // 60 % 60)
    counts = {"articles": health.articles, "pairs": health.pairs, "version": health.collection}
    return [
        (words.HEALTH_VERSION, health.version),
        (words.HEALTH_COLLECTION, words.HEALTH_COLLECTION_LINE.format(**counts)),
        (words.HEALTH_UPTIME, uptime),
        (words.HEALTH_DATABASE, f"{health.database_bytes / 1_000_000:.1f} MB"),
        (words.HEALTH_KEYBOARD, words.HEALTH_KEYBOARD_READY if keyboard_ready else words.HEALTH_KEYBOARD_BUILDING),
        (words.HEALTH_ERROR, health.last_error or words.HEALTH_NO_ERROR),
    ]
