"""Labels behind which nobody speaks: `记者：齐卫国`, `嘉宾：市禁毒办主任 张三`, and `做客嘉宾：` above guests.

Looks at one label and its line; who speaks otherwise, voices.py works out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.labels import Label, find, stated
from knowledge.lines import Paragraph, is_finished
from knowledge.names import close_up, ends_in_person
from knowledge.newsroom import OFFICE, OFFICE_END, QUESTION_WORDS, is_person, plain

LONGEST_BYLINE = 160


def is_byline(text: str, label: Label) -> bool:
    """`记者：齐卫国 周圆`, `嘉宾：市禁毒办主任 张三` and `张三：市禁毒办主任` name somebody; nobody speaks."""
    words = text[label.start :].strip()
    if (
        not words
        or len(words) > LONGEST_BYLINE
        or not (stated(label) or (is_person(label.name) and OFFICE_END.search(plain(words))))
        or re.search(r"[。？！?!…]", words)
        or QUESTION_WORDS.search(plain(words))
    ):
        return False
    names = [name for name in re.split(r"[\s、，,；;/／（()）]+", words) if name]
    return all(_is_credit(name) for name in names)


def heads_guests(paragraphs: Sequence[Paragraph], place: int, label: Label) -> bool:
    """`做客嘉宾：` alone, above lines of offices with names."""
    if label.start < len(paragraphs[place].text) or stated(label) != "answers" or place + 1 >= len(paragraphs):
        return False
    after = paragraphs[place + 1].text
    if len(after) > LONGEST_BYLINE or is_finished(after):
        return False
    below = find(after)
    return ends_in_person(close_up(after)) or begins_in_person(after) or bool(below and is_byline(after, below))


def begins_in_person(line: str) -> bool:
    """`张三　市禁毒办主任` as a whole line: a name, a gap, an office."""
    found = re.fullmatch(r"(\S{2,12}|\S[ \u3000]{1,2}\S)(?:[ \t\u3000]{1,12}|[，,])(\S.{1,80})", line.strip())
    return bool(found and is_person(re.sub(r"\s", "", found[1])) and OFFICE_END.search(plain(found[2])))


def _is_credit(word: str) -> bool:
    """A name, an office, or an office with a name behind it."""
    bare = plain(word)
    if is_person(bare) or OFFICE_END.search(bare):
        return True
    return bool(OFFICE.search(bare)) and len(bare) <= 40 and (is_person(bare[-3:]) or is_person(bare[-2:]))
