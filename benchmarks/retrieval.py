"""How fast the right pair is found, beside the alternatives: build time, memory, p50, p99, questions a second.

    python benchmarks/retrieval.py [--sizes 14 1000 ...] [--engines ours "bm25s, numba" ...] [--questions 1000]

Each engine and size runs in a process of its own, one after the other, on one thread, with the same words of the jieba
dictionary (Zipf law, 40 to 80 a pair) and the same questions of six words. A question is asked three times and its best
time counts, and --clock processor counts this process's time on the processor alone, so that a busy machine is not
taken for a slow engine. An engine is asked for at most a minute: rank-bm25 is asked fewer questions where it is slow.
Agreement is the share of rank-bm25's ten best that the engine's ten best hold. Needs requirements-dev.txt; writes a
table, the figures and a plot into benchmarks/results/. "ours, to a decision" judges whole questions (decision.py).
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.corpus import Corpus  # noqa: E402
from benchmarks.decision import DECISION, decision  # noqa: E402
from benchmarks.report import write_report  # noqa: E402
from benchmarks.rivals import RIVALS, Rival  # noqa: E402

SIZES = (14, 1_000, 10_000, 100_000)
ENGINES = (*RIVALS, DECISION)
PASSES = 3
CLOCKS = {"wall": time.perf_counter, "processor": time.process_time}
PATIENCE_S = 60.0  # after so long no further question is asked
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMBA")}


def measured(engine: str, size: int, questions: int, clock: str) -> dict[str, Any]:
    """One engine at one size, in this process."""
    now = CLOCKS[clock]
    corpus = Corpus(size)
    asked = corpus.questions(questions)
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak so far is forgotten
    before, start = _status_mb("VmRSS"), now()
    top: Callable[[Sequence[str]], list[int]]
    if engine == DECISION:
        top = decision(corpus)
    else:
        rival: Rival = RIVALS[engine](corpus)
        top = rival.top
    build_s, peak = now() - start, _status_mb("VmHWM")
    gc.collect()
    gc.freeze()
    best, found = _timed(top, asked, now)
    return {
        "engine": engine,
        "size": size,
        "build_s": build_s,
        "peak_mb": peak - before,
        "kept_mb": _status_mb("VmRSS") - before,
        "asked": len(best),
        "p50_ms": _percentile(best, 0.50) * 1000,
        "p99_ms": _percentile(best, 0.99) * 1000,
        "per_s": len(best) / sum(best),
        "top": found,
    }


def _timed(
    top: Callable[[Sequence[str]], list[int]], asked: Sequence[Sequence[str]], now: Callable[[], float]
) -> tuple[list[float], list[list[int]]]:
    """The best time of each question, in seconds, and its ten best documents."""
    top(asked[0])  # what is compiled or read on first use
    best, found = [], []
    patience = time.perf_counter() + PATIENCE_S
    for words in asked:
        times = []
        for _ in range(PASSES):
            start = now()
            numbers = top(words)
            times.append(now() - start)
        best.append(min(times))
        found.append(numbers)
        if time.perf_counter() > patience:
            break
    return best, found


def _percentile(times: Sequence[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, round(share * (len(times) - 1)))]


def _status_mb(name: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def run(engine: str, size: int, questions: int, clock: str) -> dict[str, Any]:
    """One engine at one size, in a process of its own."""
    command = [sys.executable, __file__, "--one", engine, str(size), str(questions), clock]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **ONE_THREAD}, check=False)
    if done.returncode:
        return {"engine": engine, "size": size, "failed": done.returncode}
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def with_agreement(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with each engine's agreement with rank-bm25 in place of the documents it found."""
    reference = {row["size"]: row["top"] for row in rows if row["engine"] == "rank-bm25" and "top" in row}
    for row in rows:
        found, expected = row.get("top", []), reference.get(row["size"], [])
        both = [(one, other) for one, other in zip(found, expected, strict=False) if other]
        if both and row["engine"] in RIVALS:
            row["agreement"] = sum(len(set(one) & set(other)) / len(other) for one, other in both) / len(both)
    return [{name: value for name, value in row.items() if name != "top"} for row in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--questions", type=int, default=1000)
    parser.add_argument("--clock", choices=CLOCKS, default="wall")
    parser.add_argument("--into", type=Path, default=ROOT / "benchmarks" / "results")
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        engine, size, questions, clock = given.one
        print(json.dumps(measured(engine, int(size), int(questions), clock)))
        return
    rows = []
    for size in given.sizes:
        for engine in given.engines:
            rows.append(run(engine, size, given.questions, given.clock))
            shown = {name: value for name, value in rows[-1].items() if name != "top"}
            print(json.dumps(shown, ensure_ascii=False), flush=True)
    write_report(given.into, with_agreement(rows), given.clock)


if __name__ == "__main__":
    main()
