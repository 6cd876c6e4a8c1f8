"""From a question to one of five outcomes, with the evidence behind it. Words and stores nothing, knows no channel.

answer: the best candidate's confidence reaches the line. choose: it lies between sure and silent. compare: several
districts side by side. urgent: help first. none: the interviews do not say, or it is no question for them; `why`
tells which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from knowledge.model import Collection
from retrieval import cues
from retrieval.catalogue import Catalogue
from retrieval.clauses import windows, without_courtesy
from retrieval.confidence import Confidence, Lines
from retrieval.context import KEPT_TURNS, Attempt, Turn, attempts
from retrieval.documents import Document, terms
from retrieval.evidence import Candidate, Evidence, Findings
from retrieval.features import Features
from retrieval.scope import Scope
from retrieval.urgency import Urgency
from retrieval.words import characters, fold, tokenise

Outcome = Literal["answer", "compare", "choose", "urgent", "none"]
Why = Literal["", "empty", "silent", "foreign", "named silent", "declined", "refused"]

CHOICES = 3
VAIN = 0.05
NO_SCOPE, NO_TURN = Scope(""), Turn("")
RELATED = 3
CLOSING = "thanks-bye"  # the declined topic that replies to thanks and goodbyes
CLAUSES_TRIED, CLAUSE_HITS = 4, 20
ONE_WORD_ENOUGH = 0.9  # and of one word
ENOUGH = 0.3  # confidence from which a turn of several words is taken by itself
NOTHING = Document("", "passage")
NEARBY = 0.1  # confidence from which a pair may be offered as a nearby topic


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate with its confidence."""

    candidate: Candidate
    confidence: float

    @property
    def official(self) -> str:
        return self.candidate.pair.official.name


@dataclass(frozen=True, slots=True)
class Judgement:
    """The outcome for one question.

    answers: best first (choose: to choose from; compare: one an official). related: nearby, never an answer. silent:
    officials who were meant and said nothing on it. foreign: districts named that the collection does not cover.
    declined: the slug of the topic that explains a `none`. urgent: the kind of emergency. turn: what to remember.
    """

    outcome: Outcome
    confidence: float
    answers: tuple[Judged, ...] = ()
    related: tuple[Judged, ...] = ()
    silent: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    declined: str = ""
    urgent: str = ""
    why: Why = ""
    scope: Scope = NO_SCOPE
    considered: tuple[Judged, ...] = ()
    turn: Turn = NO_TURN


class Judge:
    """Judges questions against one collection. Thread-safe: nothing changes after it is built."""

    def __init__(
        self, collection: Collection, confidence: Confidence, urgency: Urgency, catalogue: Catalogue | None = None
    ) -> None:
        """catalogue: that of the collection; None to make it here."""
        self.evidence = Evidence(collection, catalogue or Catalogue.of(collection))
        self._confidence = confidence
        self._urgency = urgency
        self._officials = tuple(dict.fromkeys(pair.official.name for pair in collection.pairs))

    def changed(self, collection: Collection, added: Sequence[Document], removed: Sequence[Document]) -> Judge:
        """A judge of the changed collection that shares what was built; added, removed: the documents that differ."""
        return Judge(collection, self._confidence, self._urgency, self.evidence.catalogue.changed(added, removed))

    @property
    def lines(self) -> Lines:
        return self._confidence.lines

    def shares(self, features: Features) -> dict[str, float]:
        """What each piece of evidence adds to the log-odds of a candidate."""
        return self._confidence.shares(features)

    def shared_terms(self, one: Judged) -> tuple[str, ...]:
        """The words of the document that matched which carry a meaning."""
        return tokenise(one.candidate.matched.text)

    def of_pair(self, question: str, pair_id: str) -> Judged:
        """A pair that the asker chose, with the passage of it that fits the question best. Raises KeyError."""
        found = self.evidence.find(question, limit=len(self.evidence.pairs)) if question else Findings()
        for one in found.candidates:
            if one.pair.id == pair_id:
                return Judged(one, 1.0)
        return Judged(Candidate(self.evidence.pairs[pair_id], None, NOTHING, Features()), 1.0)

    def judge(self, question: str, turns: Sequence[Turn] = (), district: str = "") -> Judgement:
        """The outcome for a question as typed, after the turns before it (oldest first).

        district: answers of that district only, where the question names nobody.
        """
        scope = self.evidence.scopes.read(without_courtesy(fold(question)))
        if district and scope.is_open:
            scope = replace(self.evidence.scopes.read(district), rest=scope.rest)
        judgement = self._judge(question, scope, turns[-KEPT_TURNS:])
        return replace(judgement, scope=scope, turn=self._turn(judgement, scope, turns))

    def _judge(self, question: str, scope: Scope, turns: Sequence[Turn]) -> Judgement:
        if not characters(scope.rest) and not (scope.officials or scope.foreign):
            return Judgement("none", 0.0, why="empty")
        kind = self._urgency.kind(without_courtesy(fold(question)))
        if kind:
            return self._urgent(kind, scope)
        if cues.asks_to_buy_or_make(scope.rest):
            return Judgement("none", 0.0, why="refused")
        if cues.closes(scope.rest):
            return Judgement("none", 0.0, why="declined", declined=CLOSING)
        if scope.foreign and not scope.officials:
            return self._foreign(scope, turns)
        if turns and cues.asks_for_more(scope.rest) and len(tokenise(scope.rest)) <= 1:
            return self._more(scope, turns[-1])
        if len(scope.districts) > 1 or cues.asks_to_compare(scope.rest):
            compared = self._compare(scope, turns)
            if compared:
                return compared
        return self._answer(scope, turns)

    # the outcomes

    def _urgent(self, kind: str, scope: Scope) -> Judgement:
        found = self._ranked(self.evidence.find(scope.rest, scope.officials))
        fitting = tuple(one for one in found if one.confidence >= self._confidence.lines.help)[:1]
        return Judgement("urgent", 1.0, answers=fitting, urgent=kind, considered=found)

    def _foreign(self, scope: Scope, turns: Sequence[Turn]) -> Judgement:
        question = scope.rest if tokenise(scope.rest) or not turns else turns[-1].question
        found = self._ranked(self.evidence.find(question))
        return Judgement(
            "none", 0.0, related=self._nearby(found), foreign=scope.foreign, why="foreign", considered=found
        )

    def _more(self, scope: Scope, before: Turn) -> Judgement:
        officials = scope.officials or before.answered or before.named
        if not officials:
            return Judgement("none", 0.0, why="silent")
        found = self._ranked(self.evidence.find(before.question, officials[:1], limit=8))
        fresh = tuple(one for one in found if one.candidate.pair.id not in before.pairs)[:CHOICES]
        outcome: Outcome = "choose" if fresh else "none"
        return Judgement(
            outcome,
            fresh[0].confidence if fresh else 0.0,
            answers=fresh,
            considered=found,
            why="" if fresh else "silent",
        )

    def _compare(self, scope: Scope, turns: Sequence[Turn]) -> Judgement | None:
        question = cues.without_comparison(scope.rest)
        if not tokenise(question) and turns:
            question = turns[-1].question
        officials = scope.officials if len(scope.districts) > 1 else self._officials
        best = [self._best_of(question, official) for official in officials]
        spoke = tuple(one for one in best if one and one.confidence >= self._confidence.lines.compare)
        if not spoke:
            return None
        silent = tuple(name for name in officials if name not in {one.official for one in spoke})
        return Judgement(
            "compare", max(one.confidence for one in spoke), answers=spoke, silent=silent, considered=spoke
        )

    def _best_of(self, question: str, official: str) -> Judged | None:
        found = self.evidence.find(question, (official,), limit=2)
        alone = replace(found, candidates=tuple(_alone(one) for one in found.candidates))
        ranked = self._ranked(alone)
        return ranked[0] if ranked else None

    def _answer(self, scope: Scope, turns: Sequence[Turn]) -> Judgement:
        tried = [
            (one, self.evidence.find(one.question, one.officials, before=one.before)) for one in attempts(scope, turns)
        ]
        attempt, findings = self._best_attempt(tried)
        if self._top(findings) < self._confidence.lines.answer:
            attempt, findings = self._otherwise_read(attempt, findings)
        ranked = self._ranked(findings)
        lines = self._confidence.lines
        top = ranked[0].confidence if ranked else 0.0
        if top >= (lines.leaning if attempt.before or _agree(tried) else lines.answer):
            return Judgement("answer", top, answers=self._with_others(ranked, attempt, scope), considered=ranked)
        if top >= lines.choose:
            worth = tuple(one for one in ranked if one.confidence >= NEARBY)[:CHOICES]
            return Judgement("choose", top, answers=worth, considered=ranked)
        return self._silent(attempt, findings, ranked)

    def _best_attempt(self, tried: Sequence[tuple[Attempt, Findings]]) -> tuple[Attempt, Findings]:
        """The turn alone where it says enough by itself or speaks of declined topics only; else the surest reading."""
        alone, found = tried[0]
        content = tokenise(alone.question)
        catalogue = self.evidence.catalogue
        strange = sum(catalogue.is_seen(word) and not catalogue.speaks_of(word) for word in content)
        enough = ENOUGH if len(content) > 1 else ONE_WORD_ENOUGH
        if len(tried) == 1 or self._top(found) >= enough or strange * 2 > len(content):
            return tried[0]
        return max(tried[len(content) <= 1 :], key=lambda one: self._top(one[1]))

    def _otherwise_read(self, attempt: Attempt, findings: Findings) -> tuple[Attempt, Findings]:
        """The same question with words typed by sound put right, or the clause of a long message that asks it.

        The reading stays as it was where no other reaches the line.
        """
        spelt = self.evidence.catalogue.speller.corrected(attempt.question)
        others = [spelt] if spelt != attempt.question else []
        others += self._likeliest(windows(attempt.question))
        tried = [(one, self.evidence.find(one, attempt.officials)) for one in others]
        best, found = max(tried, key=lambda one: self._top(one[1]), default=(attempt.question, findings))
        if self._top(found) < self._confidence.lines.answer:
            return attempt, findings
        return Attempt(best, attempt.officials), found

    def _likeliest(self, texts: Iterable[str]) -> list[str]:
        """The clauses that ask and come nearest to a document of a pair, nearest first."""
        catalogue, scored = self.evidence.catalogue, []
        for text in filter(cues.asks, texts):
            hits = catalogue.search(terms(text), CLAUSE_HITS)
            nearest = next((hit.score for hit in hits if catalogue.document(hit).pair_id), 0.0)
            heard = sum(catalogue.weight(word) for word in tokenise(text) if catalogue.speaks_of(word))
            scored.append((nearest * heard, text))
        return [text for score, text in sorted(scored, reverse=True)[:CLAUSES_TRIED] if score]

    def _silent(self, attempt: Attempt, findings: Findings, ranked: tuple[Judged, ...]) -> Judgement:
        related = self._nearby(ranked)
        silent: tuple[str, ...] = ()
        why: Why = "declined" if findings.declined_score > 0.3 else "silent"
        if attempt.officials:
            others = self._ranked(self.evidence.find(attempt.question))
            elsewhere = tuple(one for one in others if one.confidence >= self._confidence.lines.choose)
            if elsewhere and elsewhere[0].official not in attempt.officials:
                silent, related, why = attempt.officials, elsewhere[:RELATED], "named silent"
        declined = findings.declined if why == "declined" else ""
        top = ranked[0].confidence if ranked else 0.0
        return Judgement("none", top, related=related, silent=silent, declined=declined, why=why, considered=ranked)

    # what they share

    def _ranked(self, findings: Findings) -> tuple[Judged, ...]:
        judged = (Judged(one, self._sure(one)) for one in findings.candidates)
        return tuple(sorted(judged, key=lambda one: (-one.confidence, one.candidate.pair.id)))

    def _top(self, findings: Findings) -> float:
        return max(map(self._sure, findings.candidates), default=0.0)

    def _sure(self, candidate: Candidate) -> float:
        """The confidence; next to none where a telephone number is asked for that the answer does not hold."""
        sure = self._confidence.of(candidate.features)
        return min(sure, VAIN) if candidate.features.no_contact else sure

    def _with_others(self, ranked: Sequence[Judged], attempt: Attempt, scope: Scope) -> tuple[Judged, ...]:
        """The best, then further officials who said it too; nobody else where one official was meant."""
        best = ranked[0]
        if attempt.officials and len(scope.districts) < 2:
            return (best,)
        others = {one.official: one for one in reversed(ranked[1:]) if one.confidence >= self._confidence.lines.too}
        return (best, *(one for name, one in reversed(others.items()) if name != best.official))

    @staticmethod
    def _nearby(ranked: Sequence[Judged]) -> tuple[Judged, ...]:
        return tuple(one for one in ranked if one.confidence >= NEARBY)[:RELATED]

    @staticmethod
    def _turn(judgement: Judgement, scope: Scope, turns: Sequence[Turn]) -> Turn:
        question = scope.rest if tokenise(scope.rest) or not turns else turns[-1].question
        named = scope.officials or (turns[-1].named if turns and not scope.foreign else ())
        return Turn(
            question,
            named,
            tuple(one.official for one in judgement.answers),
            tuple(one.candidate.pair.id for one in judgement.answers),
        )


def _agree(tried: Sequence[tuple[Attempt, Findings]]) -> bool:
    """Whether several readings of a turn lead to the same pair."""
    best = {found.candidates[0].pair.id if found.candidates else "" for _, found in tried}
    return len(tried) > 1 and len(best) == 1


def _alone(candidate: Candidate) -> Candidate:
    """The candidate as its official's own best: in a comparison, what others said speaks neither for nor against."""
    features = candidate.features
    return replace(candidate, features=replace(features, elsewhere=0.0, margin=max(features.margin, 0.1)))
