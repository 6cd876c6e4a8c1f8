"""The web server as the supervisor runs it: on a socket that is open already."""

from __future__ import annotations

import asyncio
import socket

import httpx

from bot.channels.web import create_app
from bot.channels.web_server import WebServer
from tests.bot.canned import CannedArticles, CannedDialogue


def server_on(listening: socket.socket) -> WebServer:
    return WebServer(create_app(CannedDialogue(), CannedArticles()), listening)


async def status_of_a_visit(listening: socket.socket) -> int:
    stop = asyncio.Event()
    running = asyncio.create_task(server_on(listening).run(stop))
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{listening.getsockname()[1]}") as client:
        status = (await client.get("/healthz")).status_code
    stop.set()
    await running
    return status


def test_it_serves_on_the_open_socket_and_leaves_it_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert asyncio.run(status_of_a_visit(listening)) == 200
        assert listening.fileno() > 0


def test_a_short_answer_does_not_wait_for_the_network_to_acknowledge_its_headers() -> None:
    """Without TCP_NODELAY every answer takes 40 ms more on Linux, and asyncio leaves it off for such a socket."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server_on(listening)
        with socket.create_connection(listening.getsockname()):
            visitor, _ = listening.accept()
            with visitor:
                assert visitor.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
