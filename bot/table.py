"""Tables for a terminal in which Chinese takes two columns a character. Lays out; prints nothing."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import combining, east_asian_width

GAP = "  "
ELLIPSIS = "…"


def width(text: str) -> int:
    """How many terminal columns a text takes.

    >>> width("天元ab")
    6
    """
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def clip(text: str, columns: int) -> str:
    """The text on one line in at most so many columns, with an ellipsis where it was cut."""
    text = " ".join(text.split())
    if width(text) <= columns:
        return text
    kept = ""
    for char in text:
        if width(kept + char) > columns - width(ELLIPSIS):
            break
        kept += char
    return kept + ELLIPSIS


def pad(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], limits: Sequence[int]) -> str:
    """Rows under heads, columns aligned, each at most its limit wide; lines end without spaces."""
    cells = [[clip(cell, limit) for cell, limit in zip(row, limits, strict=True)] for row in (heads, *rows)]
    widths = [max(width(row[column]) for row in cells) for column in range(len(heads))]
    rule = ["-" * columns for columns in widths]
    lines = [cells[0], rule, *cells[1:]]
    return "\n".join(
        GAP.join(pad(cell, columns) for cell, columns in zip(line, widths, strict=True)).rstrip() for line in lines
    )
