"""Answers printed twice, lists without a beginning, long tails that two answers share: found across a whole article."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from knowledge.likeness import containment, core, couples, likeness

SHORTEST_REPEAT = 30
SHORTEST_SAME = 4  # where the question is the same, letter for letter, and no mere 还有吗
SHORTEST_QUESTION = 6
SAME_ANSWER = 0.95
SAME_QUESTION = 0.6
SHORTEST_SHARED = 60
KEY = 24
_LISTS = (("一是", "二是"), ("首先", "其次"), ("第一，", "第二，"), ("第一、", "第二、"), ("一要", "二要"))


class Said(Struct, frozen=True):
    """An answer as far as it matters here."""

    official: str
    question: str | None
    answer: str


def printed_twice(said: Sequence[Said]) -> tuple[dict[int, int], list[tuple[int, int]]]:
    """{number of a second printing: number of the first}, and couples that share an answer but not the question."""
    same: dict[int, int] = {}
    doubtful: list[tuple[int, int]] = []
    for number, first in _look_alikes(said):
        if _same_question(said[first].question, said[number].question):
            same[number] = first
        else:
            doubtful.append((first, number))
    return same, doubtful


def _look_alikes(said: Sequence[Said]) -> Iterator[tuple[int, int]]:
    """Later answers of the same official with all but the same words; found by how they begin or end."""
    seen: dict[tuple[str, str], int] = {}
    for number, one in enumerate(said):
        bare = core(one.answer)
        if len(bare) < SHORTEST_REPEAT:
            asked = core(one.question or "")
            if len(bare) >= SHORTEST_SAME and len(asked) >= SHORTEST_QUESTION:
                earlier = seen.setdefault((one.official, f"{asked}？{bare}"), number)
                if earlier != number:
                    yield number, earlier
            continue
        keys = [(one.official, bare[:KEY]), (one.official, "…" + bare[-KEY:])]
        first = next((seen[key] for key in keys if key in seen), None)
        if first is not None and likeness(couples(said[first].answer), couples(one.answer)) >= SAME_ANSWER:
            yield number, first
            continue
        for key in keys:
            seen.setdefault(key, number)


def _same_question(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True  # its question is lost once, or twice
    return containment(couples(one), couples(other)) >= SAME_QUESTION


def shared_passages(said: Sequence[Said]) -> Iterator[tuple[int, int, int]]:
    """(number, earlier number, characters) for answers of one official that share a long run of sentences."""
    first_place: dict[tuple[str, str], int] = {}
    for number, one in enumerate(said):
        shared: dict[int, int] = defaultdict(int)
        for sentence in re.split(r"(?<=[。！？])", one.answer):
            key = (one.official, core(sentence))
            if not key[1]:
                continue
            other = first_place.setdefault(key, number)
            if other != number:
                shared[other] += len(sentence)
        for other, count in shared.items():
            if count >= SHORTEST_SHARED:
                yield number, other, count


def list_without_first(answer: str) -> tuple[str, str] | None:
    """(first marker that is printed, the missing one) where a list begins with its second item."""
    for missing, marker in _LISTS:
        at = answer.find(marker)
        if at >= 0 and missing not in answer[:at] and (at == 0 or answer[at - 1] in "。；;！？：:\n，"):
            return marker, missing
    return None
