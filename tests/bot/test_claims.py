"""A message is answered once, whoever repeats it, from whichever thread or process, whatever dies in between."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.claims import Claims
from knowledge.store import Store

SECRET = b"sixteen bytes or more"


class Clock:
    """Time that stands still until it is moved."""

    def __init__(self) -> None:
        self.now_s = 1_000_000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def claims(clock: Clock) -> Claims:
    return Claims(Store(":memory:"), SECRET, clock, keep_s=100)


def never() -> str:
    raise AssertionError("answered a second time")


def test_a_repeat_gets_the_reply_and_the_time_of_the_first(claims: Claims, clock: Clock) -> None:
    first = claims.once(claims.digest("a"), lambda: "答")
    clock.now_s += 5
    again = claims.once(claims.digest("a"), never)
    assert (first.reply, first.fresh) == ("答", True)
    assert (again.reply, again.made_s, again.fresh) == ("答", first.made_s, False)


def test_what_answering_wrote_is_undone_with_the_claim_when_it_fails(claims: Claims) -> None:
    other = claims.digest("other")

    def fails() -> str:
        claims.once(other, lambda: "half done")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        claims.once(claims.digest("a"), fails)
    assert claims.once(claims.digest("a"), lambda: "now").fresh
    assert claims.once(other, lambda: "now").fresh


def test_rows_go_when_their_time_is_over(claims: Claims, clock: Clock) -> None:
    claims.once(claims.digest("a"), lambda: "old")
    clock.now_s += 101
    claims.once(claims.digest("b"), lambda: "new")
    assert [row["reply"] for row in claims.store.rows("SELECT reply FROM claims")] == ["new"]
    assert claims.once(claims.digest("a"), lambda: "new again").reply == "new again"


def test_the_parts_of_a_key_are_told_apart(claims: Claims) -> None:
    assert claims.digest("ab", "c") != claims.digest("a", "bc")
    assert claims.digest("a", "") != claims.digest("a")
    assert claims.digest("\ud800") != claims.digest("\ud801")


def test_a_key_is_a_keyed_hash(claims: Claims, clock: Clock) -> None:
    other = Claims(Store(":memory:"), b"another secret of 16", clock)
    assert claims.digest("openid") != other.digest("openid")
    assert "openid" not in claims.digest("openid")


def test_a_short_secret_is_refused(clock: Clock) -> None:
    with pytest.raises(ValueError, match="16"):
        Claims(Store(":memory:"), b"short", clock)


def test_threads_that_ask_at_once_get_one_answer(tmp_path: Path, clock: Clock) -> None:
    claims = Claims(Store(tmp_path / "bot.db"), SECRET, clock)
    numbers = count(1)
    key = claims.digest("a")
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda _: claims.once(key, lambda: str(next(numbers))).reply, range(64)))
    assert replies == ["1"] * 64


PEER = """
import sys, time, os, random
from bot.claims import Claims
from knowledge.store import Store
claims = Claims(Store(sys.argv[1]), b"sixteen bytes or more", time.time)
print("ready", flush=True)
sys.stdin.readline()
for number in random.sample(range(60), 60):
    def answer():
        time.sleep(0.001)
        return f"{number} by {os.getpid()}"
    print(claims.once(claims.digest(str(number)), answer).reply, flush=True)
    time.sleep(0.004)  # so that the others come in: SQLite's wait for a lock is not fair
"""


def test_processes_that_ask_at_once_get_one_answer(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "bot.db"
    Claims(Store(path), SECRET, clock).store.close()
    peers = [_peer(path) for _ in range(3)]
    assert [peer.stdout.readline() for peer in peers] == ["ready\n"] * 3
    for peer in peers:
        peer.stdin.write("go\n")
        peer.stdin.flush()
    told = [sorted(peer.communicate(timeout=30)[0].splitlines()) for peer in peers]
    assert len(told[0]) == 60
    assert told[0] == told[1] == told[2]
    assert len({line.split(" by ")[1] for line in told[0]}) > 1, "they did not race"


def _peer(path: Path) -> Any:
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", PEER, str(path)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root)
