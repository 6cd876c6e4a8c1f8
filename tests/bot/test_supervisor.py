"""Channels side by side: one that falls over says so once, comes back, and never takes the others down."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

import pytest

from bot.supervisor import Pauses, Supervisor

FAST = Pauses(first_s=0.01, longest_s=0.04, steady_s=10, grace_s=0.2)


class Steady:
    """Runs until it is told to stop."""

    name = "steady"

    def __init__(self) -> None:
        self.started = self.ended = 0

    async def run(self, stop: asyncio.Event) -> None:
        self.started += 1
        await stop.wait()
        self.ended += 1


class Falling(Steady):
    """Falls over as often as it is told, then runs."""

    name = "falling"

    def __init__(self, times: int, error: Callable[[], BaseException]) -> None:
        super().__init__()
        self.times, self.error = times, error

    async def run(self, stop: asyncio.Event) -> None:
        if self.started < self.times:
            self.started += 1
            raise self.error()
        await super().run(stop)


class Deaf(Steady):
    """Does not hear that it shall stop."""

    name = "deaf"

    async def run(self, stop: asyncio.Event) -> None:
        self.started += 1
        await asyncio.sleep(3600)


def play(supervisor: Supervisor, until: Callable[[], bool]) -> None:
    async def run() -> None:
        stop = asyncio.Event()
        task = asyncio.create_task(supervisor.run(stop))
        deadline = time.monotonic() + 5
        while not until():
            assert time.monotonic() < deadline
            await asyncio.sleep(0.005)
        stop.set()
        await asyncio.wait_for(task, 5)

    asyncio.run(run())


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records]


def test_one_that_falls_over_is_told_in_one_line_a_time_and_tried_again_with_growing_pauses(
    caplog: pytest.LogCaptureFixture,
) -> None:
    steady, falling = Steady(), Falling(4, lambda: OSError("no\nroom"))
    play(Supervisor([falling, steady], FAST), lambda: falling.started == 5)
    pauses = ["0.01", "0.02", "0.04", "0.04"]
    told = [f"channel_down channel=falling reason='OSError: no room' retry_s={pause}" for pause in pauses]
    assert lines(caplog) == told
    assert all(record.exc_info is None for record in caplog.records)
    assert (steady.started, steady.ended, falling.ended) == (1, 1, 1)


def test_a_web_server_that_exits_because_its_port_is_taken_does_not_end_the_process(
    caplog: pytest.LogCaptureFixture,
) -> None:
    falling = Falling(1, lambda: SystemExit(1))
    play(Supervisor([falling, Steady()], FAST), lambda: falling.started == 2)
    assert lines(caplog) == ["channel_down channel=falling reason='SystemExit: 1' retry_s=0.01"]


def test_secrets_are_masked(caplog: pytest.LogCaptureFixture) -> None:
    falling = Falling(1, lambda: ValueError("token 12:abc refused"))
    play(Supervisor([falling], FAST, secrets=("12:abc", "")), lambda: falling.started == 2)
    assert "12:abc" not in caplog.text
    assert "***" in caplog.text


def test_one_that_returns_by_itself_is_started_again(caplog: pytest.LogCaptureFixture) -> None:
    class Returning(Steady):
        name = "returning"

        async def run(self, stop: asyncio.Event) -> None:
            self.started += 1

    returning = Returning()
    play(Supervisor([returning], FAST), lambda: returning.started == 3)
    assert lines(caplog)[0] == "channel_down channel=returning reason=ended retry_s=0.01"


def test_one_that_ran_for_a_while_starts_again_from_the_first_pause(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    falling = Falling(4, lambda: OSError("x"))
    play(Supervisor([falling], Pauses(0.01, 0.04, steady_s=0, grace_s=0.2)), lambda: falling.started == 5)
    assert all(line.endswith("retry_s=0.01") for line in lines(caplog))


def test_one_that_does_not_stop_is_cut_off(caplog: pytest.LogCaptureFixture) -> None:
    deaf, steady = Deaf(), Steady()
    play(Supervisor([deaf, steady], FAST), lambda: deaf.started == 1)
    assert lines(caplog) == ["channel_cut_off channel=deaf"]
    assert steady.ended == 1


def test_nothing_to_run_waits_for_the_end() -> None:
    play(Supervisor([]), lambda: True)


def test_pauses_come_from_settings_and_a_wrong_one_is_named() -> None:
    assert Pauses.from_env({"BOT_RETRY_FIRST_S": "2", "BOT_RETRY_LONGEST_S": "60"}).longest_s == 60
    assert Pauses.from_env({}).first_s == 1
    for key in ("BOT_RETRY_FIRST_S", "BOT_RETRY_LONGEST_S"):
        for value in ("0", "-1", "soon", "inf", "nan"):
            with pytest.raises(ValueError, match=key):
                Pauses.from_env({key: value})
