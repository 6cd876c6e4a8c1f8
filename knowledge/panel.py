"""Further people at the table: a name in front of words that follow another answer, not a question.

`张三：…` right behind `李四：…` is a speaker of its own, or else his words would stand under her name; `时限：…` and
`白关镇：…` in an answer are heads of a list. Looks at names and places only; who asks, voices.py says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from knowledge.labels import Label, stated
from knowledge.lines import Paragraph, is_finished
from knowledge.newsroom import is_person, plain

_THING = re.compile(r"[区县市镇乡村街路巷园局房费网站院校类期率量面点段线款金型式品额度间性]$")
_WORD = re.compile(r"[A-Za-z]+")
_I = re.compile(r"我|咱|俺")


def joins_in(
    name: str, places: Sequence[int], asked: Sequence[int], paragraphs: Sequence[Paragraph], found: Mapping[int, Label]
) -> bool:
    """Whether somebody of this name speaks at these places. asked: the places of questions, in order."""
    bare = plain(name)
    said = [place for place in places if asked and place > asked[0] and _speaks(place, paragraphs, found)]
    if not said or not is_person(name) or _THING.search(bare):
        return False
    if len({bisect_right(asked, place) for place in said}) >= 2:
        return True  # behind two questions
    whole = len(bare) >= 3 and not _WORD.fullmatch(bare)
    return whole or any(_I.search(paragraphs[place].text) for place in said)


def _speaks(place: int, paragraphs: Sequence[Paragraph], found: Mapping[int, Label]) -> bool:
    """Whether the words are a sentence, and no item of a list that the line before announces."""
    words = paragraphs[place].text[found[place].start :].strip()
    whole = bool(words) and is_finished(words) and not words.endswith(("；", ";"))
    return whole and not _is_announced(place, paragraphs, found)


def _is_announced(place: int, paragraphs: Sequence[Paragraph], found: Mapping[int, Label]) -> bool:
    """Whether the lines right before lead back to a line of an answer that ends in a colon: `我念几条留言：`."""
    before = place - 1
    while before > 0 and before in found and not stated(found[before]) and not _ends_in_colon(paragraphs[before]):
        before -= 1
    label = found.get(before)
    said = label is None or (label.start < len(paragraphs[before].text) and stated(label) != "asks")
    return said and _ends_in_colon(paragraphs[before])


def _ends_in_colon(paragraph: Paragraph) -> bool:
    return paragraph.text.endswith(("：", ":"))
