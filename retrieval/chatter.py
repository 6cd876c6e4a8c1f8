"""What people type that asks nothing: one word over and over, a single character; and words that only look like ours.

Pure; the words that look alike stand in the lexicon.
"""

from __future__ import annotations

import re

from retrieval import lexicon
from retrieval.sounds import is_pinyin
from retrieval.words import characters, tokenise

_OVER_AND_OVER = re.compile(r"(.{1,12}?)\1{3,}")
TIMES = 4
MOST = 0.8  # share of a message from which repetition is all there is to it


def is_repetition(text: str) -> bool:
    """Whether a folded text is mostly the same characters over and over.

    >>> is_repetition("毒毒毒毒毒毒"), is_repetition("禁毒，禁毒，禁毒，禁毒！"), is_repetition("看看天元区的看守所")
    (True, True, False)
    """
    counted = "".join(characters(text))
    period = (counted + counted).find(counted, 1)  # the whole of it over and over, whatever repeats within
    if 0 < TIMES * period <= len(counted) and not counted.isdigit():
        return True
    repeated = sum(len(hit[0]) for hit in _OVER_AND_OVER.finditer(counted) if not hit[1].isdigit())
    return repeated > 0 and repeated >= MOST * len(counted)


def is_too_little(text: str) -> bool:
    """Whether a folded text is one character or less, or holds no word with a meaning (在不): no question at all.

    What is spelt in pinyin may be one.
    """
    return len(characters(text)) < 2 or not (tokenise(text) or is_pinyin(text))


def holds_lookalike(text: str) -> bool:
    """Whether a folded text holds a word that holds one of ours by chance: there is no 大麻 in 大麻烦."""
    return any(word in text for word in lexicon.table("cues.toml")["lookalikes"]["words"])
