"""All documents of a collection under one index, and which of them belong to which pair and passage. Decides nothing.

A catalogue never changes. `changed` gives another that shares the built part, so that what is taught is found at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge.model import Collection
from retrieval import snapshot
from retrieval.documents import Document, Terms, documents_of, terms
from retrieval.formula import WEIGHTS, Hit
from retrieval.holders import Holders, Numbers, shared
from retrieval.likelihood import Likelihood, Standing
from retrieval.marks import key_of
from retrieval.scope import ScopeReader
from retrieval.snapshot import Built

REMEMBERED = 8192  # answers about a word that are kept: the clauses of a message, and visitors, use the same words
PLACES = 256  # pairs and passages whose documents' numbers are kept


class Catalogue:
    """Documents with their index. scopes reads the names out of what is added later.

    narrow: the numbers of the documents that speak of some officials only.
    """

    def __init__(self, scopes: ScopeReader, built: Built) -> None:
        documents = built.documents
        self.scopes, self.speller, self._documents, self._index = scopes, built.speller, documents, built.index
        by_pair: dict[str, list[int]] = defaultdict(list)
        by_passage: dict[tuple[str, int | None], list[int]] = defaultdict(list)
        for number, document in enumerate(documents):
            by_pair[document.pair_id].append(number)
            by_passage[document.pair_id, document.passage].append(number)
        self._of_pair = {name: tuple(numbers) for name, numbers in by_pair.items()}
        self._of_passage = {name: tuple(numbers) for name, numbers in by_passage.items()}
        self._of_topics = _without_pair(documents, 0)
        self.narrow = frozenset(n for n in self._of_topics.tolist() if documents[n].officials)
        self._likelihood = Likelihood.over(documents, built.index)
        self._remember()

    def _remember(self) -> None:
        """Begins to keep what was asked about a word; a changed catalogue begins anew."""
        self._held_for_topics = lru_cache(REMEMBERED)(lambda word: shared(self._index.holders(word), self._of_topics))
        self._numbers = lru_cache(PLACES)(self._numbers_of)

    @classmethod
    def of(cls, collection: Collection, kept: Path | None = None) -> Catalogue:
        """The catalogue of a collection; its index from the file `kept` where that was made of the same words."""
        scopes = ScopeReader(collection)
        key = key_of(collection) if kept else ""
        built = snapshot.load_or_build(kept, key, lambda: documents_of(collection, scopes))
        return cls(scopes, built)

    def changed(self, added: Sequence[Document], removed: Iterable[Document]) -> Catalogue:
        """A catalogue with these documents more and those (the last of each that is equal) less."""
        gone = [number for number in map(self._number_of, removed) if number is not None]
        fresh = copy(self)
        fresh._documents = (*self._documents, *added)
        fresh._index = (self._index.with_added([terms(one.text) for one in added]) if added else self._index).without(
            gone
        )
        fresh._of_topics = np.concatenate((self._of_topics, _without_pair(added, len(self._documents))))
        fresh.narrow |= {n for n, one in enumerate(added, len(self._documents)) if one.officials}
        fresh._likelihood = self._likelihood.changed(added, fresh._index)
        fresh._of_pair, fresh._of_passage = dict(self._of_pair), dict(self._of_passage)
        for number, one in enumerate(added, len(self._documents)):
            place = (one.pair_id, one.passage)
            fresh._of_pair[one.pair_id] = (*fresh._of_pair.get(one.pair_id, ()), number)
            fresh._of_passage[place] = (*fresh._of_passage.get(place, ()), number)
        fresh._remember()
        return fresh

    def _number_of(self, document: Document) -> int | None:
        numbers = self._of_passage.get((document.pair_id, document.passage), ())
        return next((number for number in reversed(numbers) if self._documents[number] == document), None)

    def document(self, hit: Hit) -> Document:
        return self._documents[hit.document]

    def search(self, query: Terms, limit: int) -> list[Hit]:
        """Scores as if all three kinds of terms were there, also where a question is spelt in pinyin only."""
        present = sum(weight for weight, kind in zip(WEIGHTS, query, strict=True) if kind)
        scale = sum(WEIGHTS) / present if present else 1.0
        hits = self._index.search(query, limit)
        return hits if scale == 1 else [hit._replace(score=hit.score * scale) for hit in hits]

    def standing(self, *asked: tuple[Terms, float]) -> Standing:
        """How probable each pair and declined topic is by what has been phrased for it; what each question counts."""
        return self._likelihood.of(*asked)

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

    @property
    def of_topics(self) -> Numbers:
        """The numbers of the documents of declined topics, ascending."""
        return self._of_topics

    def _numbers_of(self, pair_id: str, passage: int | None) -> Numbers:
        numbers = self._of_pair.get(pair_id, ()) if passage is None else self._of_passage.get((pair_id, passage), ())
        return np.array(numbers, dtype=np.int32)


def _without_pair(documents: Sequence[Document], first: int) -> Numbers:
    """The numbers of those that lead to no pair, the first document having the number `first`."""
    return np.array([n for n, document in enumerate(documents, first) if not document.pair_id], dtype=np.int32)
