"""All documents of a collection under one index, and which of them belong to which pair and passage. Decides nothing.

A catalogue never changes. `changed` gives another that shares the built part, so that what is taught is found at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.model import Collection
from retrieval import snapshot
from retrieval.documents import Document, Terms, documents_of, terms
from retrieval.formula import WEIGHTS, Hit
from retrieval.likelihood import Likelihood, Standing
from retrieval.marks import key_of
from retrieval.scope import ScopeReader
from retrieval.snapshot import Built

Numbers = npt.NDArray[np.int32]


class Catalogue:
    """Documents with their index. scopes reads the names out of what is added later."""

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
        self._likelihood = Likelihood.over(documents, built.index)

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
        fresh._likelihood = self._likelihood.changed(added, fresh._index)
        fresh._of_pair, fresh._of_passage = dict(self._of_pair), dict(self._of_passage)
        for number, one in enumerate(added, len(self._documents)):
            place = (one.pair_id, one.passage)
            fresh._of_pair[one.pair_id] = (*fresh._of_pair.get(one.pair_id, ()), number)
            fresh._of_passage[place] = (*fresh._of_passage.get(place, ()), number)
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
        return [hit._replace(score=hit.score * scale) for hit in self._index.search(query, limit)]

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
        holders = self._index.holders(word)
        return len(holders) > shared(holders, self._of_topics)

    def declines(self, word: str) -> bool:
        """Whether any declined topic's phrasings hold the word."""
        return meets(self._index.holders(word), self._of_topics)

    def holders(self, words: Iterable[str]) -> dict[str, Numbers]:
        """The numbers of the documents that hold each word, ascending."""
        asked = tuple(words)
        return dict(zip(asked, self._index.holders_of(asked), strict=True))

    def of_pair(self, pair_id: str) -> Numbers:
        """The numbers of a pair's documents, ascending."""
        return np.array(self._of_pair.get(pair_id, ()), dtype=np.int32)

    def of_passage(self, pair_id: str, passage: int | None) -> Numbers:
        """The numbers of a passage's documents; of None, of the whole pair's."""
        if passage is None:
            return self.of_pair(pair_id)
        return np.array(self._of_passage.get((pair_id, passage), ()), dtype=np.int32)


def _without_pair(documents: Sequence[Document], first: int) -> Numbers:
    """The numbers of those that lead to no pair, the first document having the number `first`."""
    return np.array([n for n, document in enumerate(documents, first) if not document.pair_id], dtype=np.int32)


def meets(some: Numbers, others: Numbers) -> bool:
    """Whether two ascending runs of numbers share one."""
    return shared(some, others) > 0


def shared(some: Numbers, others: Numbers) -> int:
    """How many numbers two ascending runs share; as fast as the shorter one is short."""
    short, long = (some, others) if len(some) < len(others) else (others, some)
    if not len(short):
        return 0
    places = long.searchsorted(short)
    return int(np.count_nonzero(long.take(places, mode="clip") == short))
