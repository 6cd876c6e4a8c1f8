"""The web application as a channel of the supervisor: uvicorn on a socket that is open already. Serves only."""

from __future__ import annotations

import asyncio
import socket

import uvicorn
from starlette.types import ASGIApp

GRACE_S = 5


class WebServer:
    """Serves one application on one listening socket."""

    name = "web"

    def __init__(self, app: ASGIApp, listening: socket.socket) -> None:
        self._app, self._listening = app, listening
        # asyncio leaves this out for a socket made by create_server: each answer's body then waits 40 ms for an ACK.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    async def run(self, stop: asyncio.Event) -> None:
        """Returns when stop is set and open requests have been answered."""
        config = uvicorn.Config(
            self._app,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE_S,
            lifespan="off",
        )
        server = uvicorn.Server(config)
        server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
        ending = asyncio.create_task(self._end(server, stop))
        try:
            await server._serve([self._listening.dup()])
        finally:
            ending.cancel()

    @staticmethod
    async def _end(server: uvicorn.Server, stop: asyncio.Event) -> None:
        await stop.wait()
        server.should_exit = True
