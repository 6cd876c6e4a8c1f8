"""All documents of a collection under one index, and which of them belong to which pair and passage. Decides nothing.

A catalogue never changes. `changed` gives another that shares the built part, so that what is taught is found at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from copy import copy
from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np

from knowledge.model import Collection
from retrieval import snapshot
from retrieval.details import details
from retrieval.documents import Document, Field, Terms, documents_of, terms
from retrieval.formula import WEIGHTS, Hit, Mask
from retrieval.holders import Holders, Numbers, shared
from retrieval.likelihood import Likelihood, Standing
from retrieval.marks import Marks, marks_of
from retrieval.meaning import Gist, gists, shipped
from retrieval.peaks import Peaks
from retrieval.questions import kinds
from retrieval.scope import ScopeReader
from retrieval.snapshot import Ahead, Built
from retrieval.sounds import is_pinyin
from retrieval.taught import AT_MOST, taught_since
from retrieval.words import tokenise

REMEMBERED = 8192  # answers about a word that are kept: the clauses of a message, and visitors, use the same words
GISTS = 1024  # texts whose meaning is kept
PLACES = 256  # pairs and passages whose documents' numbers are kept


class Catalogue:
    """Documents with their index. scopes reads the names out of what is added later.

    narrow: the numbers of the documents that speak of some officials only.
    """

    def __init__(self, scopes: ScopeReader, built: Built) -> None:
        self.scopes, self.speller, self._documents, self._index = scopes, built.speller, built.documents, built.index
        self._built = len(built.documents)
        self._added: tuple[Document, ...] = ()  # numbered behind the built ones
        self._of_topics = built.documents.of_topics()
        self.narrow = frozenset(built.documents.of_topics(narrow=True).tolist())
        self._likelihood = Likelihood.over(built.documents, built.index)
        self._remember()

    def _remember(self) -> None:
        """Begins to keep what is told by the index as it is now; a changed catalogue begins anew."""
        self._held_for_topics = lru_cache(REMEMBERED)(lambda word: shared(self._index.holders(word), self._of_topics))
        self._numbers = lru_cache(PLACES)(self._numbers_of)
        self._kinds_asked = lru_cache(PLACES)(self._count_kinds)
        self._gists: dict[str, Gist] = {}
        self._sides = self._index.sides(self.are_of_topics())

    @classmethod
    def of(cls, collection: Collection, kept: Path | None = None, ahead: Ahead | None = None) -> Catalogue:
        """The catalogue of a collection; its index from the file `kept` where that was made of the same articles, with
        what was taught since. Where that is much, built anew.

        ahead: what has begun to read that file.
        """
        scopes = ScopeReader(collection)
        marks = marks_of(collection) if kept else Marks()
        built = snapshot.load_or_build(kept, marks, lambda: documents_of(collection, scopes), ahead)
        taught = taught_since(built, marks.phrased, collection, scopes)
        if len(taught) > AT_MOST:
            return cls(scopes, snapshot.build_and_keep(kept, marks, documents_of(collection, scopes)))
        catalogue = cls(scopes, built)
        return catalogue._changed(taught.added, taught.gone) if taught else catalogue

    def changed(self, added: Sequence[Document], removed: Iterable[Document]) -> Catalogue:
        """A catalogue with these documents more and those (the last of each that is equal) less."""
        gone: list[int] = []
        for document in removed:
            gone.extend(self._last_number_of(document, gone))
        return self._changed(added, gone)

    def _changed(self, added: Sequence[Document], gone: Sequence[int]) -> Catalogue:
        size, fresh = self._index.size, copy(self)
        fresh._added = (*self._added, *added)
        fresh._index = (self._index.with_added([terms(one.text) for one in added]) if added else self._index).without(
            gone
        )
        topics = np.array([n for n, one in enumerate(added, size) if not one.pair_id], dtype=np.int32)
        fresh._of_topics = fresh._index.present(np.concatenate((self._of_topics, topics)))
        fresh.narrow |= {n for n, one in enumerate(added, size) if one.officials}
        fresh._likelihood = self._likelihood.changed(added, fresh._index)
        fresh._remember()
        return fresh

    def _last_number_of(self, document: Document, gone: Container[int]) -> list[int]:
        """That of the last that is equal and not among `gone`; none where there is none."""
        target = (document.pair_id, document.topic)
        built = self._documents.numbers_of_passage(target, document.passage).tolist()
        numbers = self._index.present(np.array((*built, *range(self._built, self._index.size)), dtype=np.int32))
        equal = (one for one in reversed(numbers.tolist()) if one not in gone and self._document(one) == document)
        return list(islice(equal, 1))

    def document(self, hit: Hit) -> Document:
        return self._document(hit.document)

    def targets(self, hits: Sequence[Hit]) -> list[str]:
        """Document.target of each hit's document, without making the documents."""
        numbers = [hit.document for hit in hits]
        if self._added:
            return [self._document(number).target for number in numbers]
        return self._documents.targets_of(numbers)

    def details(self, hits: Sequence[Hit]) -> list[int]:
        """What each hit's document asks for, see details.py."""
        if self._added:
            return [details(self._document(hit.document).text) for hit in hits]
        return self._documents.details_of([hit.document for hit in hits])

    def are(self, field: Field, hits: Sequence[Hit]) -> list[bool]:
        """Whether each hit's document is of that field."""
        numbers = [hit.document for hit in hits]
        if self._added:
            return [self._document(number).field == field for number in numbers]
        return self._documents.are_of(field, numbers)

    def _document(self, number: int) -> Document:
        return self._documents[number] if number < self._built else self._added[number - self._built]

    def officials_of(self, hit: Hit) -> tuple[str, ...]:
        """The officials whom alone a hit's document is about, () for all, without making the document."""
        if hit.document < self._built:
            return self._documents.officials_of(hit.document)
        return self._document(hit.document).officials

    def search(self, query: Terms, limit: int, without: Mask | None = None) -> list[Hit]:
        """Scores as if all three kinds of terms were there, also where a question is spelt in pinyin only.

        without: for each document, whether it is passed over.
        """
        scale = _scale(query)
        hits = self._index.search(query, limit, without)
        return hits if scale == 1 else [hit._replace(score=hit.score * scale) for hit in hits]

    def peaks(self, texts: Sequence[str]) -> list[Peaks]:
        """For each folded text the best score among the documents of pairs, and among those of declined topics (apart).

        Without single characters, which stand in most documents and tell little: the texts are only compared.
        """
        asked = [_without_single(terms(text)) for text in texts]
        found = self._index.peaks(asked, self._sides)
        scales = map(_scale, asked)
        return [Peaks(one.near * scale, one.apart * scale) for one, scale in zip(found, scales, strict=True)]

    def standing(self, *asked: tuple[Terms, float]) -> Standing:
        """How probable each pair and declined topic is by what has been phrased for it; what each question counts."""
        return self._likelihood.of(*asked)

    def gists(self, texts: Sequence[str]) -> list[Gist]:
        """What each folded text means; one spelt in pinyin means nothing. Some are kept."""
        kept = self._gists
        found = {text: one for text in dict.fromkeys(texts) if (one := kept.get(text))}
        fresh = [text for text in dict.fromkeys(texts) if text not in found]
        if fresh:
            words = [() if is_pinyin(text) else tokenise(text) for text in fresh]
            made = dict(zip(fresh, gists(words, self._index.word_idfs, shipped()), strict=True))
            if len(kept) + len(made) > GISTS:
                kept.clear()
            kept.update(made)
            found |= made
        return [found[text] for text in texts]

    def weight(self, word: str) -> float:
        """The idf of a word; that of a word never seen is `highest_weight`."""
        return self._index.word_idf(word)

    @property
    def highest_weight(self) -> float:
        return self._index.highest_idf

    def is_seen(self, word: str) -> bool:
        """Whether any document holds the word."""
        return self._index.knows_word(word)

    def speaks_of(self, word: str) -> bool:
        """Whether any pair's documents hold the word; a word of declined topics only does not count."""
        return len(self._index.holders(word)) > self._held_for_topics(word)

    def holders(self, words: Iterable[str]) -> Holders:
        """Where each of some words stands."""
        asked = tuple(words)
        return Holders(dict(zip(asked, self._index.holders_of(asked), strict=True)), self._index.size)

    def of_passage(self, pair_id: str, passage: int | None = None) -> Numbers:
        """The numbers of a passage's documents, ascending; of None, of the whole pair's."""
        return self._numbers(pair_id, passage)

    def documents_of(self, pair_id: str) -> list[Document]:
        """A pair's documents, in order."""
        return list(map(self._document, self.of_passage(pair_id).tolist()))

    def kinds_asked(self, pair_id: str, passage: int | None) -> tuple[int, Counter[str]]:
        """How many phrasings lead to a passage, and how many of them ask for each kind of detail."""
        return self._kinds_asked(pair_id, passage)

    def _count_kinds(self, pair_id: str, passage: int | None) -> tuple[int, Counter[str]]:
        found = map(self._document, self.of_passage(pair_id, passage).tolist())
        texts = [one.text for one in found if one.field == "phrasing"]
        return len(texts), Counter(kind for text in texts for kind in kinds(text))

    def are_of_topics(self) -> Mask:
        """For each document, whether it is of a declined topic."""
        found = np.zeros(self._index.size, dtype=np.bool_)
        found[self._of_topics] = True
        return found

    def phrasings_of(self, pairs: Container[str]) -> Mask:
        """For each document, whether it is a phrasing of one of these pairs."""
        found = np.zeros(self._index.size, dtype=np.bool_)
        found[: self._built] = self._documents.are_phrasings_of(pairs)
        for number, one in enumerate(self._added, self._built):
            found[number] = one.field == "phrasing" and one.pair_id in pairs
        return found

    @property
    def of_topics(self) -> Numbers:
        """The numbers of the documents of declined topics, ascending."""
        return self._of_topics

    def _numbers_of(self, pair_id: str, passage: int | None) -> Numbers:
        target = (pair_id, "")
        if passage is None:
            built = self._documents.numbers_of(target)
        else:
            built = self._documents.numbers_of_passage(target, passage)
        added = [
            number
            for number, one in enumerate(self._added, self._built)
            if one.pair_id == pair_id and passage in {None, one.passage}
        ]
        numbers = np.concatenate((built, np.array(added, dtype=np.int32))) if added else built
        return self._index.present(numbers)


def _scale(query: Terms) -> float:
    """What a score is multiplied with for the kinds of terms that a query lacks; 1 for none at all."""
    present = sum(weight for weight, kind in zip(WEIGHTS, query, strict=True) if kind)
    return sum(WEIGHTS) / present if present else 1.0


def _without_single(query: Terms) -> Terms:
    return query._replace(characters=tuple(one for one in query.characters if len(one) > 1))
