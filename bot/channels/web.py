"""The web application: joins API, pages, static files and guards. Builds nothing on import, reads no environment."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot import phrases_web as say
from bot.channels.web_api import Api
from bot.channels.web_guard import NoTraces, SameOrigin, SecureHeaders, SmallBodies
from bot.channels.web_limits import Pace
from bot.channels.web_operations import Operation, schema
from bot.channels.web_pages import Pages
from bot.channels.web_port import Articles, Dialogue, Figures, WebSettings
from bot.channels.web_routes import shown
from bot.channels.web_views import STATIC, Views

API_VERSION = "1"
LINES = {400: say.BAD_REQUEST, 404: say.NOT_FOUND, 405: say.NOT_ALLOWED}


class KeptFiles(StaticFiles):
    """Static files whose address changes with their content: a browser need never ask again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def create_app(
    dialogue: Dialogue,
    articles: Articles,
    settings: WebSettings | None = None,
    routes: Sequence[BaseRoute] = (),
    *,
    figures: Callable[[], Figures] = Figures,
    clock_s: Callable[[], float] = time.monotonic,
) -> Starlette:
    """Everything that is served on one port. routes: further channels and pages, asked after our own paths."""
    views, pace = Views(settings or WebSettings()), Pace((settings or WebSettings()).asks_per_minute, clock_s)
    operations = Api(dialogue, figures, pace).operations()
    app = Starlette(
        routes=[
            *(operation.route() for operation in operations),
            *_described(operations, views),
            *Pages(dialogue, articles, figures, views, pace).routes(),
            *routes,
            Mount(views.static_path, KeptFiles(directory=STATIC)),
        ],
        middleware=_guards(views),
        exception_handlers={HTTPException: _kind_line(views)},
    )
    app.state.views = views
    return app


def _described(operations: Sequence[Operation], views: Views) -> list[Route]:
    """What programs may ask for, for a program and as a plain page that needs no other host's script."""

    def told() -> dict[str, object]:
        return schema(operations, views.settings.bot_name, API_VERSION)

    return [
        shown("/openapi.json", lambda _: JSONResponse(told())),
        shown("/docs", lambda _: views.page("docs.html", schema=told())),
    ]


def _guards(views: Views) -> list[Middleware]:
    """The first one is the outermost."""
    hosts = list(views.settings.hosts)
    return [
        Middleware(SecureHeaders),
        Middleware(NoTraces, refuse=views.refuse),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        *([Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)] if hosts else []),
        Middleware(SameOrigin, settings=views.settings, refuse=views.refuse),
        Middleware(SmallBodies, settings=views.settings, refuse=views.refuse),
    ]


def _kind_line(views: Views) -> Callable[[Request, Exception], Response]:
    def tell(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        detail = error.detail if isinstance(error, HTTPException) else ""
        # The framework's own details are English; ours are Chinese.
        line = LINES.get(status, say.BAD_REQUEST) if detail.isascii() else detail
        if status == 404 and detail.isascii() and not request.url.path.startswith("/api/"):
            line = say.PAGE_GONE
        response = views.refuse(request, status, line)
        response.headers.update(getattr(error, "headers", None) or {})
        return response

    return tell
