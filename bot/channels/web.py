"""The web application: joins API, pages, static files and guards. Builds nothing on import, reads no environment."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot import phrases_web as say
from bot.channels.web_api import Api, refused_line
from bot.channels.web_guard import NoTraces, SameOrigin, SecureHeaders, SmallBodies
from bot.channels.web_limits import Pace
from bot.channels.web_pages import Pages
from bot.channels.web_port import Articles, Dialogue, Figures, WebSettings
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
    routers: Sequence[APIRouter] = (),
    *,
    figures: Callable[[], Figures] = Figures,
    clock_s: Callable[[], float] = time.monotonic,
) -> FastAPI:
    """Everything that is served on one port. routers: further channels and pages, asked after our own paths."""
    views, pace = Views(settings or WebSettings()), Pace((settings or WebSettings()).asks_per_minute, clock_s)
    app = FastAPI(title=views.settings.bot_name, version=API_VERSION, docs_url=None, redoc_url=None)
    app.state.views = views
    app.include_router(Api(dialogue, figures, pace).router())
    app.include_router(Pages(dialogue, articles, figures, views, pace).router())
    for router in routers:
        app.include_router(router)
    app.mount(views.static_path, KeptFiles(directory=STATIC))
    _guard(app, views)
    _say_errors_kindly(app, views)
    return app


def _guard(app: FastAPI, views: Views) -> None:
    """The last one added is the outermost."""
    app.add_middleware(SmallBodies, settings=views.settings, refuse=views.refuse)
    app.add_middleware(SameOrigin, settings=views.settings, refuse=views.refuse)
    if views.settings.hosts:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(views.settings.hosts), www_redirect=False)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(NoTraces, refuse=views.refuse)
    app.add_middleware(SecureHeaders)


def _say_errors_kindly(app: FastAPI, views: Views) -> None:
    def http(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        detail = error.detail if isinstance(error, HTTPException) else ""
        # The framework's own details are English; ours are Chinese.
        line = LINES.get(status, say.BAD_REQUEST) if detail.isascii() else detail
        if status == 400 and request.url.path.startswith("/api/"):
            line = say.BROKEN_JSON
        if status == 404 and detail.isascii() and not request.url.path.startswith("/api/"):
            line = say.PAGE_GONE
        response = views.refuse(request, status, line)
        response.headers.update(getattr(error, "headers", None) or {})
        return response

    def invalid(request: Request, error: Exception) -> Response:
        status, line = refused_line(error) if isinstance(error, RequestValidationError) else (422, say.BAD_REQUEST)
        return views.refuse(request, status, line)

    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
