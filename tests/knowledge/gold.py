"""Reading a fixture and comparing it with its gold parse, by the rules that benchmarks/transcripts.py also uses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from knowledge import formats, sidecar
from knowledge.model import Interview, Pair
from knowledge.transcript import read_interview

FIXTURES = Path(__file__).parent / "fixtures"
SHIPPED = Path(__file__).parents[2] / "knowledge" / "interviews" / "zhuzhou-2021.txt"


def read(path: Path) -> Interview:
    document = formats.read_file(path)
    return read_interview(path.stem, document.title, document.text, sidecar.beside(path), document.marks)


def gold_of(path: Path) -> list[dict[str, Any]]:
    pairs: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["pairs"]
    return pairs


def bare(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def outline(pair: Pair, like: dict[str, Any]) -> dict[str, Any]:
    """A pair as its gold would describe it, cut to the lengths of that gold."""
    question, answer = bare(pair.question), bare(pair.answer)
    return {
        "asker": pair.reporter,
        "question_starts": question[: len(like["question_starts"])],
        "question_ends": question[len(question) - len(like["question_ends"]) :],
        "answerer": pair.official.name,
        "answer_starts": answer[: len(like["answer_starts"])],
        "answer_ends": answer[len(answer) - len(like["answer_ends"]) :],
    }
