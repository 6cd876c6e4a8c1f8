"""Greetings, thanks and goodbyes: words that answer nothing. Looks at words only; exchange.py knows who asked what."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.newsroom import OFFICE_END, THANKS, plain

LONGEST = 45
_CLAUSE = re.compile(r"[^\W_]+(?:·[^\W_]+)?")
_WISH = re.compile(r"(.*?)(?:早上|晚上|中午|[上下]午)?好")
_GREETED = re.compile(
    r"(?:主持人|记者|嘉宾|朋友|大家|[你您](?:们|两位)?|各位|两位|们|网友|网民|观众|听众|读者|市民|乡亲|老师|先生|女士|小姐)$"
)
_THANKS = re.compile(
    r"(?:谢谢|多谢|感谢).{0,12}|.{0,10}(?:再见|拜拜)|下[期次周].{0,6}见|不客气|不用谢|应该的|(?:大家|各位|[您你]们?|主持人)?辛苦了"
    r"|[我也能很非常十分]{0,6}(?:高兴|荣幸|开心).{0,16}"
)
_ADDRESS = re.compile(r"[一-鿿]{2,3}好|好的?|那么?|.{0,10}(?:朋友们?|主持人|各位|大家|网友们?|听众|观众|读者)")


def greets(text: str) -> bool:
    """Whether the words only greet.

    >>> [greets(words) for words in ("主持人好，听众朋友们晚上好！", "谢谢主持人，大家好。", "很好。", "大家都说好。")]
    [True, True, False, False]
    """
    clauses = _clauses(text)
    return any(map(_is_greeting, clauses)) and _is_all_polite(clauses)


def is_polite(text: str) -> bool:
    """Whether the words only greet, thank or take leave.

    >>> is_polite("不客气，听众朋友再见！"), is_polite("谢谢关心，清了。")
    (True, False)
    """
    clauses = _clauses(text)
    return any(_is_greeting(one) or _THANKS.fullmatch(one) for one in clauses) and _is_all_polite(clauses)


def is_mostly_polite(text: str) -> bool:
    """Whether little stands beside the thanks; enough where no question was asked."""
    bare = plain(text)
    left = THANKS.sub("", bare)
    return len(bare) <= LONGEST and left != bare and len(re.sub(r"[\W_]", "", left)) <= LONGEST // 2


def _clauses(text: str) -> list[str]:
    return _CLAUSE.findall(plain(text)) if len(text) <= LONGEST else []


def _is_all_polite(clauses: Iterable[str]) -> bool:
    return all(_is_greeting(one) or _THANKS.fullmatch(one) or _ADDRESS.fullmatch(one) for one in clauses)


def _is_greeting(clause: str) -> bool:
    """`主持人好`, `贺局长好`, `晚上好`; 很好 says something."""
    wish = _WISH.fullmatch(clause)
    if wish is None:
        return False
    whom = wish[1]
    return (not whom and len(clause) > 1) or bool(whom and (_GREETED.search(whom) or OFFICE_END.search(whom)))
