"""A long message taken apart: courtesy left out, and the clauses one of which may hold the question. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval import cues
from retrieval.words import is_pinyin

LONG = 45  # characters from which a message is more than one question long
_BREAK = re.compile(r"[,，。.!！?？;；:：…~～\n]+|\s{1,}(?=\S{4})")


def clauses(text: str) -> list[str]:
    """The clauses of a folded text, in order."""
    return [part.strip() for part in _BREAK.split(text) if part.strip()]


def without_courtesy(text: str) -> str:
    """A folded text less its greetings, thanks and "may I ask"; the text itself where nothing else is in it."""
    parts = clauses(text)
    kept = [part for part in parts if not cues.closes(part) and not cues.is_courtesy(part)]
    if not kept:
        return text
    if len(kept) == len(parts):
        return cues.without_opening(text) or text
    return cues.without_opening(",".join(kept)) or text


def windows(text: str) -> Iterator[str]:
    """The clauses of a long text, each alone and with the next: one of them may be the whole question."""
    parts = clauses(text)
    if len(text) < LONG or len(parts) < 3 or is_pinyin(text):
        return
    for number, part in enumerate(parts):
        if len(part) > 1:
            yield part
        if number + 1 < len(parts):
            yield f"{part},{parts[number + 1]}"
