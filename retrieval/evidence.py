"""From a question's terms to candidates with the evidence for and against each. Decides nothing.

A candidate is a pair that shares words with the question. Its score is the mean of its best document's score and of
its three best documents' mean (a vote of neighbours); declined topics compete under the same rule. Every feature is a
number between about -1 and 3 whose meaning does not depend on the size of the collection.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.model import Collection, Pair
from retrieval.catalogue import Catalogue, Numbers, meets
from retrieval.documents import Document, Terms, terms
from retrieval.features import Features
from retrieval.formula import Hit
from retrieval.questions import (
    asked,
    asks_contact_in_vain,
    holds_money,
    holds_number,
    numbers,
    other_times,
    printed_numbers,
)
from retrieval.words import fold, tokenise

NEIGHBOURS = 150
VOTERS = 10
EARLIER = 0.5  # what an earlier turn counts beside the turn that leans on it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that may answer: its passage (None for the whole answer), the document that matched, the evidence."""

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

    def __init__(self, collection: Collection, catalogue: Catalogue) -> None:
        self.catalogue, self.scopes = catalogue, catalogue.scopes
        self.pairs = {pair.id: pair for pair in (*collection.pairs, *collection.quotations)}
        self._times = frozenset(
            time for article in collection.articles for time in printed_numbers(f"{article.text} {article.said}")
        )

    def is_spoken_of(self, time: str) -> bool:
        """Whether an article names this year or number."""
        return time in self._times

    def find(
        self, question: str, officials: Sequence[str] = (), limit: int = 3, skip: str = "", before: str = ""
    ) -> Findings:
        """Candidates for a folded question without names, only those of `officials` if any are given.

        before: the question of an earlier turn that this one leans on; it counts half. skip leaves out documents whose
        text is exactly that (to measure a phrasing without itself).
        """
        query = terms(f"{question} {before}" if before else question)
        hits = self._hits(question, before, query)
        hits = [hit for hit in hits if self._is_heard(self.catalogue.document(hit), officials, skip)]
        groups = self._grouped(hits)
        declined = max(
            (name for name in groups if name not in self.pairs), key=lambda name: groups[name].score, default=""
        )
        found = sorted((name for name in groups if name in self.pairs), key=lambda name: (-groups[name].score, name))
        meant = [name for name in found if not officials or self.pairs[name].official.name in officials]
        best_found = groups[found[0]].score if found else 0.0
        declined_score = groups[declined].score if declined else 0.0
        search = _Search(
            self,
            question=question,
            query=query,
            groups=groups,
            hits=hits,
            scoped=bool(officials),
            best_found=best_found,
            declined=declined_score,
        )
        return Findings(
            tuple(search.candidate(name, meant) for name in meant[:limit]),
            declined.removeprefix("declined:"),
            declined_score,
        )

    @staticmethod
    def _is_heard(document: Document, officials: Sequence[str], skip: str) -> bool:
        """Whether a document may speak: not the skipped text, nor a declined phrasing about somebody else."""
        about = document.officials
        return (not about or not set(about).isdisjoint(officials)) and (not skip or document.text != skip)

    def _hits(self, question: str, before: str, query: Terms) -> list[Hit]:
        if not before:
            return self.catalogue.search(query, NEIGHBOURS)
        earlier = self.catalogue.search(terms(before), NEIGHBOURS)
        return _blended(self.catalogue.search(terms(question), NEIGHBOURS), earlier)

    def _grouped(self, hits: Iterable[Hit]) -> dict[str, _Group]:
        by_target: dict[str, list[Hit]] = defaultdict(list)
        for hit in hits:
            by_target[self.catalogue.document(hit).target].append(hit)
        return {
            target: _Group(tuple(found), 0.5 * found[0].score + sum(hit.score for hit in found[:3]) / 6)
            for target, found in by_target.items()
        }


class _Search:
    """One question's hits, from which a candidate's features are read."""

    def __init__(
        self,
        evidence: Evidence,
        *,
        question: str,
        query: Terms,
        groups: dict[str, _Group],
        hits: Sequence[Hit],
        scoped: bool,
        best_found: float,
        declined: float,
    ) -> None:
        self._evidence, self._question, self._query, self._groups = evidence, question, query, groups
        self._scoped, self._best_found, self._declined = scoped, best_found, declined
        catalogue = evidence.catalogue
        self._nearest = [catalogue.document(hit) for hit in hits[:VOTERS]]
        self._weights = {word: catalogue.weight(word) for word in query.words}
        self._all_weight = sum(self._weights.values()) or 1.0
        self._holders = catalogue.holders(self._weights)
        unseen = sum(weight for word, weight in self._weights.items() if not catalogue.is_seen(word))
        self._unknown = unseen / self._all_weight
        self._content_words = len(tokenise(question))

    def candidate(self, name: str, meant: Sequence[str]) -> Candidate:
        """The candidate of one pair, among the pairs that are meant."""
        group = self._groups[name]
        pair, matched = self._evidence.pairs[name], self._evidence.catalogue.document(group.hits[0])
        rival = max((self._groups[other].score for other in meant if other != name), default=0.0)
        passage = self._passage(group)
        features = Features(
            **self._scores(group, rival, name),
            **self._words(pair, passage, matched),
            **_question_type(self._question, _text(pair, passage), _text(pair, None), self._evidence),
        )
        return Candidate(pair, passage, matched, replace(features, sure=features.score * features.known))

    def _scores(self, group: _Group, rival: float, name: str) -> dict[str, float]:
        best, document = group.hits[0], self._evidence.catalogue.document
        return {
            "score": group.score,
            "best": best.score,
            "words": best.words,
            "characters": best.characters,
            "sounds": best.sounds,
            "margin": group.score - rival,
            "declined": self._declined,
            "over_declined": group.score - self._declined,
            "declined_wins": max(0.0, self._declined - group.score),
            "elsewhere": self._best_found - group.score,
            "votes": sum(one.pair_id == name for one in self._nearest) / VOTERS,
            "declined_votes": sum(bool(one.topic) for one in self._nearest) / VOTERS,
            "passage": max((hit.score for hit in group.hits if document(hit).field == "passage"), default=0.0),
        }

    def _words(self, pair: Pair, passage: int | None, matched: Document) -> dict[str, float]:
        catalogue, words = self._evidence.catalogue, self._weights
        theirs = frozenset(terms(matched.text).words)
        printed = frozenset(terms(_text(pair, passage)).words)
        near = self._held(catalogue.of_passage(pair.id, passage))
        ours = self._held(catalogue.of_pair(pair.id))
        theirs_only = [word for word in words if word not in ours and catalogue.declines(word)]
        matched_weight = sum(catalogue.weight(word) for word in theirs) or 1.0
        return {
            "known": self._share(ours),
            "passage_known": self._share(near),
            "text_known": self._share(printed),
            "missing": max((words[word] for word in words if word not in near), default=0.0) / catalogue.highest_weight,
            "declined_word": max((words[word] for word in theirs_only), default=0.0) / catalogue.highest_weight,
            "unknown": self._unknown,
            "answered": sum(words[word] for word in theirs if word in words) / matched_weight,
            "likeness": _dice(self._query.characters, terms(matched.text).characters),
            "scoped": float(self._scoped),
            "length": math.log1p(len(self._question)),
            "few_words": float(self._content_words <= 1),
        }

    def _held(self, documents: Numbers) -> frozenset[str]:
        """The question's words that any of these documents hold."""
        return frozenset(word for word, holders in self._holders.items() if meets(documents, holders))

    def _share(self, found: frozenset[str]) -> float:
        return sum(weight for word, weight in self._weights.items() if word in found) / self._all_weight

    def _passage(self, group: _Group) -> int | None:
        """The passage that the candidate's best documents point at, each with the cube of its score."""
        votes: dict[int | None, float] = defaultdict(float)
        for hit in group.hits[:5]:
            votes[self._evidence.catalogue.document(hit).passage] += hit.score**3
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
        "no_contact": float(asks_contact_in_vain(question, answer)),
        "asks_where": float(wants.where),
        "asks_when": float(wants.when),
        "asks_who": float(wants.who),
        "asks_number": float(wants.number),
        "asks_name": float(wants.name),
    }


def _dice(ours: Sequence[str], theirs: Sequence[str]) -> float:
    one, other = set(ours), set(theirs)
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
