"""What a follow-up wants of the turn before it: more detail, the same of somebody else, or nothing, being on another
subject. Patterns and words of the lexicon; ranks nothing, remembers nothing."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from retrieval import lexicon
from retrieval.words import tokenise

NOD = 16  # characters, at most, of a turn that only takes note: the pattern may be matched in many ways


def _table(section: str) -> dict[str, Any]:
    table: dict[str, Any] = lexicon.table("followups.toml")[section]
    return table


@cache
def _any(section: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in _table(section)["any"]))


@cache
def _again_words() -> frozenset[str]:
    return frozenset(_table("again")["words"].split())


@cache
def _details() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(row["ask"]), re.compile(row["holds"])) for row in _table("again")["detail"])


def asks_again(question: str) -> bool:
    """Whether a turn only asks for more detail of what the turn before asked.

    >>> asks_again("具体多少"), asks_again("具体发了多少奖励")
    (True, False)
    """
    return _again_words().issuperset(tokenise(question)) and bool(_any("again").search(question))


def gives_detail(question: str, passage: str) -> bool:
    """Whether a passage holds the kind of detail that such a turn asks for.

    >>> gives_detail("具体多少", "每年60%的增幅"), gives_detail("多少元", "每年60%的增幅")
    (True, False)
    """
    return next((bool(holds.search(passage)) for asks, holds in _details() if asks.search(question)), True)


def turns_away(question: str) -> bool:
    """Whether a turn goes over to another subject (换个话题)."""
    return bool(_any("fresh").search(question))


def without_turning(question: str) -> str:
    """The question less the words at its beginning that only turn to another subject; the question where none is left.

    >>> without_turning("换个话题 蓝结家园是哪个区的")
    '蓝结家园是哪个区的'
    """
    return _opening().sub("", question) or question


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"^(?:{_any('fresh').pattern})(?:一下|一?哈|下)?[\s,，。.!！:：]*")


def only_nods(question: str) -> bool:
    """Whether a turn only takes note of the answer.

    >>> only_nods("哦 那还行"), only_nods("那天元呢")
    (True, False)
    """
    return len(question) <= NOD and bool(_any("nod").fullmatch(question))


def asks_likewise(question: str) -> bool:
    """Whether a turn asks if somebody else does the same (也这样查吗)."""
    return bool(_any("likewise").search(question))
