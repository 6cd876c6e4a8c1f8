"""What a program may ask for over HTTP, and its description for programs. One list makes the routes and the schema."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import phrases_web as say
from bot.channels.web_routes import bad_field
from bot.channels.web_wire import Refusal

JSON = "application/json"
REFUSED = (400, 413, 415, 422, 429)
REF = "#/components/schemas/{name}"
FIELD = re.compile(r"`\$\.(\w+)|required field `(\w+)`")


class Operation(Struct, frozen=True):
    """One thing to ask for. does(request) or, where something is posted, does(request, posted) gives the answer.

    takes: the shape of what is posted; gives: of the answer; query: names behind the question mark; missing: whether
    there may be nothing of that name.
    """

    path: str
    does: Callable[..., Struct]
    gives: type[Struct]
    takes: type[Struct] | None = None
    query: Sequence[str] = ()
    missing: bool = False

    @property
    def method(self) -> str:
        return "POST" if self.takes else "GET"

    def route(self) -> Route:
        return Route(self.path, self._receive if self.takes else self._show, methods=[self.method])

    def _show(self, request: Request) -> Response:
        return encoded(self.does(request))

    async def _receive(self, request: Request) -> Response:
        _json_only(request)
        given = decoded(await request.body(), self.takes)
        return encoded(await run_in_threadpool(self.does, request, given))


def _json_only(request: Request) -> None:
    """Another site's page cannot send this content type without being asked first."""
    written = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if written != JSON:
        raise HTTPException(415, say.NOT_JSON)


def decoded(body: bytes, shape: type[Struct] | None) -> Any:
    """What was posted. Raises HTTPException: 400 where it is no JSON, 422 where it is, naming the field that is wrong.

    Repeats nothing that was sent.
    """
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.ValidationError as error:
        named = FIELD.search(str(error))
        raise bad_field((named[1] or named[2]) if named else "") from error
    except (msgspec.DecodeError, RecursionError) as error:
        if _is_json(body):  # with half a surrogate pair, or deeper than msgspec reads
            raise bad_field("") from error
        raise HTTPException(400, say.BROKEN_JSON) from error


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True


def encoded(answer: Struct) -> Response:
    return Response(msgspec.json.encode(answer), media_type=JSON)


def schema(operations: Sequence[Operation], title: str, version: str) -> dict[str, Any]:
    """The OpenAPI 3.1 description of all operations (https://spec.openapis.org/oas/v3.1.0)."""
    shapes = {shape: None for one in operations for shape in (one.takes, one.gives) if shape} | {Refusal: None}
    _, components = msgspec.json.schema_components(shapes, ref_template=REF)
    for shape in shapes:
        if example := getattr(shape, "EXAMPLE", None):
            components[shape.__name__]["example"] = example
    paths = {one.path: {one.method.lower(): _described(one)} for one in operations}
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "paths": paths,
        "components": {"schemas": components},
    }


def _described(one: Operation) -> dict[str, Any]:
    answers: dict[int, type[Struct]] = {
        200: one.gives,
        **dict.fromkeys((*REFUSED, 404) if one.missing else REFUSED, Refusal),
    }
    told: dict[str, Any] = {
        "operationId": one.does.__name__,
        "description": one.does.__doc__ or "",
        "parameters": [*_parameters(re.findall(r"{(\w+)}", one.path), "path"), *_parameters(one.query, "query")],
        "responses": {str(status): _content(shape) for status, shape in answers.items()},
    }
    if one.takes:
        told["requestBody"] = {"required": True, **_content(one.takes)}
    return told


def _parameters(names: Iterable[str], place: str) -> list[dict[str, Any]]:
    return [{"name": name, "in": place, "required": place == "path", "schema": {"type": "string"}} for name in names]


def _content(shape: type[Struct]) -> dict[str, Any]:
    return {"description": "", "content": {JSON: {"schema": {"$ref": REF.format(name=shape.__name__)}}}}
