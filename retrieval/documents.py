"""What is indexed: each phrasing, question, passage and declined phrasing, with what it leads to. Scores nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from knowledge.model import Collection, DeclinedTopic, Pair, Phrasing
from retrieval.scope import ScopeReader
from retrieval.words import character_pairs, characters, concepts, is_pinyin, syllables, tokenise

Field = Literal["phrasing", "question", "passage", "declined"]


class Terms(NamedTuple):
    """What is counted of a text: words with their concepts, characters and pairs of them, pairs of syllables."""

    words: tuple[str, ...]
    characters: tuple[str, ...]
    sounds: tuple[str, ...]


KINDS = Terms._fields


@lru_cache(maxsize=2048)
def terms(text: str) -> Terms:
    """The terms of a folded text without scope names; of one spelt in pinyin, its sounds only."""
    sounds = syllables(text)
    if is_pinyin(text):
        return Terms((), (), _pairs(sounds))
    words = tokenise(text)
    return Terms(
        (*words, *(concept for word in words for concept in concepts(word))),
        (*characters(text), *character_pairs(text)),
        _pairs(sounds),
    )


def _pairs(sounds: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{one} {two}" for one, two in pairwise(sounds))


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it is compared (folded, names of the scope taken out) and what it leads to: a pair or a topic."""

    text: str
    field: Field
    pair_id: str = ""
    passage: int | None = None
    topic: str = ""

    @property
    def target(self) -> str:
        """The pair's id, or "declined:" and the topic's slug."""
        return self.pair_id or f"declined:{self.topic}"


def documents_of(collection: Collection, scopes: ScopeReader) -> tuple[Document, ...]:
    """All documents of a collection, in a fixed order: pairs, phrasings, declined topics."""
    found = [one for pair in (*collection.pairs, *collection.quotations) for one in pair_documents(pair, scopes)]
    found.extend(phrasing_document(one, scopes) for one in collection.phrasings)
    for topic in collection.declined:
        found.extend(declined_documents(topic, scopes))
    return tuple(found)


def pair_documents(pair: Pair, scopes: ScopeReader) -> Iterator[Document]:
    if pair.question:
        yield Document(scopes.rest_of(pair.question), "question", pair.id)
    for number, passage in enumerate(pair.passages):
        yield Document(scopes.rest_of(passage.text), "passage", pair.id, number)


def phrasing_document(phrasing: Phrasing, scopes: ScopeReader) -> Document:
    return Document(scopes.rest_of(phrasing.text), "phrasing", phrasing.pair_id, phrasing.passage)


def declined_documents(topic: DeclinedTopic, scopes: ScopeReader) -> Iterator[Document]:
    for text in topic.phrasings:
        yield declined_document(topic.slug, text, scopes)


def declined_document(slug: str, text: str, scopes: ScopeReader) -> Document:
    return Document(scopes.rest_of(text), "declined", topic=slug)
