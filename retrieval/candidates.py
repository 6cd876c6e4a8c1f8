"""What the hits of one question say for and against each pair, as features. Searches nothing, decides nothing.

A pair's score is the mean of its best document's score and of its three best documents' mean (a vote of neighbours);
declined topics compete under the same rule. Every feature is a number between about -1 and 3 whose meaning does not
depend on the size of the collection.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import compress, islice
from typing import Protocol

from msgspec import Struct

from knowledge.model import Pair
from retrieval.alike import NEAREST, Alike
from retrieval.catalogue import Catalogue
from retrieval.context import Link
from retrieval.documents import Document, Terms, terms
from retrieval.features import Features
from retrieval.formula import Hit
from retrieval.groups import VOTED, Group, grouped
from retrieval.likelihood import LEAST, NOBODY, Standing
from retrieval.nearness import Nearness
from retrieval.overlap import dice, longest_run, owned
from retrieval.questions import (
    TELLING,
    asks_contact_in_vain,
    holds_money,
    holds_number,
    kinds,
    lacks,
    numbers,
    other_times,
)
from retrieval.words import fold, tokenise

LIKELY = 0.05  # what a step of log-probability counts beside a score where pairs are ranked
LOOKED_AT = 3  # best documents whose meaning is compared with the question's
ABOUT_AS_NEAR = 0.7  # share of the best declined topic's score
WEIGHED = 10  # candidates that nobody has phrased whose meaning is weighed
VOTERS = 10
ASKED = ("asks_how", "asks_whether", "asks_where", "asks_when", "asks_who", "asks_number", "asks_name")


class Candidate(Struct, frozen=True):
    """A pair that may answer: its passage (None for the whole answer), the document that matched, the evidence."""

    pair: Pair
    passage: int | None
    matched: Document
    features: Features


class Asked(Struct, frozen=True):
    """A folded question without names, its terms, and the officials who may answer, () for anybody.

    standing: the log-probability of each pair and declined topic, by what has been phrased for it. link: how it hangs
    together with an earlier turn.
    """

    question: str
    query: Terms
    officials: Sequence[str] = ()
    standing: Standing = NOBODY
    link: Link | None = None


class Known(Protocol):
    """What is known of the collection. curated: the ids of the pairs that people have phrased in many ways.

    about: for each pair's id the officials who say it; of a lead, those whom the paper speaks of.
    """

    @property
    def catalogue(self) -> Catalogue: ...
    @property
    def pairs(self) -> Mapping[str, Pair]: ...
    @property
    def curated(self) -> frozenset[str]: ...
    @property
    def about(self) -> Mapping[str, Sequence[str]]: ...
    def is_spoken_of(self, time: str) -> bool: ...
    def said(self, officials: tuple[str, ...]) -> str: ...


class Hearing:
    """One question's hits, grouped by pair and declined topic."""

    def __init__(self, known: Known, asked: Asked, hits: Sequence[Hit]) -> None:
        catalogue = known.catalogue
        self._known, self._question, self._query = known, asked.question, asked.query
        self._scoped = bool(asked.officials)
        self._groups = grouped(hits, catalogue)
        self._standing, self._link = asked.standing, asked.link
        refusing = [name for name in self._groups if name not in known.pairs]
        against = (document.text for document in map(catalogue.document, hits) if document.topic)
        self._nearness = Nearness(catalogue.gists, asked.question, tuple(islice(against, LOOKED_AT)))
        near = hits[:NEAREST]
        self._alike = Alike(
            asked.question, [hit.score for hit in near], catalogue.details(near), catalogue.targets(near)
        )
        found = self._ranked([name for name in self._groups if name in known.pairs])
        self.meant = [name for name in found if self._is_meant(name, asked.officials)]
        self.declined = max(refusing, key=self._score, default="")
        self.declined_score = self._score(self.declined)
        self._best_found = max(map(self._score, found), default=0.0)
        rivals = [name for name in known.curated if self._is_meant(name, asked.officials)]
        self._likeliest = sorted((self._log_probability(name), name) for name in rivals)[-2:]
        self._nearest = [catalogue.document(hit) for hit in hits[:VOTERS]]
        self._weights = {word: catalogue.weight(word) for word in asked.query.words}
        self._all_weight = sum(self._weights.values()) or 1.0
        self._holders = catalogue.holders(self._weights)
        self._of_topics = self._holders.among(catalogue.of_topics)
        unseen = sum(weight for word, weight in self._weights.items() if not catalogue.is_seen(word))
        self._unknown = unseen / self._all_weight
        self._content = tokenise(asked.question)
        self._kinds = kinds(asked.question)
        declined_text = self._groups[self.declined].documents[0].text if self.declined else ""
        self._declined_likeness = dice(asked.query.characters, terms(declined_text).characters)

    @property
    def told(self) -> str:
        """The declined topic to name: the likeliest by all its phrasings, where its best one is about as near, too."""
        likeliest = self._standing.topic
        is_near = likeliest in self._groups and self._score(likeliest) >= ABOUT_AS_NEAR * self.declined_score
        return likeliest if is_near else self.declined

    def _score(self, name: str) -> float:
        return self._groups[name].score if name else 0.0

    def _log_probability(self, name: str) -> float:
        return self._standing.pairs.get(name, LEAST)

    def _ranked(self, names: Sequence[str]) -> list[str]:
        """Best first; of those that nobody has phrased the best are ranked by what they mean too."""
        by_words = sorted(names, key=self._rank)
        new = [name for name in by_words if name not in self._known.curated][:WEIGHED]
        meant = dict(zip(new, self._nearness.of(list(map(self._best_texts, new))), strict=True))
        return sorted(by_words, key=lambda name: (self._rank(name)[0] - meant.get(name, 0.0), name))

    def _rank(self, name: str) -> tuple[float, str]:
        """Best first; only pairs that people have phrased are probable by what they phrased."""
        probable = self._log_probability(name) if name in self._known.curated else 0.0
        return -self._score(name) - LIKELY * probable, name

    def _best_texts(self, name: str) -> list[str]:
        return [document.text for document in self._groups[name].documents[:LOOKED_AT]]

    def _texts(self, name: str) -> list[str]:
        """What a candidate is compared with in meaning: the best documents, all of a pair that nobody has phrased."""
        if name in self._known.curated:
            return self._best_texts(name)
        return [document.text for document in self._known.catalogue.documents_of(name)]

    def _is_meant(self, name: str, officials: Sequence[str]) -> bool:
        return not officials or not set(self._known.about[name]).isdisjoint(officials)

    def candidate(self, name: str) -> Candidate:
        """The candidate of one pair of `meant`."""
        group = self._groups[name]
        pair, matched = self._known.pairs[name], group.documents[0]
        rival = max((self._score(other) for other in self.meant if other != name), default=0.0)
        passage = self._passage(group) if name in self._known.curated else self._nearest_passage(name)
        words = self._words(pair, passage, matched)
        features = Features(
            curated=name in self._known.curated,
            sure=group.score * words["known"],
            **self._scores(group, rival, name),
            **words,
            **self._kind_of_question(group),
            **self._asked_before(name, passage),
            **(self._alike.features(name) if name in self._known.curated else {}),
            **self._probability(name),
            **(self._link.features(self._question, name) if self._link else {}),
            **(self._owned(pair) if self._link and self._link.spoken else {}),
            **self._nearness.features(self._texts(name), _text(pair, passage)),
            **longest_run(self._question, _text(pair, None)),
            **_question_type(self._question, _text(pair, passage), _text(pair, None), self._known),
        )
        return Candidate(pair, passage, matched, features)

    def _owned(self, pair: Pair) -> dict[str, float]:
        """What of the question this pair says and those whom the turn before meant never do; nothing of themselves."""
        spoken = self._link.spoken if self._link else ()
        if self._is_meant(pair.id, spoken):
            return {}
        return owned(self._question, _text(pair, None), self._known.said(spoken))

    def _scores(self, group: Group, rival: float, name: str) -> dict[str, float]:
        best, printed = group.hits[0], self._known.catalogue.are("passage", group.hits)
        return {
            "score": group.score,
            "best": best.score,
            "words": best.words,
            "characters": best.characters,
            "sounds": best.sounds,
            "margin": group.score - rival,
            "declined": self.declined_score,
            "over_declined": group.score - self.declined_score,
            "declined_wins": max(0.0, self.declined_score - group.score),
            "elsewhere": self._best_found - group.score,
            "votes": sum(one.pair_id == name for one in self._nearest) / VOTERS,
            "declined_votes": sum(bool(one.topic) for one in self._nearest) / VOTERS,
            "passage": max((hit.score for hit in compress(group.hits, printed)), default=0.0),
        }

    def _words(self, pair: Pair, passage: int | None, matched: Document) -> dict[str, float]:
        catalogue, words = self._known.catalogue, self._weights
        theirs = frozenset(terms(matched.text).words)
        printed = frozenset(terms(_text(pair, passage)).words)
        near = self._holders.among(catalogue.of_passage(pair.id, passage))
        ours = self._holders.among(catalogue.of_passage(pair.id))
        theirs_only = self._of_topics - ours
        matched_weight = sum(catalogue.weight(word) for word in theirs) or 1.0
        return {
            "known": self._share(ours),
            "passage_known": self._share(near),
            "text_known": self._share(printed),
            "missing": max((words[word] for word in words if word not in near), default=0.0) / catalogue.highest_weight,
            "declined_word": max((words[word] for word in theirs_only), default=0.0) / catalogue.highest_weight,
            "unknown": self._unknown,
            "answered": sum(words[word] for word in theirs if word in words) / matched_weight,
            "likeness": dice(self._query.characters, terms(matched.text).characters),
            "scoped": float(self._scoped),
            "length": math.log1p(len(self._question)),
            "few_words": float(len(self._content) <= 1),
            "last_missing": float(bool(self._content) and self._content[-1] not in near),
            "declined_likeness": self._declined_likeness,
        }

    def _kind_of_question(self, group: Group) -> dict[str, float]:
        """Whether the candidate's best documents ask for the same kind of thing as the question."""
        detail = self._kinds & TELLING
        theirs = [kinds(document.text) for document in group.documents]
        return {
            "strange_kind": float(bool(detail) and not any(detail <= one for one in theirs)),
            "narrower": len((theirs[0] & TELLING) - self._kinds) / 3,
            **{name: float(name.removeprefix("asks_") in self._kinds) for name in ASKED},
        }

    def _asked_before(self, name: str, passage: int | None) -> dict[str, float]:
        """How often people who phrased the passage asked for this kind of detail: what nobody asked it may not give."""
        detail = self._kinds & TELLING
        if not detail or name not in self._known.curated:
            return {}
        size, counts = self._known.catalogue.kinds_asked(name, passage)
        return {"asked_before": min(math.log((counts[kind] + 0.5) / (size + 1)) for kind in detail)}

    def _probability(self, name: str) -> dict[str, float]:
        """Zeros where nobody has phrased the pair in many ways."""
        if name not in self._known.curated:
            return {}
        likely = self._log_probability(name)
        rival = max((one for one, other in self._likeliest if other != name), default=LEAST)
        return {
            "likely": likely,
            "likely_margin": likely - rival,
            "likely_declined": self._standing.declined,
            "likely_over_declined": likely - self._standing.declined,
        }

    def _share(self, found: frozenset[str]) -> float:
        return sum(weight for word, weight in self._weights.items() if word in found) / self._all_weight

    def _passage(self, group: Group) -> int | None:
        """The passage that the candidate's best documents point at, each with the cube of its score."""
        votes: dict[int | None, float] = defaultdict(float)
        for hit, document in zip(group.hits[:VOTED], group.documents, strict=False):
            votes[document.passage] += hit.score**3
        return max(votes, key=lambda number: (votes[number], -(number or 0)))

    def _nearest_passage(self, name: str) -> int | None:
        """Of a pair that nobody has phrased: the passage whose own words come nearest to the question."""
        group = self._groups[name]
        scores = {self._known.catalogue.document(hit).passage: hit.score for hit in reversed(group.hits)}
        passages = [one for one in self._known.catalogue.documents_of(name) if one.passage is not None]
        near = self._nearness.of([[one.text] for one in passages])
        summed = [scores.get(one.passage, 0.0) + more for one, more in zip(passages, near, strict=True)]
        return passages[summed.index(max(summed))].passage if summed else None


def _text(pair: Pair, passage: int | None) -> str:
    return fold(pair.answer if passage is None else pair.passages[passage].text)


def _question_type(question: str, passage: str, answer: str, known: Known) -> dict[str, float]:
    wants, asked_numbers = kinds(question), numbers(question)
    return {
        "no_number": float("number" in wants and not holds_number(passage)),
        "no_money": float("money" in wants and not holds_money(passage)),
        "new_number": sum(one not in answer for one in asked_numbers) / len(asked_numbers) if asked_numbers else 0.0,
        "other_time": float(any(not known.is_spoken_of(time) for time in other_times(question))),
        "no_contact": float(asks_contact_in_vain(question, answer)),
        **{f"no_{kind}": float(is_lacking) for kind, is_lacking in lacks(question, passage).items()},
    }
