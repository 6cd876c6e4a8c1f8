"""Blocks of any format -> one document: a paragraph a line, headings and bold lines remembered as marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from knowledge.lines import BLANK, Mark, MarkKind
from knowledge.model import Span

RULE_LINE = "———"
_SPACES = re.compile(r"[ \t\r\f\v\xa0]+")
_UNSEEN = re.compile(r"[\u200b\u200c\u200d\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")


class Document(Struct, frozen=True):
    """The text that is stored, its title ("" if none is seen) and what the format knew of its paragraphs."""

    text: str
    title: str = ""
    marks: tuple[Mark, ...] = ()


class Block(Struct, frozen=True):
    """A paragraph as it stands in the file."""

    text: str
    marks: frozenset[MarkKind] = frozenset()


def document(blocks: Iterable[Block], title: str = "") -> Document:
    """The blocks that hold something, one a line."""
    lines: list[str] = []
    marks: list[Mark] = []
    place = 0
    for block in blocks:
        for line in block.text.split("\n"):
            words = clean(line)
            if not words or (words == RULE_LINE and lines[-1:] == [RULE_LINE]):
                continue
            marks.extend(Mark(kind, Span(place, place + len(words))) for kind in sorted(block.marks))
            lines.append(words)
            place += len(words) + 1
    return Document("\n".join(lines), clean(title.replace("\n", " ")), tuple(marks))


def clean(line: str) -> str:
    """A line without unseen characters and doubled spaces."""
    return _SPACES.sub(" ", _UNSEEN.sub("", line)).strip(BLANK)
