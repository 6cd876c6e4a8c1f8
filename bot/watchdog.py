"""Tells systemd that the server is up and still answers (sd_notify), as a channel of the supervisor.

Does nothing where systemd did not start the process. Restarts nothing itself: silence is what makes systemd do it.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from typing import Any

Healthy = Callable[[], Coroutine[Any, Any, bool]]
TRY_EVERY_S = 0.2
ANSWER_WITHIN_S = 5.0


def answers(host: str, port: int, path: str = "/healthz") -> Healthy:
    """A check that our own web server still answers a request over its own port."""
    request = f"GET {path} HTTP/1.0\r\nHost: {host}:{port}\r\n\r\n".encode()

    async def ask() -> bool:
        reader, writer = await asyncio.open_connection(host, port)
        try:
            writer.write(request)
            await writer.drain()
            return b" 200 " in await reader.readline()
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def check() -> bool:
        try:
            return await asyncio.wait_for(ask(), ANSWER_WITHIN_S)
        except (OSError, TimeoutError):
            return False

    return check


class Watchdog:
    """READY=1 when the server first answers, then WATCHDOG=1 at half the allowed time as long as it does."""

    name = "watchdog"

    def __init__(self, address: str, every_s: float, healthy: Healthy) -> None:
        self._address, self._every_s, self._healthy = address, every_s, healthy

    @classmethod
    def from_env(cls, env: Mapping[str, str], healthy: Healthy) -> Watchdog:
        """Reads NOTIFY_SOCKET and WATCHDOG_USEC, which systemd sets. Raises ValueError naming the key."""
        raw = env.get("WATCHDOG_USEC", "") or "0"
        if not raw.isdecimal():
            raise ValueError(f"WATCHDOG_USEC is {raw!r}, expected microseconds")
        return cls(env.get("NOTIFY_SOCKET", ""), int(raw) / 2_000_000, healthy)

    async def run(self, stop: asyncio.Event) -> None:
        """Returns when stop is set."""
        ready = False
        while self._address and not stop.is_set():
            if await self._healthy():
                self._tell("WATCHDOG=1" if ready else "READY=1")
                ready = True
            await _wait(stop, self._every_s if ready and self._every_s else TRY_EVERY_S if not ready else 3600.0)
        await stop.wait()
        if self._address:
            self._tell("STOPPING=1")

    def _tell(self, state: str) -> None:
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line, suppress(OSError):
            line.sendto(state.encode(), address)


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
