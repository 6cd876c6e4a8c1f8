"""How probable each passage's phrasings, and each declined topic's, make a question: one language model for each.

Query likelihood (Ponte and Croft 1998, "A language modeling approach to information retrieval"). BM25 looks for the one
phrasing that is nearest; this weighs what all phrasings of a passage have in common, so that a word which many of them
hold counts although none of them reads like the question. The share of a term is (n + ALPHA) / (all + MASS), with n
the phrasings of the passage that hold it and `all` the sum of n over the terms. Nothing is fitted: what is taught
counts at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from retrieval.documents import KINDS, PHRASED, TOPIC, Document, Terms
from retrieval.formula import Floats, Ints
from retrieval.held import Documents

ALPHA = 0.01  # what a term counts that no phrasing holds
MASS = 200.0  # what all those terms count together
TEMPER = 0.5  # terms of a question are no independent witnesses: each counts half
MANY = 40  # terms from which a question counts no more: a long story is no surer than a long question
LEAST = -25.0  # a log-probability below this is as good as none
WRITTEN, SPOKEN = (0, 1), (2,)  # kinds of terms: words and characters; sounds, where a question is spelt in pinyin only

Model = tuple[str, int | None]  # a target and its passage


class Standing(NamedTuple):
    """The log-probability of each pair that is phrased, by its id, and of the best declined topic, with its target."""

    pairs: Mapping[str, float]
    declined: float
    topic: str = ""


NOBODY = Standing({}, LEAST)


class Counted(Protocol):
    """The index over the documents."""

    def holders_of(self, terms: Sequence[str], kind: int = 0, first: int = 0) -> list[Ints]: ...
    def different(self, kind: int, first: int = 0) -> Ints: ...


class Likelihood:
    """The models of the phrasings in an index. Never changes; thread-safe.

    first: the number of the first document that is a phrasing; models: the number of each model, from 1 on, by what it
    leads to; model_of: that of each document from `first` on, 0 for what is no phrasing.
    """

    def __init__(self, index: Counted, first: int, models: Mapping[Model, int], model_of: Ints) -> None:
        self._index, self._first, self._models, self._model_of = index, first, models, model_of
        self._width = len(models) + 1  # the first column: of no model
        targets = dict.fromkeys(target for target, _ in models if not target.startswith(TOPIC))
        places = {target: place for place, target in enumerate(targets)}
        self._pairs = tuple(places)  # declined topics share the place behind them
        self._place_of = np.array([places.get(target, len(places)) for target, _ in models], dtype=np.int64)
        self._topics = tuple(target for target, _ in models if target.startswith(TOPIC))
        self._none = [self._log_of_none(kind) for kind in range(len(KINDS))] if models else []

    @classmethod
    def over(cls, documents: Sequence[Document], index: Counted) -> Likelihood:
        """The models of all documents of an index, numbered in their order."""
        held = documents if isinstance(documents, Documents) else Documents.of(documents)
        phrased = np.flatnonzero(held.are(PHRASED))
        first = int(phrased[0]) if len(phrased) else len(held)
        number_of = {name: number for number, name in enumerate(dict.fromkeys(held.names()))}
        places = np.array([number_of[name] for name in held.names()], dtype=np.int64)[held.target_numbers[phrased]]
        width = int(held.passages.max(initial=-1)) + 2
        codes, at, inverse = np.unique(
            places * width + held.passages[phrased] + 1, return_index=True, return_inverse=True
        )
        order, names = np.argsort(at), tuple(number_of)
        rows = zip(*(part.tolist() for part in np.divmod(codes[order], width)), strict=True)
        models = {(names[place], passage - 1 if passage else None): n for n, (place, passage) in enumerate(rows, 1)}
        number = np.empty(len(order), dtype=np.int64)
        number[order] = np.arange(1, len(order) + 1)
        model_of = np.zeros(len(held) - first, dtype=np.int64)
        model_of[phrased - first] = number[inverse]
        return cls(index, first, models, model_of)

    def changed(self, added: Sequence[Document], index: Counted) -> Likelihood:
        """With the documents that a changed index has more; what it has less it does not count."""
        models = dict(self._models)
        targets = ((one.target, one.passage) if one.field in PHRASED else None for one in added)
        fresh = [models.setdefault(target, len(models) + 1) if target else 0 for target in targets]
        model_of = np.concatenate((self._model_of, np.array(fresh, dtype=np.int64)))
        return Likelihood(index, self._first, models, model_of)

    def _log_of_none(self, kind: int) -> Floats:
        """The log-share of a term that a model does not hold: MASS and what its phrasings hold together are all."""
        different = self._index.different(kind, self._first)
        held = np.bincount(self._model_of, different, self._width)[1:]
        return np.asarray(np.log(ALPHA / (held + MASS)))

    def of(self, *asked: tuple[Terms, float]) -> Standing:
        """How probable each target is, given questions and what each of them counts.

        That of a target is that of its best model. All models together have a probability of 1; none is given less
        than LEAST. NOBODY where nothing is phrased or the questions share no term with any phrasing.
        """
        found = [TEMPER * share * one for query, share in asked if (one := self._log_likelihood(query)) is not None]
        if not found:
            return NOBODY
        total = np.sum(found, axis=0)
        total -= total.max()
        total -= np.log(np.exp(total).sum())
        best = np.full(len(self._pairs) + 1, LEAST)
        np.maximum.at(best, self._place_of, total)
        *pairs, declined = best.tolist()
        of_topics = total[self._place_of == len(self._pairs)]
        topic = self._topics[int(of_topics.argmax())] if len(of_topics) else ""
        return Standing(dict(zip(self._pairs, pairs, strict=True)), declined, topic)

    def _log_likelihood(self, query: Terms) -> Floats | None:
        """Of a question for each model, the mean of its kinds of terms; None where it shares no term with any."""
        kinds = WRITTEN if any(query[kind] for kind in WRITTEN) else SPOKEN
        found = [one for kind in kinds if (one := self._of_kind(kind, query[kind])) is not None]
        terms = sum(len(set(query[kind])) for kind in kinds)
        return np.sum(found, axis=0) / len(kinds) * min(1.0, MANY / terms) if found else None

    def _of_kind(self, kind: int, terms: Sequence[str]) -> Floats | None:
        """Of the known ones among these terms, for each model; None where none is known."""
        if not self._models:
            return None
        holders = [one for one in self._index.holders_of(tuple(dict.fromkeys(terms)), kind, self._first) if len(one)]
        if not holders:
            return None
        models = self._model_of.take(np.concatenate(holders) - self._first)
        models += np.repeat(np.arange(len(holders)) * self._width, [len(one) for one in holders])
        counts = np.bincount(models, minlength=len(holders) * self._width)
        held = np.flatnonzero(counts)
        more = np.bincount(held % self._width, np.log1p(counts[held] / ALPHA), self._width)[1:]
        likely: Floats = len(holders) * self._none[kind] + more
        return likely
