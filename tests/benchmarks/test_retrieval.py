"""The benchmark of retrieval: the same made-up pairs each time, and a report that can be read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.corpus import Corpus
from benchmarks.report import write_report
from benchmarks.rivals import Ours, PlainRankBm25

HOME = Path(__file__).resolve().parents[2]


def test_the_same_seed_gives_the_same_pairs_and_questions() -> None:
    assert list(Corpus(20).documents()) == list(Corpus(20).documents())
    assert Corpus(20).questions(5) == Corpus(20).questions(5) != Corpus(20, seed=1).questions(5)


def test_pairs_have_forty_to_eighty_words_and_few_words_are_common() -> None:
    documents = list(Corpus(300).documents())
    assert all(40 <= len(words) <= 80 for words in documents)
    counted = Counter(word for words in documents for word in set(words))
    assert counted.most_common(1)[0][1] > 200
    assert sum(count == 1 for count in counted.values()) > len(counted) / 2


def test_we_find_what_plain_rank_bm25_finds() -> None:
    corpus = Corpus(800)
    ours, plain = Ours(corpus), PlainRankBm25(corpus)
    for words in corpus.questions(20):
        found = ours.top(words)
        assert found[: len(plain.top(words))] == plain.top(words)


def test_one_run_writes_a_table_figures_and_a_plot(tmp_path: Path) -> None:
    command = [sys.executable, "benchmarks/retrieval.py", "--sizes", "14", "--engines", "rank-bm25", "ours"]
    subprocess.run([*command, "--questions", "3", "--into", str(tmp_path)], cwd=HOME, check=True, capture_output=True)
    rows = json.loads((tmp_path / "retrieval.json").read_text(encoding="utf-8"))["rows"]
    assert [(row["engine"], row["size"], row["agreement"]) for row in rows] == [("rank-bm25", 14, 1), ("ours", 14, 1)]
    assert "| 14 | ours |" in (tmp_path / "retrieval.md").read_text(encoding="utf-8")
    ElementTree.fromstring((tmp_path / "retrieval.svg").read_text(encoding="utf-8"))  # noqa: S314 - our own file


def test_rows_of_an_earlier_run_stay(tmp_path: Path) -> None:
    row = {
        "engine": "ours",
        "size": 14,
        "build_s": 0.1,
        "peak_mb": 1,
        "p50_ms": 0.1,
        "p99_ms": 0.2,
        "per_s": 9,
        "asked": 3,
    }
    write_report(tmp_path, [row], "wall")
    write_report(tmp_path, [row | {"size": 1000, "p50_ms": 0.3}, {"engine": "x", "size": 14, "failed": 1}], "wall")
    kept = json.loads((tmp_path / "retrieval.json").read_text(encoding="utf-8"))["rows"]
    assert [(one["engine"], one["size"]) for one in kept] == [("ours", 14), ("x", 14), ("ours", 1000)]
