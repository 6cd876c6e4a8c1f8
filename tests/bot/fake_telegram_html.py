"""Telegram's HTML parse mode: the text that is left and the errors in the server's own words (after tdlib/td)."""

from __future__ import annotations

import re

TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre", "blockquote", "tg-spoiler"}
ENTITY = re.compile(r"&(#x[0-9a-fA-F]+|#\d+|lt|gt|amp|quot);")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


class MarkupError(ValueError):
    """The server would refuse this markup; the message is what it would say."""


def visible(markup: str) -> str:
    """The text without its markup. Raises MarkupError."""
    text, at = "", 0
    stack: list[str] = []
    while at < len(markup):
        char = markup[at]
        if char == "<":
            at = _tag(markup, at, stack)
        elif char == "&" and (entity := ENTITY.match(markup, at)):
            text += _decoded(entity[1])
            at = entity.end()
        else:
            text += char
            at += 1
    if stack:
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{stack[-1]}"')
    return text


def _tag(markup: str, at: int, stack: list[str]) -> int:
    offset, end = len(markup[:at].encode("utf-8", "replace")), markup.find(">", at)
    closing = markup.startswith("</", at)
    if closing and not stack:
        raise MarkupError(f"Unexpected end tag at byte offset {offset}")
    if end < 0:
        raise MarkupError(f"Unclosed {'end' if closing else 'start'} tag at byte offset {offset}")
    name = (markup[at + 1 + closing : end].split(maxsplit=1) or [""])[0].lower()
    if closing:
        expected = stack.pop()
        if name and name != expected:
            raise MarkupError(f'Unmatched end tag at byte offset {offset}, expected "</{expected}>", found "</{name}>"')
        return end + 1
    if name not in TAGS:
        raise MarkupError(f'Unsupported start tag "{name}" at byte offset {offset}')
    stack.append(name)
    return end + 1


def _decoded(entity: str) -> str:
    if entity.startswith("#"):
        return chr(int(entity[2:], 16) if entity[1] == "x" else int(entity[1:]))
    return NAMED[entity]
