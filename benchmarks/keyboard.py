"""How long a key waits for suggestions and for the keyboard's words: `python -m benchmarks.keyboard`.

Suggestions among 6,000 texts, beside a plain look through all of them with `in`; the keyboard over its table in a
file, beside the same words in memory. Each pair by turns in one run. Goal: under 50 ms a key.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bot.settings import Settings
from bot.typing.build import dictionary_path, dictionary_words, readings_of
from bot.typing.desk import build_table, own_words, table_path
from bot.typing.pinyin import PinyinKeyboard
from bot.typing.suggest import Suggester
from bot.typing.table import MemoryTable, StoredTable
from knowledge.model import Collection
from retrieval.sounds import reading_choices, syllables
from run_bot import House

TEXTS = 6_000
TURNS = 20
TYPED = ("j", "jd", "jdjf", "shi", "举报", "jindujingfei", "zzzz")
LETTERS = ("j", "ju", "jubao", "woyaojubaoyourenxidu", "zhongguorenminjingchazhenlihai")
Search = Callable[[str], Sequence[object]]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "bot.db"
        collection = House(Settings(database=database), {}).library.shelf().collection
        compare(f"suggestions among {TEXTS} texts", TYPED, suggestions(collection))
        compare("words of the keyboard", LETTERS, keyboards(table_path(database), own_words(collection)))


def suggestions(collection: Collection) -> dict[str, Search]:
    said = collection.phrasings
    texts = [(f"{one.text}{turn or ''}", one.pair_id) for turn in range(1 + TEXTS // len(said)) for one in said][:TEXTS]
    suggester = Suggester([(text, pair, 1.0) for text, pair in texts], reading_choices)
    read = [(text, "".join(syllables(text))) for text, _ in texts]
    return {
        "ours": suggester.suggest,
        "a look through all": lambda typed: [text for text, letters in read if typed in text or typed in letters][:6],
    }


def keyboards(path: Path, words: Mapping[str, int]) -> dict[str, Search]:
    """The same keyboard over both tables. Raises SystemExit when the one in a file cannot be built."""
    if not build_table(path) or (stored := StoredTable.open(path)) is None:
        raise SystemExit(f"{path}: the keyboard's table could not be built; jieba and pypinyin are expected")
    memory = MemoryTable(readings_of(dictionary_words(dictionary_path())))
    return {
        "table in a file": PinyinKeyboard(stored, words).candidates,
        "table in memory": PinyinKeyboard(memory, words).candidates,
    }


def compare(name: str, typed: Sequence[str], searches: Mapping[str, Search]) -> None:
    took_ms: dict[str, list[float]] = {which: [] for which in searches}
    for _ in range(TURNS):
        for one in typed:
            for which, search in searches.items():
                began = time.perf_counter()
                search(one)
                took_ms[which].append(1000 * (time.perf_counter() - began))
    print(name)
    for which, found in took_ms.items():
        print(f"  {which:<20} p50 {statistics.median(found):6.2f} ms   slowest {max(found):6.2f} ms")


if __name__ == "__main__":
    main()
