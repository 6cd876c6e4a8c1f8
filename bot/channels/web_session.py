"""Who is talking, as an opaque random id: from the form or the cookie. Knows no name, stores nothing."""

from __future__ import annotations

import secrets

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "session"
LONGEST = 128


def new_session() -> str:
    """22 characters, 128 bits: cannot be guessed."""
    return secrets.token_urlsafe(16)


def cookie_session(request: Request) -> str:
    """The cookie's id, "" where there is none or it is not one of ours."""
    session = request.cookies.get(COOKIE, "")
    return session if 0 < len(session) <= LONGEST and session.isascii() else ""


def visitor(session: str) -> str:
    """The Dialogue's key for a session of the web."""
    return f"web:{session}"


def remember(response: Response, request: Request, session: str, is_https: bool) -> None:
    """Until the browser closes. Only for pages without JavaScript: with it, the id lives in the tab."""
    secure = is_https or request.url.scheme == "https"
    response.set_cookie(COOKIE, session, httponly=True, samesite="lax", secure=secure, path="/")


def drop(response: Response) -> None:
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
