"""The phrasings and declined topics that ship with the bot: TOML files -> values. Stores nothing.

NAME.phrasings.toml beside an interview: `[[passage]]` with `answer` (how the answer begins), `text` (the words asked
for, "" for the whole answer) and `ask` (ways to ask). declined.toml: `[[topic]]` with slug, title, near, reply, ask.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from msgspec import Struct

from knowledge.model import PARAGRAPH, Pair, Phrasing
from knowledge.notes import AMBIGUOUS_ANSWER, NO_SUCH_ANSWER, TEXT_NOT_IN_ARTICLE
from knowledge.reattach import most_similar

SHARED = 4


class BadPhrasings(Exception):
    """A phrasings file cannot be read; the message names the file and the entry."""


class AskedPassage(Struct, frozen=True):
    """One entry of NAME.phrasings.toml. text is "" for the whole answer."""

    answer: str
    text: str
    ask: tuple[str, ...]


class ShippedTopic(Struct, frozen=True):
    """One entry of declined.toml. near: close to what the interviews are about."""

    slug: str
    title: str
    near: bool
    reply: str
    ask: tuple[str, ...]


def read_phrasings(path: Path) -> tuple[AskedPassage, ...]:
    """The entries in file order. Raises BadPhrasings."""
    return tuple(
        AskedPassage(_text(entry, "answer", place), _text(entry, "text", place, empty=True), _asks(entry, place))
        for place, entry in _entries(path, "passage")
    )


def read_declined(path: Path) -> tuple[ShippedTopic, ...]:
    """The topics in file order. Raises BadPhrasings, also when two have the same slug."""
    topics: dict[str, ShippedTopic] = {}
    for place, entry in _entries(path, "topic"):
        slug = _text(entry, "slug", place)
        if slug in topics:
            raise BadPhrasings(f"{place}: slug is {slug!r} a second time, expected a new one")
        near = entry.get("near")
        if not isinstance(near, bool):
            raise BadPhrasings(f"{place} ({slug}): near is {near!r}, expected true or false")
        title, reply = _text(entry, "title", place), _text(entry, "reply", place)
        topics[slug] = ShippedTopic(slug, title, near, reply, _asks(entry, place))
    return tuple(topics.values())


def attach(
    entries: Sequence[AskedPassage], pairs: Sequence[Pair], printed: str, file: str
) -> tuple[tuple[Phrasing, ...], tuple[str, ...]]:
    """The phrasings at their pairs and passages, in order, and doubts that name file and entry.

    printed is the article's text: words that stand in it, if only beside a damaged place, are no doubt.
    """
    unbroken = _unbroken(printed)
    phrasings: list[Phrasing] = []
    doubts: list[str] = []
    for number, entry in enumerate(entries, 1):
        fitting = [pair for pair in pairs if pair.answer.startswith(entry.answer)]
        fitting = [pair for pair in fitting if not pair.is_beside] or fitting  # a lead may begin as an answer does
        if len(fitting) != 1:
            words = AMBIGUOUS_ANSWER if fitting else NO_SUCH_ANSWER
            ids = "、".join(pair.id for pair in fitting)
            doubts.append(words.format(file=file, number=number, answer=entry.answer, pairs=ids))
            continue
        pair = fitting[0]
        in_print = _unbroken(entry.text) in unbroken
        if not in_print:
            doubts.append(TEXT_NOT_IN_ARTICLE.format(file=file, number=number, text=entry.text))
        passage = passage_of(entry.text, pair) if in_print else most_similar(entry.text, pair.passages)
        phrasings += [Phrasing(ask, pair.id, passage) for ask in entry.ask]
    return tuple(phrasings), tuple(doubts)


def passage_of(text: str, pair: Pair) -> int | None:
    """The number of the passage that holds the text, else of the one that shares the longest run of it with the text.

    None (the whole answer) for "", and where less than SHARED characters in a row are shared.
    """
    text = _unbroken(text)
    for number, passage in enumerate(pair.passages if text else ()):
        if text in _unbroken(passage.text):
            return number
    shared = [(_shared_run(text, _unbroken(passage.text)), -number) for number, passage in enumerate(pair.passages)]
    longest, number = max(shared, default=(0, 0))
    return -number if longest >= SHARED else None


def _shared_run(one: str, other: str) -> int:
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


def _unbroken(text: str) -> str:
    return text.replace(PARAGRAPH, "")


def _entries(path: Path, key: str) -> list[tuple[str, dict[str, Any]]]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadPhrasings(f"{path.name}: {error}; expected a TOML file in UTF-8") from error
    entries = content.pop(key, [])
    if content or not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadPhrasings(f"{path.name}: holds {', '.join(content) or key!r}, expected [[{key}]] entries only")
    return [(f"{path.name} [[{key}]] {number}", entry) for number, entry in enumerate(entries, 1)]


def _text(entry: dict[str, Any], key: str, place: str, *, empty: bool = False) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not (empty or value.strip()):
        raise BadPhrasings(f"{place}: {key} is {value!r}, expected a text")
    return value


def _asks(entry: dict[str, Any], place: str) -> tuple[str, ...]:
    asks = entry.get("ask")
    if not isinstance(asks, list) or not asks:
        raise BadPhrasings(f"{place}: ask is {asks!r}, expected a list of texts")
    for ask in asks:
        if not isinstance(ask, str) or not ask.strip():
            raise BadPhrasings(f"{place}: ask holds {ask!r}, expected a text")
    return tuple(asks)
