"""The wire of the fake Bot API server: HTTP/1.1 with kept connections, form bodies, JSON answers. Knows no method."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any, Self
from urllib.parse import parse_qs

Json = dict[str, Any]


class RefusedError(Exception):
    """The server says no: code, description, parameters."""

    def __init__(self, code: int, said: str, **parameters: int) -> None:
        super().__init__(said)
        self.code, self.said, self.parameters = code, said, parameters


class DroppedError(Exception):
    """The connection breaks without an answer."""


class Wire:
    """Serves on loopback while the `async with` lasts; `hang_up` and `listen` let the server go and come back."""

    port = 0
    url = ""

    def __init__(self) -> None:
        self._server: asyncio.Server | None = None
        self._open: dict[asyncio.StreamWriter, asyncio.Task[None]] = {}

    async def do(self, token: str, method: str, fields: Json) -> Any:
        """The result of a call. Raises RefusedError, DroppedError."""
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        await self.listen()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.hang_up()

    async def listen(self, port: int = 0) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port, backlog=1024)
        self.port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    async def hang_up(self) -> None:
        if self._server:
            for listener in self._server.sockets:  # asyncio leaks a connection that comes in while a server closes
                self._server.get_loop().remove_reader(listener.fileno())
            await asyncio.sleep(0.01)
            self._server.close()
            for writer, task in list(self._open.items()):
                writer.transport.abort()
                task.cancel()
            await asyncio.gather(*self._open.values())
            await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._open[writer] = task
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
                body = await reader.readexactly(int(length[1]) if length else 0)
                path = head.split(b" ", 2)[1].decode()
                await self._answer(writer, path, body)
        except (asyncio.IncompleteReadError, ConnectionError, DroppedError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            del self._open[writer]
            writer.close()

    async def _answer(self, writer: asyncio.StreamWriter, path: str, body: bytes) -> None:
        _, _, rest = path.partition("/bot")
        token, _, method = rest.partition("/")
        fields = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
        status = 200
        try:
            reply: Json = {"ok": True, "result": await self.do(token, method, fields)}
        except RefusedError as error:
            status = error.code
            reply = {"ok": False, "error_code": error.code, "description": error.said}
            reply |= {"parameters": error.parameters} if error.parameters else {}
        data = json.dumps(reply).encode()
        head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
        writer.write(head.encode() + data)
        await writer.drain()
