"""A long message taken apart: courtesy left out, and the clauses one of which may hold the question. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from retrieval import cues
from retrieval.sounds import is_pinyin
from retrieval.words import tokenise

LONG = 45  # characters from which a message is more than one question long
PUNCTUATED = 2  # marks in a message from which a space in it ends no clause
_MARK = re.compile(r"[,，。.!！?？;；:：…~～\n]+")
_BREAK = re.compile(rf"{_MARK.pattern}|\s{{1,}}(?=\S{{4}})")


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
    """The clauses of a long text, each alone and with the next: one of them may be the whole message."""
    parts = clauses(text)
    if not _is_long(text, parts):
        return
    for number, part in enumerate(parts):
        if len(part) > 1:
            yield part
        if number + 1 < len(parts):
            yield f"{part},{parts[number + 1]}"


def likely_questions(text: str) -> Iterator[str]:
    """The windows of a long text, less those that are not the whole of a question.

    What is said beside a question is about it and answers nothing, a question of one word is about what was said before
    it, and what follows a question is no part of it unless it asks, too.
    """
    parts = [part.strip() for part in _MARK.split(text) if part.strip()]
    parts = parts if len(parts) > PUNCTUATED else clauses(text)
    if not _is_long(text, parts):
        return
    asking = [*map(asks, parts), False]
    for number, part in enumerate(parts):
        beside = asking[number - 1] or asking[number + 1]
        if _stands_alone(part, is_question=asking[number], beside=beside, is_first=not number):
            yield part
        if number + 1 < len(parts) and asking[number] <= asking[number + 1]:
            yield f"{part},{parts[number + 1]}"


def asks(text: str) -> bool:
    """Whether a clause is worded as a question; one spelt in pinyin among others in characters is."""
    return cues.asks(text) or is_pinyin(text)


def _is_long(text: str, parts: list[str]) -> bool:
    return len(text) >= LONG and len(parts) >= 3 and not is_pinyin(text)


def _stands_alone(clause: str, *, is_question: bool, beside: bool, is_first: bool) -> bool:
    """beside: whether a clause beside it asks."""
    if len(clause) < 2:
        return False
    if not is_question:
        return not beside
    return is_first or is_pinyin(clause) or len(tokenise(clause)) > 1
