"""What the paper itself says above an interview: a lead or an editor's note. Its words, under its own name only.

Running text that stands above the first turn of its section and ends like a sentence; captions, credits and lines such
as `以下是访谈详情` are none. The paragraphs of one section are one lead. Where a paragraph quotes an official it ends:
those words are the official's (quotations.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from knowledge.lines import Paragraph, is_finished
from knowledge.model import PARAGRAPH, Piece, Span
from knowledge.newsroom import BETWEEN, CREDIT, plain
from knowledge.turns import Script

SHORTEST, LONGEST = 30, 600  # characters of a paragraph
SHORTEST_SAYING = 15  # of the words before a quotation, less than which only say who speaks: `姚永告表示`
LEAD, EDITORS_NOTE = "导语", "编者按"
_BEFORE_QUOTATION = re.compile(r"[：:，,\s“「]+$")
_LAST_SENTENCE = re.compile(r"[^。！？]*$")


class Lead(NamedTuple):
    """The pieces of a lead, and what it is: a lead or an editor's note."""

    kind: str
    pieces: tuple[Piece, ...]


def leads(script: Script, quoted: Sequence[Span] = ()) -> Iterator[Lead]:
    """In the order of print. quoted: where officials' words stand in them."""
    first: dict[int, int] = {}
    for turn in script.turns:
        first.setdefault(turn.section, turn.line)
    found: defaultdict[int, list[Span]] = defaultdict(list)
    notes: set[int] = set()
    for aside in script.asides:
        paragraph = aside.paragraph
        if paragraph.line >= first.get(aside.section, min(first.values(), default=0)):
            continue
        if plain(paragraph.text).startswith(EDITORS_NOTE):
            notes.add(aside.section)
        span = _own_words(paragraph, quoted) if is_running(paragraph) else None
        if span:
            found[aside.section].append(span)
    for section, spans in found.items():
        joints = ["", *[PARAGRAPH] * (len(spans) - 1)]
        pieces = tuple(Piece(span, joint) for span, joint in zip(spans, joints, strict=True))
        yield Lead(EDITORS_NOTE if section in notes else LEAD, pieces)


def is_running(paragraph: Paragraph) -> bool:
    """Whether a paragraph is running text: long enough, and ending like a sentence."""
    text = plain(paragraph.text)
    of_page = paragraph.is_rule or BETWEEN.match(text) or CREDIT.search(text)
    return SHORTEST <= len(text) <= LONGEST and is_finished(paragraph.text) and not of_page


def _own_words(paragraph: Paragraph, quoted: Sequence[Span]) -> Span | None:
    """The paragraph as far as its first quotation; None where too little stands before it."""
    whole = paragraph.span
    begun = min((span.start for span in quoted if whole.covers(span)), default=None)
    if begun is None:
        return whole
    before = _BEFORE_QUOTATION.sub("", paragraph.text[: begun - whole.start])
    saying = _LAST_SENTENCE.search(before)
    if saying and len(saying[0]) < SHORTEST_SAYING:
        before = before[: saying.start()]
    return Span(whole.start, whole.start + len(before)) if len(before) >= SHORTEST else None
