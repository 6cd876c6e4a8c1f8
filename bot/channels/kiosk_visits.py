"""Who stands at the kiosk: one random id a visit, held in memory until it ends. Knows no name, stores nothing."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "kiosk"
PATH = "/kiosk"
MOST_VISITS = 200


def visitor(visit: str) -> str:
    """The Dialogue's key for a visit."""
    return f"kiosk:{visit}"


def visit_of(request: Request) -> str:
    """What the browser says its visit is, "" for none."""
    return request.cookies.get(COOKIE, "")


def remember(response: Response, visit: str) -> None:
    """For this browser session, out of reach of scripts and other sites."""
    response.set_cookie(COOKIE, visit, httponly=True, samesite="strict", path=PATH)


def drop(response: Response) -> None:
    response.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="strict")


class Visits:
    """The visits under way. One that is silent for limit_s is ended here too, should its page have died."""

    def __init__(self, forget: Callable[[str], None], limit_s: float, clock_s: Callable[[], float]) -> None:
        self._forget, self._limit_s, self._clock_s = forget, limit_s, clock_s
        self._seen_s: dict[str, float] = {}
        self._lock = Lock()

    def begin(self) -> str:
        """A new visit's id: 22 characters, cannot be guessed."""
        visit = secrets.token_urlsafe(16)
        with self._lock:
            self._seen_s[visit] = self._clock_s()
            over = list(self._seen_s)[:-MOST_VISITS]
        for old in over:
            self.end(old)
        self._end_silent()
        return visit

    def goes_on(self, visit: str) -> bool:
        """Whether this visit is under way; asking keeps it so."""
        self._end_silent()
        with self._lock:
            known = visit in self._seen_s
            if known:
                self._seen_s[visit] = self._clock_s()
        return known

    def end(self, visit: str) -> None:
        """Forgets everything about it; an unknown id is nothing."""
        with self._lock:
            known = self._seen_s.pop(visit, None)
        if known is not None:
            self._forget(visitor(visit))

    def _end_silent(self) -> None:
        with self._lock:
            oldest_s = self._clock_s() - self._limit_s
            silent = [visit for visit, seen_s in self._seen_s.items() if seen_s < oldest_s]
        for visit in silent:
            self.end(visit)
