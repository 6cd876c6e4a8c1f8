"""Whether a span meets any of many, fast: the spans are merged once and searched by halving. Knows no text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from knowledge.model import Span


class Intervals:
    """A fixed set of spans.

    >>> Intervals([Span(3, 5), Span(4, 9)]).meets(Span(8, 12))
    True
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(span for span in spans if span.start < span.end):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def meets(self, span: Span) -> bool:
        """Whether a character of `span` lies in one of them."""
        place = bisect_right(self._starts, span.end - 1) - 1 if span.start < span.end else -1
        return place >= 0 and self._ends[place] > span.start
