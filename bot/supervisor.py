"""Runs several channels in one process and keeps them running. Knows no channel; decides nothing about messages.

A channel that cannot start or falls over says so in one line, is tried again after a growing pause, and never takes
the others down. A channel is an object with `name` and `async def run(stop)`, which returns soon after `stop` is set.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct

log = logging.getLogger("bot.supervisor")

REASON_LENGTH = 300


class Channel(Protocol):
    """Something that serves visitors until it is told to stop."""

    @property
    def name(self) -> str: ...

    async def run(self, stop: asyncio.Event) -> None:
        """Returns when stop is set. Raises what made it fall over, without secrets in the message."""


class Pauses(Struct, frozen=True):
    """Seconds. A channel that ran for steady_s starts again from first_s; grace_s is granted for an orderly end."""

    first_s: float = 1.0
    longest_s: float = 300.0
    steady_s: float = 60.0
    grace_s: float = 10.0

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Pauses:
        """Reads BOT_RETRY_FIRST_S and BOT_RETRY_LONGEST_S. Raises ValueError naming the key."""
        first = _seconds(env, "BOT_RETRY_FIRST_S", cls().first_s)
        return cls(first, max(first, _seconds(env, "BOT_RETRY_LONGEST_S", cls().longest_s)))

    def after(self, failures: int) -> float:
        """The pause after so many failures in a row, 1 or more.

        >>> [Pauses().after(count) for count in (1, 2, 3, 9, 50)]
        [1.0, 2.0, 4.0, 256.0, 300.0]
        """
        return float(min(self.longest_s, self.first_s * 2 ** min(failures - 1, 30)))


def _seconds(env: Mapping[str, str], key: str, default: float) -> float:
    raw = env.get(key, "")
    try:
        seconds = float(raw) if raw.strip() else default
    except ValueError:
        seconds = -1.0
    if not 0 < seconds < float("inf"):
        raise ValueError(f"{key} is {raw!r}, expected seconds greater than 0")
    return seconds


class Supervisor:
    """Starts the channels, starts them again, ends them together. secrets are masked in what is logged."""

    def __init__(self, channels: Sequence[Channel], pauses: Pauses | None = None, secrets: Sequence[str] = ()) -> None:
        self._channels = tuple(channels)
        self._pauses = pauses or Pauses()
        self._secrets = tuple(secret for secret in secrets if secret)

    async def run(self, stop: asyncio.Event) -> None:
        """Returns when stop is set and the channels have ended, or have been cut off after the grace."""
        tasks = [asyncio.create_task(self._keep(channel, stop), name=channel.name) for channel in self._channels]
        try:
            await stop.wait()
            if tasks:
                await asyncio.wait(tasks, timeout=self._pauses.grace_s)
        finally:
            for task in tasks:
                if not task.done():
                    log.warning("channel_cut_off channel=%s", task.get_name())
                    task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _keep(self, channel: Channel, stop: asyncio.Event) -> None:
        failures = 0
        while not stop.is_set():
            started_s = asyncio.get_running_loop().time()
            reason = await self._run_once(channel, stop)
            if stop.is_set():
                if reason:
                    log.error("channel_down channel=%s reason=%s retry_s=never", channel.name, reason)
                return
            steady = asyncio.get_running_loop().time() - started_s >= self._pauses.steady_s
            failures = 1 if steady else failures + 1
            pause_s = self._pauses.after(failures)
            log.error("channel_down channel=%s reason=%s retry_s=%g", channel.name, reason or "ended", pause_s)
            await _wait(stop, pause_s)

    async def _run_once(self, channel: Channel, stop: asyncio.Event) -> str:
        """Why the channel ended; "" if it simply returned."""
        try:
            await channel.run(stop)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - SystemExit: uvicorn's way to say the port is taken
            return self._plain(error)
        return ""

    def _plain(self, error: BaseException) -> str:
        text = " ".join(f"{type(error).__name__}: {error}".split())
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return repr(text[:REASON_LENGTH])


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
