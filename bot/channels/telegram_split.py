"""Lengths as Telegram counts them, and cutting a long text between sentences. Pure; knows no message and no markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

LIMIT = 4096  # of one message, in UTF-16 units, after the markup has been taken out
SENTENCE_END = re.compile(r"[。！？!?；;…\n][”’」』）)》]*")
CLAUSE_END = re.compile(r"[，、：,:\s]")
UNSENDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def units(text: str) -> int:
    """How long Telegram thinks a text is.

    >>> units("笑气🎈")
    4
    """
    return len(text) + sum(char > "\uffff" for char in text)


def clean(text: str) -> str:
    """Without what cannot be sent: control characters and lone surrogates. Article texts hold none."""
    return UNSENDABLE.sub("", text)


def html(text: str) -> str:
    return escape(clean(text), quote=False)


def shorten(text: str, length: int, ellipsis: str = "…") -> str:
    """At most so many characters, on one line: for labels, never for a quotation."""
    text = " ".join(clean(text).split())
    return text if len(text) <= length else text[: length - len(ellipsis)] + ellipsis


def cuts(text: str, first: int, rest: int) -> Iterator[tuple[int, int]]:
    """(start, end) of pieces that make up the text, the first at most `first` units long, the others `rest`.

    Each ends after a sentence, else after a clause, else where it must. Raises ValueError if rest < 2 or first < 2.
    """
    if first < 2 or rest < 2:
        raise ValueError(f"room for {first} and {rest} units, expected 2 or more")
    start, room = 0, first
    while start < len(text):
        end = _furthest(text, start, room)
        if end < len(text):
            end = _last(SENTENCE_END, text, start, end) or _last(CLAUSE_END, text, start, end) or end
        yield start, end
        start, room = end, rest


def _furthest(text: str, start: int, room: int) -> int:
    end = min(len(text), start + room)
    over = units(text[start:end]) - room
    while over > 0:
        end -= max(1, over // 2)
        over = units(text[start:end]) - room
    return end


def _last(stop: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Where the last sentence or clause that fits ends; 0 if that would leave most of the room empty."""
    ends = [match.end() for match in stop.finditer(text, start, end)]
    return ends[-1] if ends and ends[-1] - start > (end - start) // 4 else 0
