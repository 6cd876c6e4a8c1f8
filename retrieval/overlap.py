"""How much two texts have in common, letter by letter. Pure; knows no collection."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from retrieval.words import characters

_NAMED = re.compile(r"[“\"「『《]([^”\"」』》]{2,20})[”\"」』》]")


def longest_run(question: str, answer: str) -> dict[str, float]:
    """The longest run of characters that stands in both, spaces and punctuation aside."""
    asked, printed = letters(question), letters(answer)
    longest = 0
    for start in range(len(asked)):
        while start + longest < len(asked) and asked[start : start + longest + 1] in printed:
            longest += 1
    return {"run": longest / 10, "run_share": longest / (len(asked) or 1)}


def owned(question: str, answer: str, others: str) -> dict[str, float]:
    """How much of a folded question stands in an answer and not in what others said, as features.Features names it.

    others: letters only. Both are the longest run of characters, in tens; own_name of what the answer puts in quotation
    marks.

    >>> owned("那祥和犀城呢", "开展“祥和犀城”行动", "开展行动")
    {'own_run': 0.4, 'own_name': 0.4}
    """
    asked, printed = letters(question), letters(answer)
    runs = [run for run in _runs(asked, printed) if run not in others]
    names = [letters(name) for name in _NAMED.findall(answer)]
    return {
        "own_run": max(map(len, runs), default=0) / 10,
        "own_name": max((len(part) for name in names for part in _runs(asked, name) if part not in others), default=0)
        / 10,
    }


@lru_cache(maxsize=1024)
def letters(text: str) -> str:
    """The text less spaces and punctuation."""
    return "".join(characters(text))


def _runs(asked: str, printed: str) -> Iterator[str]:
    """From each place of a question the longest run of two characters or more that stands in the print, too."""
    for start in range(len(asked) - 1):
        end = start + 2
        while end <= len(asked) and asked[start:end] in printed:
            end += 1
        if end - 1 - start >= 2:
            yield asked[start : end - 1]


def dice(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """The Dice coefficient of the different terms of two texts, between 0 and 1."""
    one, other = set(ours), set(theirs)
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
