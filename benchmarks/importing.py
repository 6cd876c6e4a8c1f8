"""How long importing, importing again, loading, checking and teaching take: `python -m benchmarks.importing [PAIRS]`.

Interviews are made from words of the jieba dictionary: many files of ten pairs, then one file with all of them.
Goals (issue 3): 10,000 pairs in under 30 s; a taught phrasing stored in under 100 ms.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from knowledge.collection import load_collection
from knowledge.curation import add_phrasing
from knowledge.ingest import import_files
from knowledge.schema import prepare
from knowledge.store import Store
from knowledge.verify import verify

PAIRS = 10_000
PAIRS_A_FILE = 10
SENTENCES = 5
Result = TypeVar("Result")


def main() -> None:
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS
    words = dictionary_words()
    with tempfile.TemporaryDirectory() as folder:
        many = [
            write_interview(Path(folder) / f"interview-{number}.txt", words, number, PAIRS_A_FILE)
            for number in range(pairs // PAIRS_A_FILE)
        ]
        print(f"{pairs} pairs: seconds, and seconds of one core")
        _measure(Path(folder) / "many.db", many, f"{len(many)} files")
        _measure(Path(folder) / "one.db", [write_interview(Path(folder) / "one.txt", words, 0, pairs)], "one file")


def _measure(path: Path, paths: list[Path], name: str) -> None:
    store = Store(path)
    prepare(store)
    print(f"\n{name}")
    _timed("import", lambda: list(import_files(store, paths)))
    _timed("import again, unchanged", lambda: list(import_files(store, paths)))
    collection = _timed("load the collection", lambda: load_collection(store))
    _timed("verify", lambda: verify(store))
    _timed("teach one phrasing", lambda: add_phrasing(store, collection.pairs[-1].id, "怎么样了", who="benchmark"))
    size = path.stat().st_size / 1024 / 1024
    print(f"  {len(collection.pairs)} pairs, {sum(len(p.passages) for p in collection.pairs)} passages, {size:.0f} MB")


def _timed(name: str, work: Callable[[], Result]) -> Result:
    began, busy = time.perf_counter(), time.process_time()
    result = work()
    print(f"  {name:<26} {time.perf_counter() - began:8.3f} {time.process_time() - busy:8.3f}")
    return result


def dictionary_words() -> list[str]:
    lines = (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines()
    return [word for word, _, kind in map(str.split, lines) if len(word) > 1 and kind[0] in "nva"]


def write_interview(path: Path, words: list[str], seed: int, pairs: int) -> Path:
    dice = random.Random(seed)
    path.write_text(
        f"第{seed}篇访谈\n\n——专访河东区区长 张三\n\n" + "".join(_told(dice, words, pairs)), encoding="utf-8"
    )
    return path


def _told(dice: random.Random, words: list[str], pairs: int) -> Iterator[str]:
    for _ in range(pairs):
        yield f"记者：请问{''.join(dice.choices(words, k=6))}做得怎么样？\n\n"
        sentences = ("，".join("".join(dice.choices(words, k=6)) for _ in range(3)) + "。" for _ in range(SENTENCES))
        yield f"张三：{''.join(sentences)}\n\n"


if __name__ == "__main__":
    main()
