"""How much two texts have in common, letter by letter. Pure; knows no collection."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from retrieval.words import characters


def longest_run(question: str, answer: str) -> dict[str, float]:
    """The longest run of characters that stands in both, spaces and punctuation aside."""
    asked, printed = _letters(question), _letters(answer)
    longest = 0
    for start in range(len(asked)):
        while start + longest < len(asked) and asked[start : start + longest + 1] in printed:
            longest += 1
    return {"run": longest / 10, "run_share": longest / (len(asked) or 1)}


@lru_cache(maxsize=1024)
def _letters(text: str) -> str:
    return "".join(characters(text))


def dice(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """The Dice coefficient of the different terms of two texts, between 0 and 1."""
    one, other = set(ours), set(theirs)
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
