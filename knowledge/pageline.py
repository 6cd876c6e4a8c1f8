"""A line that only the page says: `《海棠周报》 2022年9月8日 第三版`, `来源：海棠发布`, `第3版 | 星期三 责编：周明`.

Looks at one line, token by token; a line that holds anything else is none. Guesses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from msgspec import Struct

LONGEST = 80
_ENDS = "报|周刊|杂志|发布|融媒|融媒体|融媒体中心|网|电视台|电台|新闻|客户端"
_NAME = rf"新华社|[^\s《》，。、：:；！？（）()|｜\d]{{2,16}}(?:{_ENDS})"
_DATE = re.compile(r"(?:发布(?:时间|日期)[：:])?(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})日?")
_SOURCE = re.compile(rf"来源[：:]《?({_NAME})》?")
_QUOTED = re.compile(rf"《({_NAME})》")
_BARE = re.compile(_NAME)
_BESIDE = re.compile(
    r"\d{1,2}[：:]\d{2}(?:[：:]\d{2})?|[（(]?(?:星期|周)[一二三四五六日天][）)]?|第?[A-Z]?\d{1,3}版|第[一二三四五六七八九十]{1,3}版|[A-Z]\d{1,2}"
    r"|(?:责任?编辑?|编辑|责编|作者|校对|审核|浏览次数|字号)[：:].{1,12}"
)
_PAGE = re.compile(r"第?[A-Z]?\d{1,3}版|第[一二三四五六七八九十]{1,3}版|[A-Z]\d{1,2}")
_GAP = re.compile(r"[\s|｜]+")


class Masthead(Struct, frozen=True):
    """What the page says of itself; "" where it does not, or not surely. said is a full date, `2023-09-08`."""

    outlet: str = ""
    said: str = ""


def read_line(line: str) -> Masthead | None:
    """What such a line says; None for any other line.

    >>> read_line("2023-09-08 来源：海棠发布")
    Masthead(outlet='海棠发布', said='2023-09-08')
    >>> read_line("来源：海棠发布记者从县里了解到") is None
    True
    """
    tokens = _tokens(line)
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
    return Masthead(only(outlets), only(dates))


def is_page_line(line: str) -> bool:
    """Whether a line is nothing but a running title: the number of a page or a date, and something else of the page.

    >>> is_page_line("第3版 | 2022年4月6日 责编：周明"), is_page_line("2022年4月6日"), is_page_line("2022年4月6日 通车")
    (True, False, False)
    """
    tokens = _tokens(line)
    if len(line) > LONGEST or len(tokens) < 2:
        return False
    known = (_SOURCE, _DATE, _QUOTED, _BARE, _BESIDE)
    return any(_PAGE.fullmatch(token) or _DATE.fullmatch(token) for token in tokens) and all(
        any(shape.fullmatch(token) for shape in known) for token in tokens
    )


def _tokens(line: str) -> list[str]:
    """`责编： 周明` is one."""
    return [token for token in _GAP.split(re.sub(r"([：:])\s+", r"\1", line.strip()[: LONGEST + 1])) if token]


def _iso(found: re.Match[str]) -> str:
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return ""


def only(values: Iterable[str]) -> str:
    different = {value for value in values if value}
    return different.pop() if len(different) == 1 else ""
