"""From question to decision: in process, over HTTP, start-up and memory, each beside plain rank-bm25 in the same run.

`python -m benchmarks.answering` prints a table. "Plain" is BM25Okapi over jieba words of the same documents: what
everybody else's FAQ bot does. Figures of different machines cannot be compared; the ratios of one run can.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx
import numpy as np
from rank_bm25 import BM25Okapi

from bot.settings import HOME, Settings
from knowledge.collecting import settle
from retrieval.documents import documents_of
from retrieval.labelled import read
from retrieval.scope import ScopeReader
from retrieval.words import every_word, fold
from run_bot import House

ROUNDS = 3
EVERY = 4  # of the reporting questions one in so many is asked: plain rank-bm25 takes its time
REPORT = HOME / "tests" / "evaluation" / "report.jsonl"
PLAIN = """
import sys
from benchmarks.answering import plain_search, collection_documents
from pathlib import Path
search = plain_search(collection_documents(Path(sys.argv[1])))
search("禁毒")
print("ready", flush=True)
sys.stdin.read()
"""


def house(database: Path) -> House:
    return House(Settings(database=database), {})


def collection_documents(database: Path) -> list[str]:
    """The texts that are searched, as the bot has them."""
    collection = house(database).library.shelf().collection
    return [one.text for one in documents_of(collection, ScopeReader(collection))]


def plain_search(texts: Sequence[str]) -> Callable[[str], int]:
    """Plain rank-bm25: the number of the best document."""
    bm25 = BM25Okapi([list(every_word(text)) or [""] for text in texts])
    return lambda question: int(np.argmax(bm25.get_scores(list(every_word(fold(question))))))


def milliseconds(ask: Callable[[str], object], questions: Sequence[str]) -> tuple[float, float]:
    """p50 and p99 over some rounds, the best round."""
    rounds = []
    for _ in range(ROUNDS):
        taken = []
        for question in questions:
            began = time.perf_counter()
            ask(question)
            taken.append((time.perf_counter() - began) * 1000)
        rounds.append((float(np.percentile(taken, 50)), float(np.percentile(taken, 99))))
    return min(rounds)


def resident_mb(process: int) -> float:
    """The most memory a process has held, in MB (Linux)."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def served(database: Path, questions: Sequence[str]) -> tuple[float, float, tuple[float, float]]:
    """Seconds until a started bot answers, its memory in MB after all questions, and p50 and p99 over HTTP."""
    port = free_port()
    environment = {**os.environ, "BOT_DATABASE": str(database), "BOT_PORT": str(port), "BOT_ASKS_PER_MINUTE": "0"}
    began = time.perf_counter()
    bot = subprocess.Popen(
        [sys.executable, "run_bot.py"], cwd=HOME, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        while True:
            try:
                client.post("/api/ask", json={"text": questions[0]}).raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.02)
        started = time.perf_counter() - began
        taken = milliseconds(lambda text: client.post("/api/ask", json={"text": text}).raise_for_status(), questions)
    memory = resident_mb(bot.pid)
    bot.terminate()
    bot.wait()
    return started, memory, taken


def plain_served(database: Path) -> tuple[float, float]:
    """Seconds until plain rank-bm25 over the same documents answers, and its memory in MB."""
    began = time.perf_counter()
    command = [sys.executable, "-c", PLAIN, str(database)]
    with subprocess.Popen(command, cwd=HOME, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as plain:
        if plain.stdout is not None:
            plain.stdout.readline()
        taken, memory = time.perf_counter() - began, resident_mb(plain.pid)
        plain.kill()
    return taken, memory


def main() -> int:
    """Prints the table and one JSON line."""
    questions = [label.question for label in read(REPORT)][::EVERY]
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bot.db"
        judge = house(database).library.shelf().judge
        settle()  # as run_bot.py does before it serves
        ours = milliseconds(judge.judge, questions)
        plain = milliseconds(plain_search(collection_documents(database)), questions)
        started, memory, over_http = served(database, questions)
        plain_started, plain_memory = plain_served(database)
    rows = {
        "in process, p50 ms": (ours[0], plain[0]),
        "in process, p99 ms": (ours[1], plain[1]),
        "over HTTP, p50 ms": (over_http[0], float("nan")),
        "over HTTP, p99 ms": (over_http[1], float("nan")),
        "start-up to first answer, s": (started, plain_started),
        "memory at most, MB": (memory, plain_memory),
    }
    print(f"{'':<30}{'ours':>10}{'plain':>10}{'ratio':>8}")
    for name, (our, theirs) in rows.items():
        print(f"{name:<30}{our:>10.2f}{theirs:>10.2f}{our / theirs:>8.2f}")
    print(json.dumps({name: values[0] for name, values in rows.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
