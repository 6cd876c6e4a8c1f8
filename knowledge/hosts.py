"""Who hosts by name: `主持人：周海燕`, `主持人周海燕：`, and `我是周海燕` in the host's own words.

A host who is later labelled by name alone still gives the floor and answers nothing. Names only; voices.py gives sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from knowledge.labels import Label, stated
from knowledge.lines import Paragraph, is_finished
from knowledge.names import close_up, name_at
from knowledge.newsroom import OFFICE, is_person, plain

_ROLE = re.compile(r".{0,16}?(?:主持人?|主播|记者|编辑|编者)[\s·]{0,2}")
_I_AM = re.compile(r"我(?:是|叫)([^，。！？；]{2,40})")
LONGEST = 400


def hosts(paragraphs: Sequence[Paragraph], found: Mapping[int, Label], bylines: Mapping[int, Label]) -> frozenset[str]:
    """The names of those who ask or host by what the page says of them."""
    names: set[str] = set()
    for place, label in bylines.items():
        if stated(label) == "asks":
            names.update(_listed(paragraphs[place].text[label.start :]))
    for place, label in found.items():
        if stated(label) == "asks" and is_finished(paragraphs[place].text):  # no headline
            names.update((_ROLE.sub("", label.name, count=1), label.remark))
            names.update(_introduced(paragraphs[place].text[label.start :][:LONGEST]))
    return frozenset(name for name in names if is_person(name))


def _listed(words: str) -> Iterable[str]:
    return re.split(r"[\s，、,；;（()）]+", close_up(words.strip()))


def _introduced(words: str) -> Iterator[str]:
    """`我是周海燕`, `我是市政府新闻办主任周海燕`."""
    for found in _I_AM.finditer(words):
        ends = [0, *(office.end() for office in OFFICE.finditer(plain(found[1])))]
        yield from (name for end in ends if (name := name_at(found[1], end)))
        yield _ROLE.sub("", found[1], count=1)
