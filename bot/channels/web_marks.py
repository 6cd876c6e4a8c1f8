"""Where to draw the marker: cuts a text into segments that are plain, said, marked or damaged. Alters no character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation import Quote
from knowledge.model import DAMAGE_MARK

Kind = Literal["plain", "said", "mark", "damage"]
Span = tuple[int, int]
ORDER: tuple[Kind, ...] = ("mark", "damage", "said")
CLAUSE_ENDS = "。！？；，、：…\n”’」』〕）"
SPANS = re.compile(r"\d{1,7}-\d{1,7}(?:,\d{1,7}-\d{1,7}){0,19}")


class Segment(Struct, frozen=True):
    """A run of characters that is drawn one way. first: the first marked one, which a link may point at."""

    text: str
    kind: Kind = "plain"
    first: bool = False


def cut(text: str, start: int, end: int, layers: dict[Kind, Sequence[Span]]) -> list[Segment]:
    """text[start:end] as segments; of several layers over one place the earliest in ORDER wins.

    >>> [(s.text, s.kind) for s in cut("甲乙丙丁", 0, 4, {"said": [(1, 4)], "mark": [(2, 3)]})]
    [('甲', 'plain'), ('乙', 'said'), ('丙', 'mark'), ('丁', 'said')]
    """
    edges = {start, end} | {edge for spans in layers.values() for span in spans for edge in span if start < edge < end}
    places = sorted(edges)
    return [Segment(text[left:right], _kind(left, layers)) for left, right in pairwise(places)]


def _kind(at: int, layers: dict[Kind, Sequence[Span]]) -> Kind:
    return next((kind for kind in ORDER if any(a <= at < b for a, b in layers.get(kind, ()))), "plain")


def answer_segments(quote: Quote) -> list[Segment]:
    """The whole answer with its highlight marked and its gaps shown."""
    gaps = [match.span() for match in re.finditer(re.escape(DAMAGE_MARK), quote.answer)]
    return cut(quote.answer, 0, len(quote.answer), {"mark": [quote.highlight_at], "damage": gaps})


def paragraphs(text: str, layers: dict[Kind, Sequence[Span]]) -> list[list[Segment]]:
    """The text's lines as segments, blank lines left out; the first marked segment of all is `first`."""
    rows = [cut(text, match.start(), match.end(), layers) for match in re.finditer(r"\S[^\n]*", text)]
    return _with_anchor(rows)


def _with_anchor(rows: list[list[Segment]]) -> list[list[Segment]]:
    marked = [(y, x) for y, row in enumerate(rows) for x, segment in enumerate(row) if segment.kind == "mark"]
    said = [(y, x) for y, row in enumerate(rows) for x, segment in enumerate(row) if segment.kind == "said"]
    for y, x in (marked or said)[:1]:
        rows[y][x] = Segment(rows[y][x].text, rows[y][x].kind, first=True)
    return rows


def spans_text(spans: Iterable[Span]) -> str:
    """[(1, 4), (9, 12)] as "1-4,9-12": how a link says what to mark."""
    return ",".join(f"{start}-{end}" for start, end in spans)


def spans_from(written: str, inside: Sequence[Span]) -> list[Span]:
    """What spans_text wrote, only where it lies within `inside`: a link can mark no other words than the answer's."""
    if not SPANS.fullmatch(written):
        return []
    read = [(int(start), int(end)) for start, end in (part.split("-") for part in written.split(","))]
    return [span for span in read if span[0] < span[1] and any(a <= span[0] and span[1] <= b for a, b in inside)]


def at_highlight(quote: Quote, text: str, written: str) -> Quote:
    """The quote with the passage of a shared link as its highlight, `text` being its article's.

    Spans of a link may be older than the article's present copy: what is no whole clause of the answer is not taken.
    """
    spans = spans_from(written, quote.spans)
    highlight = "".join(text[start:end] for start, end in spans)
    at = quote.answer.find(highlight) if highlight else -1
    if at < 0 or not _is_clause(quote.answer, at, at + len(highlight)):
        return quote
    return replace(quote, highlight=highlight, highlight_at=(at, at + len(highlight)), highlight_spans=tuple(spans))


def _is_clause(answer: str, start: int, end: int) -> bool:
    begins = start == 0 or answer[start - 1] in CLAUSE_ENDS
    return begins and (end == len(answer) or answer[end - 1] in CLAUSE_ENDS or answer[end] in CLAUSE_ENDS)
