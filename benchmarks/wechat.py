"""Messages a second and p99 of the WeChat channel on loopback, beside an echo bot on the same framework.

    python -m benchmarks.wechat [--seconds 3] [--rounds 3] [--lines 16]

Each server is a process of its own under uvicorn, and they take turns; the client keeps `lines` connections busy.
The echo bot reads the XML and sends the text back: no check of a signature, no claim, no database. The account has all
three, each answer committed to a file with fsync before it goes out. In safe mode the echo bot opens and seals too: it
could not echo otherwise, and the client's own sealing takes a share of the machine.
Each line waits for its answer, so that with few lines it is the disk's delay that would be measured: 16 keep both busy.
A round's share is told of the echo bot of the same round, since others use the machine as well; the middle one counts.
Goal: at least half of the echo bot's rate, p99 under 100 ms. Exit status 1 if it is missed. The processor time that a
server spends on a message is told too: it is what remains comparable on a machine that others use as well.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import resource
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from xml.etree import ElementTree

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.wechat_crypto import Envelope, signature
from bot.channels.wechat_messages import Received, encode, encode_sealed
from knowledge.store import Store
from tests.bot.wechat_house import Canned, app, listening, quote, quoting, settings
from tests.bot.wechat_peer import Platform, text_message

GOAL_SHARE, GOAL_P99_MS = 0.5, 100.0
QUESTION = "今年怎么禁毒？"


@dataclass(frozen=True)
class Figures:
    """What one run of the client saw."""

    a_second: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float


def echo_bot(mode: str) -> Starlette:
    envelope = Envelope(settings("safe").appid, settings("safe").aes_keys)

    async def echo(request: Request) -> Response:
        fields = fields_of(await request.body())
        if mode == "plain":
            return Response(echoed(fields), media_type="application/xml")
        opened, key = envelope.open(fields["Encrypt"])
        sealed, now_s = envelope.seal(echoed(fields_of(opened)).encode(), key), int(time.time())
        signed = signature(settings("safe").token, str(now_s), "1", sealed)
        return Response(encode_sealed(sealed, signed, now_s, "1"), media_type="application/xml")

    return Starlette(routes=[Route("/wechat", echo, methods=["POST"])])


def fields_of(body: bytes) -> dict[str, str]:
    root = ElementTree.fromstring(body)  # noqa: S314 - our own client
    return {child.tag: child.text or "" for child in root}


def echoed(fields: Mapping[str, str]) -> str:
    to = Received(fields["FromUserName"], fields["ToUserName"], "", "text")
    return encode(fields.get("Content", "success"), to, int(time.time()))


def account(mode: str, folder: str) -> Starlette:
    store = Store(Path(tempfile.mkdtemp(dir=folder)) / "bot.db")
    return app(Canned(store, {QUESTION: quoting(quote())}), store, settings(mode), time.time)


def serve(made: Callable[[], Starlette], port: socket.socket) -> None:
    config = uvicorn.Config(made(), log_level="critical", access_log=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[port])


class Server:
    """A server process on a free port, until the block ends."""

    def __init__(self, made: Callable[[], Starlette]) -> None:
        self._listening = listening()
        self.port: int = self._listening.getsockname()[1]
        fork = multiprocessing.get_context("fork")
        self._process: BaseProcess = fork.Process(target=serve, args=(made, self._listening), daemon=True)

    def __enter__(self) -> Server:
        self._process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()
        self._listening.close()


async def line(port: int, mode: str, ends_s: float, first: int) -> list[float]:
    """One connection that sends message after message; the milliseconds that each took."""
    platform, took = Platform(mode), []
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    number = first
    while time.monotonic() < ends_s:
        number += 1
        posted = platform.post(text_message(QUESTION, number, openid=f"v{number % 500}"), time.time(), str(number))
        head = f"POST /wechat?{posted.query} HTTP/1.1\r\nHost: bot\r\nContent-Length: {len(posted.body)}\r\n\r\n"
        began = time.perf_counter()
        writer.write(head.encode() + posted.body)
        answer = await reader.readuntil(b"\r\n\r\n")
        size = int(answer.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(size)
        took.append((time.perf_counter() - began) * 1000)
        if not answer.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(answer.decode())
    writer.close()
    return took


def measured(made: Callable[[], Starlette], mode: str, seconds: float, lines: int) -> Figures:
    async def client(port: int, lasts_s: float, base: int) -> list[float]:
        ends_s = time.monotonic() + lasts_s
        every = (line(port, mode, ends_s, base + number * 1_000_000) for number in range(lines))
        return [one for told in await asyncio.gather(*every) for one in told]

    spent_s = cpu_of_children_s()
    with Server(made) as server:
        warm = asyncio.run(client(server.port, 0.5, 500_000))
        took = sorted(asyncio.run(client(server.port, seconds, 0)))
    cpu_ms = (cpu_of_children_s() - spent_s) * 1000 / (len(warm) + len(took))
    return Figures(len(took) / seconds, took[len(took) // 2], took[int(len(took) * 0.99)], cpu_ms)


def cpu_of_children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def typical(rounds: Sequence[Figures]) -> Figures:
    return Figures(
        statistics.median(one.a_second for one in rounds),
        statistics.median(one.p50_ms for one in rounds),
        statistics.median(one.p99_ms for one in rounds),
        statistics.median(one.cpu_ms for one in rounds),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--lines", type=int, default=16)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        seen = compared(folder, args.rounds, args.seconds, args.lines)
    return told(seen)


def compared(folder: str, rounds: int, seconds: float, lines: int) -> dict[str, list[Figures]]:
    """The servers by name, in turn, round after round."""
    kinds: dict[str, tuple[Callable[[], Starlette], str]] = {
        "echo, plain": (lambda: echo_bot("plain"), "plain"),
        "account, plain": (lambda: account("plain", folder), "plain"),
        "echo, safe": (lambda: echo_bot("safe"), "safe"),
        "account, safe": (lambda: account("safe", folder), "safe"),
    }
    seen: dict[str, list[Figures]] = {name: [] for name in kinds}
    for _ in range(rounds):
        for name, (made, mode) in kinds.items():
            seen[name].append(measured(made, mode, seconds, lines))
    return seen


def told(seen: dict[str, list[Figures]]) -> int:
    """Prints the figures; the exit status."""
    met = True
    for name, rounds in seen.items():
        echo = seen[f"echo, {name.split()[-1]}"]
        one = typical(rounds)
        share = statistics.median(its.a_second / beside.a_second for its, beside in zip(rounds, echo, strict=True))
        met &= share >= GOAL_SHARE and one.p99_ms < GOAL_P99_MS
        times = f"p50 {one.p50_ms:6.1f} ms  p99 {one.p99_ms:6.1f} ms  cpu {one.cpu_ms:5.2f} ms"
        print(f"{name:15} {one.a_second:7.0f}/s  {times}  {share:5.0%}")
    print("goal met" if met else "goal missed")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
