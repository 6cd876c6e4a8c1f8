"""Further people at the table: a name in front of words that follow another answer, not a question.

`张三：…` right behind `李四：…` is a speaker of its own, or else his words would stand under her name; `时限：…` and
`白关镇：…` in an answer are heads of a list. Looks at names and places only; who asks, voices.py says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from knowledge.labels import Label
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
    before = paragraphs[place - 1]
    announced = before.text.endswith(("：", ":")) and place - 1 not in found
    words = paragraphs[place].text[found[place].start :].strip()
    return bool(words) and is_finished(words) and not words.endswith(("；", ";")) and not announced
