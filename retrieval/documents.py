"""What is indexed: each phrasing, question, passage and declined phrasing, with what it leads to. Scores nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from knowledge.late import texts_of
from knowledge.model import Collection, DeclinedTopic, Pair, Phrasing
from retrieval.scope import Scope, ScopeReader
from retrieval.sounds import is_pinyin, syllables
from retrieval.words import character_pairs, characters, concepts_of, fold, fold_all, tokenise

TOPIC = "declined:"  # before the slug of a target that is a topic
OF = "@"  # between a topic's slug and the officials whom alone it is about
OF_SOME = 0.6  # share of phrasings that name somebody, from which a topic is about them only
Fold = Callable[[str], str]
Field = Literal["phrasing", "question", "passage", "declined"]
PHRASED: frozenset[Field] = frozenset({"phrasing", "declined"})  # what people have phrased; the others are printed


class Terms(NamedTuple):
    """What is counted of a text: words with their concepts, characters and pairs of them, pairs of syllables."""

    words: tuple[str, ...]
    characters: tuple[str, ...]
    sounds: tuple[str, ...]


KINDS = Terms._fields


@lru_cache(maxsize=512)
def terms(text: str) -> Terms:
    """The terms of a folded text without scope names; of one spelt in pinyin, its sounds only."""
    sounds = syllables(text)
    if is_pinyin(text):
        return Terms((), (), _pairs(sounds))
    words = tokenise(text)
    return Terms(
        (*words, *concepts_of(words)),
        (*characters(text), *character_pairs(text)),
        _pairs(sounds),
    )


def _pairs(sounds: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{one} {two}" for one, two in pairwise(sounds))


class Document(NamedTuple):
    """A text as it is compared (folded, names of the scope taken out) and what it leads to: a pair or a topic.

    A tuple, since there are many: a frozen dataclass takes four times as long to make.
    """

    text: str
    field: Field
    pair_id: str = ""
    passage: int | None = None
    topic: str = ""

    @property
    def target(self) -> str:
        """The pair's id, or "declined:" and the topic's slug."""
        return self.pair_id or f"{TOPIC}{self.topic.split(OF)[0]}"

    @property
    def officials(self) -> tuple[str, ...]:
        """The officials whom alone a declined phrasing is about, () for all."""
        return officials_of(self.topic)


def officials_of(topic: str) -> tuple[str, ...]:
    """The officials whom alone a topic is about, as a Document names it; () for all."""
    return tuple(topic.split(OF)[1:])


def documents_of(collection: Collection, scopes: ScopeReader) -> tuple[Document, ...]:
    """All documents of a collection, in a fixed order: pairs, phrasings, declined topics."""
    texts = list(_texts(collection))
    folded = dict(zip(texts, fold_all(texts), strict=True)).__getitem__
    pairs = (*collection.pairs, *collection.quotations)
    found = [one for pair in pairs for one in pair_documents(pair, scopes, folded)]
    found.extend(phrasing_document(one, scopes, folded) for one in collection.phrasings)
    for topic in collection.declined:
        found.extend(declined_documents(topic, scopes, folded))
    return tuple(found)


def _texts(collection: Collection) -> Iterator[str]:
    for pair in (*collection.pairs, *collection.quotations):
        yield pair.question or ""
        yield from texts_of(pair.passages)
    yield from (phrasing.text for phrasing in collection.phrasings)
    for topic in collection.declined:
        yield from topic.phrasings


def pair_documents(pair: Pair, scopes: ScopeReader, folded: Fold = fold) -> Iterator[Document]:
    if pair.question:
        yield Document(scopes.rest_of(folded(pair.question)), "question", pair.id)
    for number, text in enumerate(texts_of(pair.passages)):
        yield Document(scopes.rest_of(folded(text)), "passage", pair.id, number)


def phrasing_document(phrasing: Phrasing, scopes: ScopeReader, folded: Fold = fold) -> Document:
    return Document(scopes.rest_of(folded(phrasing.text)), "phrasing", phrasing.pair_id, phrasing.passage)


def declined_documents(topic: DeclinedTopic, scopes: ScopeReader, folded: Fold = fold) -> Iterator[Document]:
    """One a phrasing. A topic most of whose phrasings name an official or district is about that one only.

    What 天元 did not say of rewards must not silence what 经开区 said of them.
    """
    texts = list(map(folded, topic.phrasings))
    read = list(map(scopes.of_text, texts))
    is_of_some = len(read) * OF_SOME < sum(bool(scope.officials) for scope in read)
    for text, scope in zip(texts, read, strict=True):
        yield _declined(topic.slug, text, scope, of_some=is_of_some)


def _declined(slug: str, folded: str, scope: Scope, *, of_some: bool) -> Document:
    if scope.foreign:  # its district stays in it, so that it does not speak for the covered ones
        return Document(folded, "declined", topic=slug)
    topic = f"{slug}{OF}{OF.join(scope.officials)}" if of_some and scope.officials else slug
    return Document(scope.rest, "declined", topic=topic)
