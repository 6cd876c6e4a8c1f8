"""Lines that belong to the page, seen only across the whole text: running heads, page numbers, numbered subheads.

`— 12 —` may stand in mid-sentence, and so may `人物 · 专访` above it; `二、看病` right before a question is no item of
the answer above. Who speaks, voices.py says; a line with a label is never one of these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence

from knowledge.lines import Paragraph, is_finished
from knowledge.newsroom import BETWEEN, CREDIT, SECTION, plain

SHORTEST_HEAD = 4  # 没有 may be said three times
LONGEST_HEAD = 30
LONGEST_CAPTION = 60
OFTEN = 3
_PAGE_NUMBER = re.compile(
    r"[-—–·•~～]{1,3}\s{0,3}\d{1,4}\s{0,3}[-—–·•~～]{1,3}|第\s?\d{1,4}\s?页(?:[，,/／\s]{0,3}共\s?\d{1,4}\s?页)?"
)
_SUBHEAD = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节篇]|\d{1,2}[、.．])"
    r"\s*[^。！？；：!?;:]{1,24}"
)
_CAPTION = re.compile(r"[▲△▼↑]\s?[^\s▲△▼↑]")


def running_heads(paragraphs: Sequence[Paragraph], spoken: Container[int]) -> frozenset[int]:
    """The places of page numbers, of short lines printed three times, and of such as stand twice, once at a number."""
    numbers = {place for place, line in enumerate(paragraphs) if _PAGE_NUMBER.fullmatch(line.text)}
    open_lines = [place for place, line in enumerate(paragraphs) if place not in spoken and _may_be_head(line)]
    times = Counter(paragraphs[place].text for place in open_lines)
    at_number = {paragraphs[place].text for place in open_lines if {place - 1, place + 1} & numbers}
    heads = {
        text
        for text, count in times.items()
        if (count >= OFTEN and len(text) >= SHORTEST_HEAD) or (count > 1 and text in at_number)
    }
    return frozenset(numbers) | {place for place in open_lines if paragraphs[place].text in heads}


def numbered_subheads(paragraphs: Sequence[Paragraph], asked: Container[int], spoken: Container[int]) -> frozenset[int]:
    """The places of numbered lines right before a question, where most such lines of the text stand so."""
    numbered = [
        place
        for place, line in enumerate(paragraphs)
        if place not in spoken and place not in asked and _SUBHEAD.fullmatch(line.text)
    ]
    heads = [place for place in numbered if place + 1 in asked]
    return frozenset(heads) if len(heads) >= 2 and len(heads) * 2 > len(numbered) else frozenset()


def is_caption(paragraphs: Sequence[Paragraph], place: int) -> bool:
    """`▲ 看护人在大塘口巡查`, alone: several of them are a list."""
    text = paragraphs[place].text
    beside = (*paragraphs[max(0, place - 1) : place], *paragraphs[place + 1 : place + 2])
    return (
        len(text) <= LONGEST_CAPTION
        and bool(_CAPTION.match(text))
        and not any(line.text.startswith(text[0]) for line in beside)
    )


def _may_be_head(line: Paragraph) -> bool:
    text = plain(line.text)
    return (
        len(text) <= LONGEST_HEAD
        and "item" not in line.marks
        and not (line.is_rule or is_finished(text))
        and not (BETWEEN.match(text) or CREDIT.search(text) or SECTION.match(text))
    )
