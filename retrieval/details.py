"""What detail a question wants to know of its subject, as a set of bits. Patterns only; ranks nothing.

Function words tell it (which four, who said so, how much each), which a search for the subject leaves out.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from retrieval import lexicon
from retrieval.questions import DETAILS

WIDTH = 32  # bits that a column of an index has


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    finer: dict[str, str] = lexicon.table("details.toml")["detail"]
    return (*DETAILS, *map(re.compile, finer.values()))


@lru_cache(maxsize=1024)
def details(question: str) -> int:
    """The details that a folded text asks for, a bit for each.

    >>> details("挂牌的是哪几个村") == details("挂牌的村有多少"), details("禁毒经费")
    (False, 0)
    """
    return sum(1 << bit for bit, pattern in enumerate(_patterns()) if pattern.search(question))


def agreement(one: int, other: int) -> float:
    """The share of details that two texts ask for alike (Jaccard coefficient); 1 where neither asks for any.

    >>> agreement(0b0110, 0b0010), agreement(0, 0), agreement(0b1, 0)
    (0.5, 1.0, 0.0)
    """
    either = one | other
    return (one & other).bit_count() / either.bit_count() if either else 1.0
