"""Who is introduced: named behind an office, in a list of names, or at the head of a line that ends in an office.

Looks for names that are labels already; a rare surname is believed where the page sets name and office side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from knowledge.lines import Paragraph
from knowledge.names import close_up
from knowledge.newsroom import OFFICE, OFFICE_END, is_person, plain

MOST_NAMES = 500
OPENING_LINES = 16
LONGEST_OPENING = 1200
LONGEST_LINE = 60
_GAP = re.compile(r"([一-鿿](?:[ \u3000]{0,2}[一-鿿]){1,3})[ \t\u3000]{1,12}(?=\S)")


def introduced(paragraphs: Sequence[Paragraph], names: Iterable[str]) -> frozenset[str]:
    """Those of the names, 500 at most, that the paragraphs introduce."""
    every = list(names)[:MOST_NAMES]
    persons = {name for name in every if is_person(name)}
    opening = [paragraph.text[:LONGEST_OPENING] for paragraph in paragraphs[:OPENING_LINES]]
    found = set(_listed(opening, persons)) | set(_behind_office(paragraphs, persons))
    return frozenset(found | ({_at_head(line) for line in opening} & set(every)))


def _listed(opening: Iterable[str], persons: Iterable[str]) -> Iterable[str]:
    """`专家：尹航、孟丽`."""
    names = "|".join(re.escape(name) for name in sorted(persons, key=len, reverse=True))
    if not names:
        return []
    listed = re.compile(rf"(?:^|[\s、，,；;：:和与及])({names})(?=$|[\s、，,；;。和与及（(])")
    return [name for line in opening for name in listed.findall(line)]


def _behind_office(paragraphs: Iterable[Paragraph], persons: set[str]) -> Iterable[str]:
    """`西城区禁毒办主任尹航`."""
    for paragraph in paragraphs if persons else ():
        for end in {found.end() for found in OFFICE.finditer(plain(paragraph.text))}:
            behind = close_up(paragraph.text[end : end + 42].lstrip())
            yield from (behind[:size] for size in (2, 3, 4) if behind[:size] in persons)


def _at_head(line: str) -> str:
    """The name of `海　涛　青石巷社区党委书记`, "" of any other line."""
    found = _GAP.match(line) if len(line) <= LONGEST_LINE else None
    if found is None or not OFFICE_END.search(plain(line)):
        return ""
    return re.sub(r"\s", "", found[1])
