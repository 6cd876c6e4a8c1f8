"""Outlet and date where the page prints them on their own line: `《海棠周报》 2022年9月8日 第三版`, `来源：海棠发布`.

Only lines that nobody says, above the first turn or below the last, and only those that hold nothing else; two lines
that disagree say nothing. Reads no running text and guesses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.pageline import Masthead, only, read_line
from knowledge.turns import Script


def masthead(script: Script) -> Masthead:
    found = [one for line in _outer_lines(script) if (one := read_line(line))]
    return Masthead(only(one.outlet for one in found), only(one.said for one in found))


def _outer_lines(script: Script) -> Iterator[str]:
    spoken = [part.line for turn in script.turns for part in turn.parts]
    first, last = min(spoken, default=0), max(spoken, default=0)
    for aside in script.asides:
        if spoken and not first < aside.paragraph.line < last:
            yield aside.paragraph.text
