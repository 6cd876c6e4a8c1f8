"""What kind of turn it is: a comparison, an ellipsis, where to buy drugs ... Wordings of the lexicon; ranks nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from retrieval import lexicon


@cache
def _pattern(section: str, key: str = "any") -> re.Pattern[str]:
    table = lexicon.table("cues.toml")[section]
    wordings = table[key] if isinstance(table[key], list) else [table[key]]
    joined = "|".join(f"(?:{one})" for one in wordings)
    return re.compile(joined.replace("{drug}", table.get("drug", "")))


def asks_to_compare(question: str) -> bool:
    """Whether a folded question wants several districts side by side."""
    return bool(_pattern("compare").search(question))


def without_comparison(question: str) -> str:
    """The question less the words that only say that a comparison is wanted."""
    return _pattern("compare", "strip").sub(" ", question)


def without_whose(question: str) -> str:
    """The question less the words that only ask which district or official said it."""
    return _pattern("whose", "strip").sub(" ", question).strip()


def asks_for_office(words: Sequence[str], *, or_name: bool = True) -> bool:
    """Whether these content words ask who somebody is and for nothing else. or_name: what the name is, too."""
    table = lexicon.table("cues.toml")["office"]
    heads = frozenset(f"{table['heads']} {table['names'] if or_name else ''}".split())
    return not heads.isdisjoint(words) and heads.union(table["words"].split()).issuperset(words)


def asks_for_more(question: str) -> bool:
    """What else did he say?"""
    return bool(_pattern("more").search(question))


def leans_back(question: str) -> bool:
    """Whether a turn is worded so that it needs the turn before it."""
    return bool(_pattern("ellipsis").search(question))


def has_pronoun(question: str) -> bool:
    return bool(_pattern("pronoun").search(question))


def points_back(question: str) -> bool:
    """Whether an earlier turn is meant (刚才, 前面)."""
    return bool(_pattern("back").search(question))


def points_to_first(question: str) -> bool:
    return bool(_pattern("back", "first").search(question))


def asks_to_buy_or_make(question: str) -> bool:
    """Where to buy or how to make drugs; never a question how that is prevented."""
    return bool(_pattern("buy_or_make").search(question)) and not _pattern("buy_or_make", "not").search(question)


def asks_which(question: str) -> bool:
    """Whether it asks which district or official: then no scope is inherited."""
    return bool(_pattern("which").search(question))


def closes(question: str) -> bool:
    """Thanks, goodbye and the like: a turn that asks nothing."""
    return bool(_pattern("closing").search(question))


def is_courtesy(clause: str) -> bool:
    """A clause that only greets, asks leave to ask, or thanks."""
    return bool(_pattern("courtesy").search(clause))


def without_opening(question: str) -> str:
    """The question less "may I ask" at its beginning."""
    return _pattern("courtesy", "opening").sub("", question, count=1).strip(" ,，")


def asks(clause: str) -> bool:
    """Whether a clause is worded as a question."""
    return bool(_pattern("asks").search(clause))
