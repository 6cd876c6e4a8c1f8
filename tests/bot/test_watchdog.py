"""The watchdog over a real socket, as systemd listens on one."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.watchdog import Watchdog, answers


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[tuple[str, socket.socket]]:
    path = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(path)
        line.setblocking(False)
        yield path, line


def heard(line: socket.socket) -> list[str]:
    found = []
    while True:
        try:
            found.append(line.recv(100).decode())
        except BlockingIOError:
            return found


def run_for(watchdog: Watchdog, seconds: float) -> None:
    async def run() -> None:
        stop = asyncio.Event()
        task = asyncio.create_task(watchdog.run(stop))
        await asyncio.sleep(seconds)
        stop.set()
        await asyncio.wait_for(task, 2)

    asyncio.run(run())


async def well() -> bool:
    return True


async def ill() -> bool:
    return False


def test_ready_then_alive_then_stopping(listener: tuple[str, socket.socket]) -> None:
    path, line = listener
    run_for(Watchdog.from_env({"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "100000"}, well), 0.3)
    said = heard(line)
    assert (said[0], said[-1]) == ("READY=1", "STOPPING=1")
    assert 3 <= said.count("WATCHDOG=1") <= 6


def test_a_server_that_does_not_answer_says_nothing(listener: tuple[str, socket.socket]) -> None:
    path, line = listener
    run_for(Watchdog.from_env({"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "100000"}, ill), 0.3)
    assert heard(line) == ["STOPPING=1"]


def test_without_systemd_it_waits_for_the_end() -> None:
    run_for(Watchdog.from_env({}, ill), 0.05)


def test_a_listener_that_went_away_harms_nobody(tmp_path: Path) -> None:
    run_for(Watchdog(str(tmp_path / "gone"), 0.01, well), 0.05)


def test_a_value_that_is_no_number_is_named() -> None:
    with pytest.raises(ValueError, match="WATCHDOG_USEC is 'soon'"):
        Watchdog.from_env({"WATCHDOG_USEC": "soon"}, well)


def test_answers_asks_the_server_over_its_port() -> None:
    async def check(reply: bytes) -> bool:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readline()
            writer.write(reply)
            await writer.drain()
            writer.close()

        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            return await answers("127.0.0.1", port)()

    assert asyncio.run(check(b"HTTP/1.1 200 OK\r\n\r\n"))
    assert not asyncio.run(check(b"HTTP/1.1 500 Oh\r\n\r\n"))
    assert not asyncio.run(answers("127.0.0.1", 1)())
