"""From a question's terms to candidates with the evidence for and against each. Decides nothing.

A candidate is a pair that shares words with the question. Its score is the mean of its best document's score and of its
three best documents' mean (a vote of neighbours); declined topics compete under the same rule. Every feature is a number
between about -1 and 3 whose meaning does not depend on the size of the collection.
"""

from __future__ import annotations

import math

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.model import Collection, Pair
from retrieval.documents import Document, Terms, documents_of, terms
from retrieval.features import Features
from retrieval.index import WEIGHTS, Hit, Index
from retrieval.questions import asked, holds_money, holds_number, numbers, other_times
from retrieval.scope import ScopeReader
from retrieval.words import fold, tokenise

NEIGHBOURS = 150
VOTERS = 10
EARLIER = 0.5  # what an earlier turn counts beside the turn that leans on it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that may answer: its passage (number, or None for the whole answer), the document that matched, the evidence."""

    pair: Pair
    passage: int | None
    matched: Document
    features: Features


@dataclass(frozen=True, slots=True)
class Findings:
    """What the index found for one question under one scope. candidates: best score first."""

    candidates: tuple[Candidate, ...] = ()
    declined: str = ""
    declined_score: float = 0.0


@dataclass(frozen=True, slots=True)
class _Group:
    """The hits of one target and its score."""

    hits: tuple[Hit, ...]
    score: float


class Evidence:
    """Searches one collection. Thread-safe: nothing changes after it is built."""

    def __init__(self, collection: Collection) -> None:
        self.scopes = ScopeReader(collection)
        self.pairs = {pair.id: pair for pair in (*collection.pairs, *collection.quotations)}
        self._documents = documents_of(collection, self.scopes)
        self._index = Index([terms(one.text) for one in self._documents])
        self._of_pair: dict[str, list[int]] = defaultdict(list)
        for number, document in enumerate(self._documents):
            self._of_pair[document.pair_id].append(number)
        self._of_passage: dict[tuple[str, int | None], list[int]] = defaultdict(list)
        for number, document in enumerate(self._documents):
            self._of_passage[document.pair_id, document.passage].append(number)
        self._times = frozenset(time for article in collection.articles for time in numbers(fold(article.text + article.said)))
        self._vocabulary = lru_cache(maxsize=4096)(self._read_vocabulary)
        self._speaks_of = lru_cache(maxsize=4096)(self._holds_pair)

    def _holds_pair(self, word: str) -> bool:
        return any(self._documents[number].pair_id for number in self._index.holders(word))

    def _read_vocabulary(self, pair_id: str, passage: int | None) -> frozenset[str]:
        texts = [self._documents[number].text for number in self._of_passage[pair_id, passage]]
        if passage is None:
            texts = [self._documents[number].text for number in self._of_pair[pair_id]]
            texts.append(self.scopes.read(self.pairs[pair_id].answer).rest)
        return frozenset(word for text in texts for word in terms(text).words)

    def find(
        self, question: str, officials: Sequence[str] = (), limit: int = 3, skip: str = "", before: str = ""
    ) -> Findings:
        """Candidates for a folded question without names, only those of `officials` if any are given.

        before: the question of an earlier turn that this one leans on; it counts half. skip leaves out documents whose
        text is exactly that (to measure a phrasing without itself).
        """
        query = terms(f"{question} {before}" if before else question)
        hits = _blended(self._search(terms(question)), self._search(terms(before))) if before else self._search(query)
        hits = [hit for hit in hits if not skip or self._documents[hit.document].text != skip]
        groups = self._grouped(hits)
        declined = max((name for name in groups if name not in self.pairs), key=lambda name: groups[name].score, default="")
        found = sorted((name for name in groups if name in self.pairs), key=lambda name: (-groups[name].score, name))
        meant = [name for name in found if not officials or self.pairs[name].official.name in officials]
        search = _Search(self, question, query, groups, hits, bool(officials))
        best_found = groups[found[0]].score if found else 0.0
        declined_score = groups[declined].score if declined else 0.0
        return Findings(
            tuple(search.candidate(name, meant, best_found, declined_score) for name in meant[:limit]),
            declined.removeprefix("declined:"),
            declined_score,
        )

    def _search(self, query: Terms) -> list[Hit]:
        """Scores as if all three kinds of terms were there, also where a question is spelt in pinyin only."""
        present = sum(weight for weight, kind in zip(WEIGHTS, query, strict=True) if kind)
        scale = sum(WEIGHTS) / present if present else 1.0
        return [hit._replace(score=hit.score * scale) for hit in self._index.search(query, NEIGHBOURS)]

    def _grouped(self, hits: Iterable[Hit]) -> dict[str, _Group]:
        by_target: dict[str, list[Hit]] = defaultdict(list)
        for hit in hits:
            by_target[self._documents[hit.document].target].append(hit)
        return {
            target: _Group(tuple(found), 0.5 * found[0].score + sum(hit.score for hit in found[:3]) / 6)
            for target, found in by_target.items()
        }

    def document(self, hit: Hit) -> Document:
        return self._documents[hit.document]

    def weight(self, words: Iterable[str]) -> float:
        """The idf of the words, summed."""
        return sum(self._index.word_idf(word) for word in words)

    @property
    def highest_weight(self) -> float:
        """The idf of a word that no document holds."""
        return math.log(len(self._documents) + 1)

    def is_seen(self, word: str) -> bool:
        return self._index.word_idf(word) < self.highest_weight

    def speaks_of(self, word: str) -> bool:
        """Whether any pair's documents hold the word; a word of declined topics only does not count."""
        return self._speaks_of(word)

    def vocabulary(self, pair_id: str, passage: int | None = None) -> frozenset[str]:
        """The words and concepts of a passage with its phrasings; of None, of the whole pair with all of them."""
        return self._vocabulary(pair_id, passage)

    def is_spoken_of(self, time: str) -> bool:
        """Whether an article names this year or number."""
        return time in self._times


@dataclass(frozen=True, slots=True)
class _Search:
    """One question's hits, from which a candidate's features are read."""

    evidence: Evidence
    question: str
    query: Terms
    groups: dict[str, _Group]
    hits: Sequence[Hit]
    scoped: bool

    def candidate(self, name: str, meant: Sequence[str], best_found: float, declined: float) -> Candidate:
        group, best = self.groups[name], self.groups[name].hits[0]
        matched, pair = self.evidence.document(best), self.evidence.pairs[name]
        rival = max((self.groups[other].score for other in meant if other != name), default=0.0)
        passage = self._passage(group)
        words = frozenset(self.query.words)
        all_weight = self.evidence.weight(words) or 1.0
        theirs = terms(matched.text)
        near = self.evidence.vocabulary(name, passage)
        nearest = [self.evidence.document(hit) for hit in self.hits[:VOTERS]]
        features = Features(
            score=group.score,
            best=best.score,
            words=best.words,
            characters=best.characters,
            sounds=best.sounds,
            margin=group.score - rival,
            declined=declined,
            over_declined=group.score - declined,
            declined_wins=max(0.0, declined - group.score),
            elsewhere=best_found - group.score,
            known=(known := self.evidence.weight(words & self.evidence.vocabulary(name)) / all_weight),
            passage_known=self.evidence.weight(words & near) / all_weight,
            text_known=self.evidence.weight(words & set(terms(_text(pair, passage)).words)) / all_weight,
            missing=max((self.evidence.weight([word]) for word in words - near), default=0.0) / self.evidence.highest_weight,
            unknown=self.evidence.weight(word for word in words if not self.evidence.is_seen(word)) / all_weight,
            answered=self.evidence.weight(words & set(theirs.words)) / (self.evidence.weight(set(theirs.words)) or 1.0),
            likeness=_dice(self.query.characters, theirs.characters),
            votes=sum(one.pair_id == name for one in nearest) / VOTERS,
            declined_votes=sum(bool(one.topic) for one in nearest) / VOTERS,
            passage=max((hit.score for hit in group.hits if self.evidence.document(hit).field == "passage"), default=0.0),
            scoped=float(self.scoped),
            length=math.log1p(len(self.question)),
            few_words=float(len(tokenise(self.question)) <= 1),
            sure=group.score * known,
            **_question_type(self.question, _text(pair, passage), _text(pair, None), self.evidence),
        )
        return Candidate(pair, passage, matched, features)

    def _passage(self, group: _Group) -> int | None:
        """The passage that the candidate's documents point at: each hit of the best few votes with its score."""
        votes: dict[int | None, float] = defaultdict(float)
        for hit in group.hits[:5]:
            votes[self.evidence.document(hit).passage] += hit.score**3
        return max(votes, key=lambda number: (votes[number], -(number or 0)))


def _blended(hits: Sequence[Hit], before: Sequence[Hit]) -> list[Hit]:
    """The hits of a turn and, counted half, those of the turn before; scores as if for one question."""
    merged = {hit.document: hit._replace(score=hit.score / (1 + EARLIER)) for hit in hits}
    for hit in before:
        share = hit.score * EARLIER / (1 + EARLIER)
        known = merged.get(hit.document)
        merged[hit.document] = known._replace(score=known.score + share) if known else hit._replace(score=share)
    return sorted(merged.values(), key=lambda hit: (-hit.score, hit.document))[:NEIGHBOURS]


def _text(pair: Pair, passage: int | None) -> str:
    return fold(pair.answer if passage is None else pair.passages[passage].text)


def _question_type(question: str, passage: str, answer: str, evidence: Evidence) -> dict[str, float]:
    wants, asked_numbers = asked(question), numbers(question)
    return {
        "no_number": float(wants.number and not holds_number(passage)),
        "no_money": float(wants.money and not holds_money(passage)),
        "new_number": sum(one not in answer for one in asked_numbers) / len(asked_numbers) if asked_numbers else 0.0,
        "other_time": float(any(not evidence.is_spoken_of(time) for time in other_times(question))),
        "asks_where": float(wants.where),
        "asks_when": float(wants.when),
        "asks_who": float(wants.who),
        "asks_number": float(wants.number),
        "asks_name": float(wants.name),
    }


def _dice(ours: Sequence[str], theirs: Sequence[str]) -> float:
    one, other = set(ours), set(theirs)
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


