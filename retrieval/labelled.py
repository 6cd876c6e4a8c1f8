"""Labelled questions: what people ask and which answers truly answer it. Reads and checks; judges nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

from msgspec import Struct
from msgspec.structs import replace

from knowledge.model import Pair

Kind = Literal["answerable", "unanswerable", "followup", "compare", "urgent"]
NAMES = "answers.tsv"
EXPECTED = "kind, q or turns, gold"


class LabelError(Exception):
    """A labelled question cannot be read; the message names the file and the line."""


class Labelled(Struct, frozen=True):
    """One question (turns: the last is the one that is judged) with the ids of all pairs that answer it.

    gold () means that the interviews do not say. fact: words that a good highlight holds, "" for the whole answer.
    multi: several officials answer and none is named.
    """

    id: str
    kind: Kind
    turns: tuple[str, ...]
    gold: tuple[str, ...] = ()
    fact: str = ""
    multi: bool = False

    @property
    def question(self) -> str:
        return self.turns[-1]


def read(path: Path) -> tuple[Labelled, ...]:
    """The questions of a JSONL file; gold as written. Raises LabelError."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # splitlines() would also cut at U+2028 inside a text
    except (OSError, UnicodeDecodeError) as error:
        raise LabelError(f"{path}: {error}, expected a JSONL file in UTF-8") from error
    return tuple(_parse(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip())


def _parse(line: str, where: str) -> Labelled:
    try:
        row: dict[str, Any] = json.loads(line)
        turns = _texts(row["turns"]) if "turns" in row else _texts([row["q"]])
        kind, fact = row["kind"], row.get("fact", "")
        if kind not in get_args(Kind) or not turns or not isinstance(fact, str):
            raise LabelError(
                f"{where}: kind is {kind!r}, turns are {turns!r}, fact is {fact!r}, expected id, {EXPECTED}"
            )
        return Labelled(str(row["id"]), kind, turns, _texts(row["gold"]), fact, bool(row.get("multi", False)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise LabelError(f"{where}: {error!r}, expected id, {EXPECTED}") from error


def _texts(values: Any) -> tuple[str, ...]:
    """A JSON list of texts. Raises TypeError for anything else."""
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(f"{values!r} is no list of texts")
    return tuple(values)


def names(path: Path) -> dict[str, tuple[str, ...]]:
    """Short names and how each answer begins that they stand for, from a table. {} where there is no such file.

    Raises LabelError.
    """
    if not path.exists():
        return {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        rows = [
            (name, start) for name, start in (line.split("\t") for line in lines if line.strip() and line[0] != "#")
        ]
    except (OSError, ValueError) as error:
        raise LabelError(f"{path}: {error}, expected a name, a tab and how the answer begins on each line") from error
    found: dict[str, tuple[str, ...]] = {}
    for name, start in rows:
        found[name] = (*found.get(name, ()), start)
    return found


def resolved(
    questions: Iterable[Labelled], pairs: Iterable[Pair], short: Mapping[str, Sequence[str]]
) -> Iterator[Labelled]:
    """The questions with gold as pair ids: an id stays, a short name becomes the pairs whose answers begin so.

    A name that stands for no stored pair stays as it is, so that the question counts as missed, not as unanswerable.
    """
    known = list(pairs)
    ids = {pair.id for pair in known}
    begun = {
        name: [next((pair.id for pair in known if pair.answer.startswith(start)), name) for start in starts]
        for name, starts in short.items()
    }
    for question in questions:
        gold = (one for name in question.gold for one in ([name] if name in ids else begun.get(name, [name])))
        yield replace(question, gold=tuple(gold))
