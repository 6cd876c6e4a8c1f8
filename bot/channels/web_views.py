"""Jinja pages and parts: templates in, HTML out, everything escaped. Asks no question."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot import phrases_web as say
from bot.channels.web_marks import answer_segments, spans_text
from bot.channels.web_port import WebSettings
from bot.quotes import said_text

if TYPE_CHECKING:
    from jinja2 import Environment

WEB = Path(__file__).resolve().parent.parent / "web"
STATIC = WEB / "static"
PART_HEADER = "x-part"


def static_version(folder: Path) -> str:
    """Changes with any byte below the folder; part of each static address, so that browsers may keep what they have."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


class Views:
    """Draws pages and parts. `globals_` are names that every template may use, beside `say`, `bot_name`, `static`."""

    def __init__(self, settings: WebSettings, **globals_: object) -> None:
        self.settings = settings
        self.static_path = f"/static/{static_version(STATIC)}"
        self._globals = {
            "say": say,
            "bot_name": settings.bot_name,
            "public_url": settings.public_url,
            "static": self.static,
            "text_limit": settings.text_limit,
            **globals_,
        }

    @cached_property
    def _templates(self) -> Environment:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined  # a tenth of a start: who asks needs no page

        found = Environment(
            loader=FileSystemLoader(WEB / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        found.globals.update(self._globals)
        found.policies["json.dumps_kwargs"] = {"ensure_ascii": False}  # examples are read by people
        found.filters.update(segments=answer_segments, spans=spans_text, said_text=said_text)
        return found

    def get_ready(self) -> None:
        """Makes what the first page would wait for."""
        _ = self._templates

    def static(self, name: str) -> str:
        return f"{self.static_path}/{name}"

    def draw(self, template: str, **values: object) -> str:
        return self._templates.get_template(template).render(**values)

    def page(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        return HTMLResponse(self.draw(template, **values), status)

    def refuse(self, request: Request, status: int, line: str) -> Response:
        """One line that says why: JSON for programs, a bubble for the chat page's script, a page for people."""
        if wants_part(request):
            return self.page("parts/refusal.html", status, line=line)
        if wants_page(request):
            title = say.PAGE_GONE_TITLE if status == 404 else say.TROUBLE_TITLE if status >= 500 else say.REFUSED_TITLE
            return self.page("error.html", status, title=title, line=line)
        return JSONResponse({"error": line}, status)


def wants_part(request: Request) -> bool:
    """Our own script asks for a part of a page. Another site's page cannot set this header."""
    return request.headers.get(PART_HEADER) == "reply"


def wants_page(request: Request) -> bool:
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")
