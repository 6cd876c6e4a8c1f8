"""Phrasings worth offering to staff for a pair, made from its own words. Pure; stores nothing, judges nothing.

They come from the reporter's question without its polite opening, from headings ("一是…"), from figures and from quoted
names. A person accepts them or does not: none is ever used by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge import suggestion_words as words
from knowledge.model import Pair, Phrasing

LONG_QUESTION = 40
CLAUSE_LENGTH = range(5, 41)


def suggest_phrasings(pair: Pair) -> tuple[Phrasing, ...]:
    """Suggestions, the question first, then passage by passage; none twice, none that is the printed question."""
    found: dict[str, Phrasing] = {}
    for text, passage in _candidates(pair):
        if text and text != pair.question:
            found.setdefault(text, Phrasing(text, pair.id, passage))
    return tuple(found.values())


def without_opening(question: str) -> str:
    """The question itself: its last sentence, without greeting, title and "请问".

    >>> without_opening("工作很好。请问邓县长，下一步如何开展？")
    '下一步如何开展？'
    """
    sentences = re.findall(f"[^{words.SENTENCE_ENDS}]+[{words.SENTENCE_ENDS}]*", question.strip())
    text = sentences[-1] if sentences else ""
    for start in words.ASKED_FROM:
        text = re.split(start, text)[-1]
    for opening in words.OPENINGS:
        text = re.sub(f"^(?:{opening})", "", text)
    return _from_interrogative(text) if len(text) > LONG_QUESTION else text


def _candidates(pair: Pair) -> Iterator[tuple[str, int | None]]:
    if pair.question:
        yield without_opening(pair.question), None
    for number, passage in enumerate(pair.passages):
        for text in (*_headings(passage.text), *_figures(passage.text), *_names(passage.text)):
            yield text, number


def _from_interrogative(text: str) -> str:
    clauses = _clauses(text)
    for number, clause in enumerate(clauses):
        if re.search(words.INTERROGATIVE, clause):
            return "".join(clauses[number:])
    return text


def _headings(text: str) -> Iterator[str]:
    heading = re.match(words.HEADING, text)
    if heading:
        yield words.ASK_HEADING.format(heading=heading[1])


def _figures(text: str) -> Iterator[str]:
    for clause in _clauses(text):
        asked, figures = re.subn(words.FIGURE, words.HOW_MANY, clause.rstrip(words.CLAUSE_ENDS))
        asked = asked.rstrip(words.TRAILING) if not asked.endswith(words.HOW_MANY) else asked
        if figures and len(asked) in CLAUSE_LENGTH:
            yield asked


def _names(text: str) -> Iterator[str]:
    for name in re.findall(words.QUOTED_NAME, text):
        yield words.ASK_NAME.format(name=name)


def _clauses(text: str) -> list[str]:
    """The clauses of a text, each with the mark that ends it."""
    return re.findall(f"[^{words.CLAUSE_ENDS}]+[{words.CLAUSE_ENDS}]*", text)
