"""How well the transcript reader agrees with gold parses: precision, recall and F1 for each file and over all.

    python benchmarks/transcripts.py [FOLDER]      a folder of NAME.md|txt beside NAME.gold.json

A pair is right when its question and answer begin and end like the gold's (white space and markup ignored) and the
official is the gold's. Needs no network; reads, never writes.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from knowledge import formats  # noqa: E402
from knowledge.model import Interview, Pair  # noqa: E402
from knowledge.transcript import read_interview  # noqa: E402

DEFAULT = ROOT.parent / "shared" / "eval" / "interviews"
SIDES = ("question", "answer")


def bare(text: str) -> str:
    return re.sub(r"[\s\u3000*#>_]+", "", text)


def agrees(pair: Pair, gold: dict[str, Any]) -> bool:
    """Whether a pair is this gold pair, said by this person."""
    question, answer = bare(pair.question or ""), bare(pair.answer)
    ends = [gold["answer_ends"], *_listed(gold.get("answer_ends_alt"))]
    return (
        question.startswith(bare(gold["question_starts"]))
        and question.endswith(bare(gold["question_ends"]))
        and answer.startswith(bare(gold["answer_starts"]))
        and any(answer.endswith(bare(end)) for end in ends)
        and pair.official.name == gold["answerer"]
    )


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def wanted(gold: dict[str, Any]) -> list[dict[str, Any]]:
    """The gold pairs; further officials who answer the same question are pairs of their own."""
    found = []
    for pair in gold["pairs"]:
        found.append(pair)
        found.extend({**pair, **more} for more in pair.get("more_answers", []))
    return found


def score(interview: Interview, gold: dict[str, Any]) -> tuple[int, int, int, list[str]]:
    """(right, found, wanted, what went wrong)."""
    left = wanted(gold)
    count = len(left)
    wrong = []
    for pair in interview.pairs:
        match = next((one for one in left if agrees(pair, one)), None)
        if match is None:
            wrong.append(f"  + {pair.official.name}|{pair.question}|{pair.answer[:20]}…{pair.answer[-20:]}")
        else:
            left.remove(match)
    wrong += [
        f"  - {one['answerer']}|{one['question_starts']}|{one['answer_starts']}…{one['answer_ends']}" for one in left
    ]
    return len(interview.pairs) - sum(line.startswith("  +") for line in wrong), len(interview.pairs), count, wrong


def figures(right: int, found: int, count: int) -> str:
    precision = right / found if found else float(not count)
    recall = right / count if count else float(not found)
    total = precision + recall
    return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / total if total else 0.0:.3f}"


def main(folder: Path) -> None:
    sums = [0, 0, 0]
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        article = folder / gold["source_file"]
        started = time.perf_counter()
        document = formats.read_file(article)
        interview = read_interview(article.stem, document.title, document.text, marks=document.marks)
        taken = (time.perf_counter() - started) * 1000
        right, found, count, wrong = score(interview, gold)
        sums = [sums[0] + right, sums[1] + found, sums[2] + count]
        print(f"{article.name:32} {figures(right, found, count)}  {right}/{found} of {count}  {taken:.0f} ms")
        print(*wrong, sep="\n", end="\n" if wrong else "")
    print(f"{'all':32} {figures(*sums)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
