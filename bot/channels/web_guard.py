"""What every response carries and every request must pass: headers, body size, same origin, no trace of a fault.

Answers no question.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot import phrases_web as say
from bot.channels.web_port import WebSettings
from bot.faults import place

log = logging.getLogger(__name__)

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SECURITY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITES = frozenset({"same-origin", "none"})

Refuse = Callable[[Request, int, str], Response]


class TooLarge(HTTPException):
    """The body has more bytes than its path may carry. An HTTPException, so that it is told like any other."""

    def __init__(self) -> None:
        super().__init__(413, say.TOO_LARGE)


class SecureHeaders:
    """Sets SECURITY on every response, and no-store where nothing else was said about caching."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, send_secured if scope["type"] == "http" else send)


class NoTraces:
    """Answers a fault of ours with one kind line. The framework's own way drops the connection after its answer."""

    def __init__(self, app: ASGIApp, refuse: Refuse) -> None:
        self._app, self._refuse = app, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = False

        async def send_noted(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        except Exception as error:
            if began or scope["type"] != "http":
                raise
            log.error("failed channel=web error=%s at=%s", type(error).__name__, place(error))  # noqa: TRY400
            response = self._refuse(Request(scope), 500, say.TROUBLE)
            await response(scope, receive, send)


class SameOrigin:
    """Refuses what another site's page posts. A request that no browser sent carries neither header and passes."""

    def __init__(self, app: ASGIApp, settings: WebSettings, refuse: Refuse) -> None:
        self._app, self._refuse = app, refuse
        self._public = urlsplit(settings.public_url).netloc

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS and not self._is_own(Headers(scope=scope)):
            response = self._refuse(Request(scope), 403, say.CROSS_SITE)
            await response(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_own(self, headers: Headers) -> bool:
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None:
            return site in OWN_SITES
        return origin is None or urlsplit(origin).netloc in {headers.get("host"), self._public} - {"", None}


class SmallBodies:
    """Refuses a body that is too large while it is read, also when its length was not announced."""

    def __init__(self, app: ASGIApp, settings: WebSettings, refuse: Refuse) -> None:
        self._app, self._settings, self._refuse = app, settings, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limit(scope["path"])
        announced = Headers(scope=scope).get("content-length", "0")
        try:
            if not (announced.isdecimal() and int(announced[:20]) > limit):
                await self._app(scope, counted(receive, limit), send)
                return
        except TooLarge:
            pass
        response = self._refuse(Request(scope), 413, say.TOO_LARGE)
        await response(scope, receive, send)

    def _limit(self, path: str) -> int:
        roomier = (limit for prefix, limit in self._settings.roomier if path.startswith(prefix))
        return max(roomier, default=self._settings.body_bytes)


def counted(receive: Receive, limit: int) -> Callable[[], Awaitable[Message]]:
    """receive(), until more than limit bytes have come: then it raises TooLarge."""
    seen = 0

    async def receive_counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise TooLarge
        return message

    return receive_counted
