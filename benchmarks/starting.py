"""How long a start takes until the first answer: `python -m benchmarks.starting [PAIRS]`.

With the interviews that ship, and with PAIRS pairs more, made of words of the jieba dictionary. Each start is one
of the real application, from the process to the first answer over HTTP, with an index that is kept. Beside it, in
turn, a Python that only imports what any such service needs. Goal (issue 3): under 1 s with 10,000 pairs.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx

from benchmarks.importing import PAIRS, PAIRS_A_FILE, dictionary_words, write_interview
from benchmarks.running import HOME, free_port
from knowledge.ingest import import_files
from knowledge.schema import prepare
from knowledge.store import Store

ROUNDS = 7
QUESTION = "天元区禁毒经费"
LEAST = "import starlette.applications, uvicorn, numpy, httpx, sqlite_utils"


def main() -> None:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "shipped.db", Path(folder) / "many.db"
        _fill(large, Path(folder), pairs)
        ways: dict[str, Callable[[], float]] = {
            "imports only": _imports,
            "shipped interviews": lambda: start(small),
            f"{pairs} pairs more": lambda: start(large),
        }
        print("first start, s: " + ", ".join(f"{name} {way():.2f}" for name, way in ways.items()))
        taken: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                taken[name].append(way())
    least = statistics.median(taken["imports only"])
    for name, seconds in taken.items():
        median = statistics.median(seconds)
        print(
            f"{name:<20} {median:6.2f} s ({min(seconds):.2f}-{max(seconds):.2f})  {median / least:5.1f} times imports"
        )
    print(json.dumps({name: statistics.median(seconds) for name, seconds in taken.items()}))


def _fill(database: Path, folder: Path, pairs: int) -> None:
    words = dictionary_words()
    files = [
        write_interview(folder / f"interview-{number}.txt", words, number, PAIRS_A_FILE)
        for number in range(pairs // PAIRS_A_FILE)
    ]
    store = Store(database)
    prepare(store)
    list(import_files(store, files))


def start(database: Path) -> float:
    """Seconds from the start of a process until its first answer. Raises RuntimeError where it ends without one."""
    port = free_port()
    env = os.environ | {"BOT_DATABASE": str(database), "BOT_PORT": str(port)}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "run_bot.py"], cwd=HOME, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        with httpx.Client() as client:
            while process.poll() is None:
                try:
                    client.post(f"http://127.0.0.1:{port}/api/ask", json={"text": QUESTION}).raise_for_status()
                    return time.perf_counter() - began
                except httpx.TransportError:
                    time.sleep(0.005)
    finally:
        process.terminate()
        process.wait()
    raise RuntimeError("run_bot.py ended without an answer")


def _imports() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", LEAST], check=True, cwd=HOME)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
