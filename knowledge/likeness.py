"""How alike two printed texts are, fast enough for thousands: shared pairs of characters. Knows no pairs, no ids."""

from __future__ import annotations

import re
from collections import Counter

_NOT_WORDS = re.compile(r"[\W_]+")


def core(text: str) -> str:
    """The text without punctuation and white space: what stays the same when a copy is corrected."""
    return _NOT_WORDS.sub("", text)


def couples(text: str) -> Counter[str]:
    """The pairs of neighbouring characters of the core, counted; a single character counts as itself."""
    bare = core(text)
    return Counter(bare[i : i + 2] for i in range(max(1, len(bare) - 1))) if bare else Counter()


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """0.0 nothing shared to 1.0 the same (Dice).

    >>> likeness(couples("禁毒工作"), couples("禁毒工作"))
    1.0
    """
    total = one.total() + other.total()
    if not total:
        return 1.0
    few, many = sorted((one, other), key=len)
    return 2 * sum(min(count, many[couple]) for couple, count in few.items() if couple in many) / total


def containment(one: Counter[str], other: Counter[str]) -> float:
    """How much of the smaller text stands in the larger one, 0.0 to 1.0."""
    few, many = sorted((one, other), key=lambda counts: counts.total())
    if not few.total():
        return 0.0
    return sum(min(count, many[couple]) for couple, count in few.items() if couple in many) / few.total()
