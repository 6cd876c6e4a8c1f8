"""How a text means districts that it does not name: where the asker lives (我们区), the others (别的区), all but one.

Patterns of the lexicon; ranks nothing, remembers no conversation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from retrieval import lexicon
from retrieval.naming import Mention


@cache
def _pattern(section: str, key: str = "any") -> re.Pattern[str]:
    wordings: Any = lexicon.table("referring.toml")[section][key]
    return re.compile("|".join(f"(?:{one})" for one in ([wordings] if isinstance(wordings, str) else wordings)))


@cache
def _corrected() -> re.Pattern[str]:
    return re.compile(f"(?:{_pattern('corrected').pattern})+")


def homes(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The places among a text's names that the asker says to live in (我是茶陵人, 我屋里在天元, 攸县过来的)."""
    return [one for one in mentions if one.is_place and _is_home(text[: one.start], text[one.end :])]


def _is_home(before: str, behind: str) -> bool:
    if _pattern("home", "before").search(before) or _pattern("home", "from").search(behind):
        return True
    return bool(_pattern("home", "am").search(before) and _pattern("home", "people").search(behind))


def left_out(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The covered names that are excepted (除了茶陵呢)."""
    return [one for one in mentions if one.name.covered and _is_left_out(text[: one.start], text[one.end :])]


def _is_left_out(before: str, behind: str) -> bool:
    return bool(_pattern("others", "but").search(before) and _pattern("others", "but_behind").search(behind))


def without_exception(text: str) -> str:
    """What is left when the excepted name is out, less the words that excepted it.

    >>> without_exception("除了 呢")
    '呢'
    """
    return _pattern("others", "excepted").sub(" ", text).strip()


def says_ours(question: str) -> bool:
    """Whether it speaks of the district where the asker lives."""
    return bool(_pattern("ours").search(question))


def without_ours(question: str) -> str:
    return _pattern("ours").sub(" ", question)


def says_others(question: str) -> bool:
    """Whether it speaks of all districts but those that were spoken of.

    >>> says_others("别的区搞不搞"), says_others("还有别的平台没")
    (True, False)
    """
    return bool(_pattern("others").search(question))


def without_others(question: str) -> str:
    return _pattern("others").sub(" ", question)


def without_correction(question: str) -> str:
    """A turn less the words at its ends that only take back the turn before; the turn where none is left.

    >>> without_correction("不对不对 我问的是茶陵有没有号"), without_correction("不对外开放吗")
    ('茶陵有没有号', '不对外开放吗')
    """
    question = _pattern("corrected", "end").sub("", question) or question
    opening = _corrected().match(question)
    if not opening or not _pattern("corrected", "wrong").search(opening.group()):
        return question
    return question[opening.end() :] or question
