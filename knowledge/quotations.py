"""An official's words in quotation marks inside a lead: `姚永告表示：“…”`. Reads no turns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.lines import Paragraph
from knowledge.model import Span
from knowledge.newsroom import SAYING, plain

SHORTEST = 8
_CLOSING = {"“": "”", "「": "」"}


def quoted(paragraph: Paragraph, names: Sequence[str]) -> Iterator[tuple[str, Span]]:
    """(name, span of the words between the marks) for each quotation that a name and a verb of saying introduce."""
    text = paragraph.text
    for opening in re.finditer(r"[：:，,]\s?([“「])", text):
        end = text.find(_CLOSING[opening[1]], opening.end())
        before = plain(text[max(0, opening.start() - 80) : opening.start()])
        sentence = re.split(r"[。！？]", before)[-1]
        speaker = _last_named(text[opening.start() - len(sentence) : opening.start()], names)
        if speaker and end - opening.end() >= SHORTEST and sentence.endswith(tuple(SAYING)):
            yield speaker, Span(paragraph.span.start + opening.end(), paragraph.span.start + end)


def _last_named(sentence: str, names: Sequence[str]) -> str:
    placed = [(sentence.rfind(name), name) for name in names if name and name in sentence]
    return max(placed)[1] if placed else ""
