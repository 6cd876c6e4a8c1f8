"""Message boards: the 网友 above `留言内容：…` asks, and the body of `回复单位：区城管局` answers in `回复内容：…`.

Looks at labels and their places only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from knowledge.labels import Label, stated
from knowledge.lines import Paragraph, is_finished

_BODY = re.compile(r"(?:回复|答复|办理|承办|处理)(?:单位|部门|机构|人)$")
_REPLY = re.compile(r"(?:回复|答复|办理|处理)(?:内容|情况|结果|意见)$")
_MESSAGE = re.compile(r"(留言|来信|信件|咨询)内容$")
LONGEST = 40
NEAR = 3


def messages(paragraphs: Sequence[Paragraph], found: Mapping[int, Label]) -> dict[int, Label]:
    """The labels with each message and reply under the name of whom the lines right above it, at most three, name."""
    labels = {place: label for place, label in found.items() if not _BODY.search(label.name)}
    for place, label in found.items():
        above = [near for near in range(place - 1, place - 1 - NEAR, -1) if near in found]
        message = _MESSAGE.search(label.name)
        if message:
            names = [found[near].name for near in above if stated(found[near]) == "asks"]
            labels[place] = replace(label, name=next(iter(names), message[1]), act="asks")
        elif _REPLY.search(label.name):
            bodies = [_words(paragraphs[near], found[near]) for near in above if _BODY.search(found[near].name)]
            labels[place] = replace(label, name=next(filter(None, bodies), label.name), act="answers")
    return labels


def _words(paragraph: Paragraph, label: Label) -> str:
    words = paragraph.text[label.start :].strip()
    return "" if len(words) > LONGEST or is_finished(words) else words
