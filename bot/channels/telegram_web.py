"""Where the Telegram server pushes updates: one route of the shared web application. Understands no update."""

from __future__ import annotations

import hmac
import json

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.telegram import BusyError, TelegramChannel

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
BODY_LIMIT = 256 * 1024


def telegram_route(channel: TelegramChannel) -> Route:
    """The route at the path of BOT_TELEGRAM_WEBHOOK_URL, for the web application.

    200: claimed, or not for us. 400: no update. 403: not from Telegram. 413: too large. 503: send it again later.
    """

    async def push(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, channel.settings.webhook_secret.encode()) or not given:
            return Response(status_code=403)
        body = await _read(request)
        if body is None:
            return Response(status_code=413)
        try:
            await channel.receive(json.loads(body))
        except (ValueError, RecursionError):  # BadUpdateError is a ValueError
            return Response(status_code=400)
        except BusyError:
            return Response(status_code=503, headers={"Retry-After": "1"})
        return Response(status_code=200)

    return Route(channel.settings.webhook_path, push, methods=["POST"])


async def _read(request: Request) -> bytes | None:
    """The body; None if it is larger than the limit, without reading the rest of it."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            return None
    return bytes(body)
