"""Outlet and date where the page prints them on their own line: `《海棠周报》 2022年9月8日 第三版`, `来源：海棠发布`.

Only lines that nobody says, above the first turn or below the last, and only those that hold nothing else; two lines
that disagree say nothing. Reads no running text and guesses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.turns import Script

LONGEST = 80
_ENDS = "报|周刊|杂志|发布|融媒|融媒体|融媒体中心|网|电视台|电台|新闻|客户端"
_NAME = rf"新华社|[^\s《》，。、：:；！？（）()|｜\d]{{2,16}}(?:{_ENDS})"
_DATE = re.compile(r"(?:发布(?:时间|日期)[：:])?(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?")
_SOURCE = re.compile(rf"来源[：:]《?({_NAME})》?")
_QUOTED = re.compile(rf"《({_NAME})》")
_BARE = re.compile(_NAME)
_BESIDE = re.compile(
    r"\d{1,2}[：:]\d{2}(?:[：:]\d{2})?|[（(]?星期[一二三四五六日天][）)]?|第?[A-Z]?\d{1,3}版|第[一二三四五六七八九十]{1,3}版|[A-Z]\d{1,2}"
    r"|(?:责任?编辑?|编辑|责编|作者|校对|审核|浏览次数|字号)[：:].{1,12}"
)
_GAP = re.compile(r"[\s|｜]+")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the page says of itself; "" where it does not, or not surely. said is a full date, `2023-09-08`."""

    outlet: str = ""
    said: str = ""


def masthead(script: Script) -> Masthead:
    found = [one for line in _outer_lines(script) if (one := read_line(line))]
    return Masthead(_only(one.outlet for one in found), _only(one.said for one in found))


def read_line(line: str) -> Masthead | None:
    """What such a line says; None for any other line.

    >>> read_line("2023-09-08 来源：海棠发布")
    Masthead(outlet='海棠发布', said='2023-09-08')
    >>> read_line("来源：海棠发布记者从县里了解到") is None
    True
    """
    tokens = [token for token in _GAP.split(re.sub(r"([：:])\s+", r"\1", line.strip())) if token]
    if len(line) > LONGEST or not tokens:
        return None
    outlets, dates, labelled = [], [], False
    for token in tokens:
        source, day = _SOURCE.fullmatch(token), _DATE.fullmatch(token)
        name = _QUOTED.fullmatch(token) or _BARE.fullmatch(token)
        if source:
            outlets.append(source[1])
            labelled = True
        elif day:
            dates.append(_iso(day))
            labelled = labelled or token.startswith("发布")
        elif name:
            outlets.append(name[name.lastindex or 0])
        elif not _BESIDE.fullmatch(token):
            return None
    if not labelled and not (outlets and dates):
        return None
    return Masthead(_only(outlets), _only(dates))


def _outer_lines(script: Script) -> Iterator[str]:
    spoken = [part.line for turn in script.turns for part in turn.parts]
    for aside in script.asides:
        if spoken and not min(spoken) < aside.paragraph.line < max(spoken):
            yield aside.paragraph.text


def _iso(found: re.Match[str]) -> str:
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return ""


def _only(values: Iterable[str]) -> str:
    different = {value for value in values if value}
    return different.pop() if len(different) == 1 else ""
