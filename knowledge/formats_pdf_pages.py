"""The lines of printed pages without what belongs to the page: running heads and feet, page numbers, a browser's marks.

Looks only at the lines at the top and the bottom of each page, from the edge inwards up to the first that is an
article's. A line runs if it stands at the same place of several pages, and its numbers are the same on all of them or
count with the pages. Knows no PDF.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from knowledge.lines import BLANK, CLOSERS
from knowledge.pageline import read_line

Page = Sequence[str]
Place = tuple[int, str]  # how many lines from the edge, and the line's shape

DEEPEST = 6  # lines at an edge that may run
RARELY = 3  # it runs on a third of the pages or more: left and right ones differ, the first has none
_NUMBER = re.compile(r"\d{1,9}")
_ADDRESS = re.compile(r"(?:https?|file)://\S+")
_COUNT = re.compile(
    r"(?i)[-—–\s]*(?:第|page)?\s*\d{1,4}\s*(?:页|版)?(?:\s*(?:[/／共]|[,，]\s*共|of)\s*\d{1,4}\s*页?)?[-—–\s]*"
)
_OF_HOW_MANY = re.compile(
    r"(?i)(?<!\S)(?:page\s*)?\d{1,4}\s*(?:/|of)\s*\d{1,4}(?!\S)|第\s*\d{1,4}\s*页\s*[,，/]?\s*共\s*\d{1,4}\s*页"
)
_PRINTED_AT = re.compile(
    r"(?i)(?<!\S)(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{4}年\d{1,2}月\d{1,2}日)[,，]?\s*(?:上午|下午)?\s*\d{1,2}:\d{2}(?::\d{2})?"
    r"(?:\s*[AP]M)?(?!\S)"
)
_SPEAKS = tuple("。！？!?：:；;，,、")  # how a line of an article ends, or a speaker's label


def without_page_marks(pages: Sequence[Page]) -> Iterator[list[str]]:
    """Each page's lines without those that belong to the page."""
    tops = _running([list(page[:DEEPEST]) for page in pages])
    feet = _running([list(page[::-1][:DEEPEST]) for page in pages])
    for number, page in enumerate(pages):
        top = _depth(page[:DEEPEST], tops)
        rest = list(page[top:])
        end = len(rest) - _depth(rest[::-1][:DEEPEST], feet)
        dropped = [*page[:top], *rest[end:]]
        yield [*([] if number else filter(_is_masthead, dropped)), *rest[:end]]


def _is_masthead(line: str) -> bool:
    """Whether a running line tells paper or date: it stays once, at the top. A browser prints the date of printing."""
    return read_line(line) is not None and not _PRINTED_AT.search(line)


def _depth(lines: Sequence[str], running: frozenset[Place]) -> int:
    """How many lines, from the edge inwards, belong to the page."""
    marks = [bool(_COUNT.fullmatch(line)) or (place, _shape(line)) in running for place, line in enumerate(lines)]
    for place, line in enumerate(lines):
        if _is_browsers_foot(line):
            marks[place] = True
            for beside in (place - 1, place + 1):
                if 0 <= beside < len(lines) and _is_browsers_head(lines[beside]):
                    marks[beside] = True
    return next((place for place, mark in enumerate(marks) if not mark), len(marks))


def _is_browsers_foot(line: str) -> bool:
    """Which page of how many, and an address or when it was printed, and nothing else.

    >>> _is_browsers_foot("https://qs.example/a.html 1/2")
    True
    """
    rest, others = _PRINTED_AT.subn(" ", line)
    rest, addresses = _ADDRESS.subn(" ", rest)
    rest, counts = _OF_HOW_MANY.subn(" ", rest)
    return counts == 1 and others + addresses > 0 and not rest.strip(BLANK)


def _is_browsers_head(line: str) -> bool:
    """When it was printed, or an address, and a title that is no sentence."""
    left = _PRINTED_AT.sub(" ", _ADDRESS.sub(" ", line))
    return left != line and not left.strip(BLANK + CLOSERS).endswith(_SPEAKS)


def _running(edges: Iterable[Page]) -> frozenset[Place]:
    """The lines that run, of the lines near one edge of each page."""
    found: defaultdict[Place, dict[int, list[int]]] = defaultdict(dict)
    pages = 0
    for number, lines in enumerate(edges):
        pages += 1
        for depth, line in enumerate(lines):
            if not line.rstrip(BLANK + CLOSERS).endswith(_SPEAKS):
                found[depth, _shape(line)][number] = [int(one) for one in _NUMBER.findall(line)]
    return frozenset(
        place
        for place, printed in found.items()
        if len(printed) >= 2 and len(printed) * RARELY >= pages and _counts_with_pages(printed)
    )


def _counts_with_pages(printed: dict[int, list[int]]) -> bool:
    """Whether each number is the same on all these pages, or grows as the pages do.

    >>> _counts_with_pages({0: [2023, 5], 2: [2023, 7]}), _counts_with_pages({0: [35], 1: [41]})
    (True, False)
    """
    columns = zip(*printed.values(), strict=True)
    return all(
        len(set(column)) == 1 or len({number - page for page, number in zip(printed, column, strict=True)}) == 1
        for column in columns
    )


def _shape(line: str) -> str:
    return _NUMBER.sub("0", "".join(line.split()))
