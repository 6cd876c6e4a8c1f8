"""From a request to a plain function and back: what was posted is read here, the function runs in a thread.

Knows no page. A function that only reads needs nothing of this: Starlette runs it in a thread by itself.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import phrases_web as say
from bot.channels.web_wire import LARGEST_RECORD

DIGITS = len(str(LARGEST_RECORD))


class Fields:
    """The fields of a form or of an address. Whatever does not fit is refused in one line that names the field."""

    def __init__(self, given: FormData) -> None:
        self._given = given

    def text(self, name: str, longest: int | None = None) -> str:
        """ "" where nothing was sent. Raises HTTPException 422 for a file, or for more characters than `longest`."""
        value = self._given.get(name, "")
        if not isinstance(value, str) or (longest is not None and len(value) > longest):
            raise bad_field(name)
        return value

    def number(self, name: str) -> int:
        """A whole number from 1 to LARGEST_RECORD. Raises HTTPException 422 for anything else."""
        value = whole(self.text(name, DIGITS))
        if value is None or not 1 <= value <= LARGEST_RECORD:
            raise bad_field(name)
        return value


def asked_text(request: Request, name: str, longest: int | None = None) -> str:
    """A part of the address behind the question mark, "" where it is not there. Raises HTTPException 422."""
    value = request.query_params.get(name, "")
    if longest is not None and len(value) > longest:
        raise bad_field(name)
    return value


def whole(text: str) -> int | None:
    """A whole number that is not negative, None for any other text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None


def bad_field(name: str) -> HTTPException:
    return HTTPException(422, say.BAD_FIELD.format(name) if name.isidentifier() else say.BAD_REQUEST)


def posted(path: str, page: Callable[[Request, Fields], Response]) -> Route:
    """The route of a form."""

    async def receive(request: Request) -> Response:
        async with request.form() as form:
            return await run_in_threadpool(page, request, Fields(form))

    return Route(path, receive, methods=["POST"])


def shown(path: str, page: Callable[[Request], Response]) -> Route:
    """The route of what is only looked at, also by its head."""
    return Route(path, page, methods=["GET", "HEAD"])
