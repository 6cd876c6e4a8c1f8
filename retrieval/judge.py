"""From a question to one of the outcomes of judgement.py, with the evidence behind it. Words and stores nothing, knows
no channel.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from knowledge.late_pairs import heads_of
from knowledge.model import Collection, Pair
from retrieval import cues, followups, referring
from retrieval.candidates import Candidate
from retrieval.catalogue import Catalogue
from retrieval.chatter import holds_lookalike, is_repetition, is_too_little
from retrieval.clauses import clauses, windows, without_courtesy
from retrieval.comparing import LOOKED_AT, alone, compared
from retrieval.confidence import Confidences
from retrieval.context import KEPT_TURNS, Attempt, Turn, again, asks_who, names_only, referred
from retrieval.documents import Document
from retrieval.evidence import Evidence, Findings, Times
from retrieval.features import Features
from retrieval.judgement import Judgement, Outcome, Why
from retrieval.reading import Judged, Reader, Reading
from retrieval.scope import Scope
from retrieval.urgency import Urgency
from retrieval.weighed import introduced, passage_of, stays_with
from retrieval.words import characters, fold, tokenise

CHOICES = 3
RELATED = 3
INVITED = 5  # topics that an official is introduced with
CLOSING = "thanks-bye"  # the declined topic that replies to thanks and goodbyes
NOTHING = Document("", "passage")
COMPARABLE = 0.2  # confidence of the surest official below which there is nothing to compare
NEARBY = 0.1  # confidence from which a pair may be offered as a nearby topic


class Judge:
    """Judges questions against one collection. Thread-safe: nothing changes after it is built."""

    def __init__(
        self,
        collection: Collection,
        confidences: Confidences,
        urgency: Urgency,
        catalogue: Catalogue | None = None,
        times: Times | None = None,
    ) -> None:
        """catalogue: that of the collection, None to make it here; times: see Evidence."""
        self.evidence = Evidence(collection, catalogue or Catalogue.of(collection), times)
        self._confidences = confidences
        self._reader = Reader(self.evidence, confidences)
        self._urgency = urgency
        self.officials = tuple(dict.fromkeys(head.official.name for head in heads_of(collection.pairs)))
        self._titles = {topic.slug: topic.title for topic in collection.declined}

    def changed(self, collection: Collection, added: Sequence[Document], removed: Sequence[Document]) -> Judge:
        """A judge of a collection with the same articles that shares what was built.

        added, removed: the documents that differ.
        """
        catalogue = self.evidence.catalogue.changed(added, removed)
        return Judge(collection, self._confidences, self._urgency, catalogue, self.evidence.times)

    def get_ready(self) -> None:
        """Makes what the first questions would wait for: the splitter's words, the times that articles name."""
        self.judge("明年和2019年怎么样")
        self.evidence.times()

    def shares(self, features: Features) -> dict[str, float]:
        """What each piece of evidence adds to the log-odds of a candidate."""
        return self._confidences.for_(features).shares(features)

    def shared_terms(self, one: Judged) -> tuple[str, ...]:
        """The words of the document that matched which carry a meaning."""
        return tokenise(one.candidate.matched.text)

    def of_pair(self, question: str, pair_id: str) -> Judged:
        """A pair that the asker chose, with the passage of it that fits the question best. Raises KeyError."""
        found = self.evidence.find(question, limit=len(self.evidence.pairs)) if question else Findings()
        for one in found.candidates:
            if one.pair.id == pair_id:
                return self._chosen(one)
        return self._chosen(Candidate(self.evidence.pairs[pair_id], None, NOTHING, Features()))

    def _chosen(self, candidate: Candidate) -> Judged:
        return replace(self._reader.judged(candidate), confidence=1.0)

    def judge(self, question: str, turns: Sequence[Turn] = (), district: str = "") -> Judgement:
        """The outcome for a question as typed, after the turns before it (oldest first).

        district: answers of that district only, where the question names nobody.
        """
        text = without_courtesy(fold(question))
        scope = self.scope(text, turns)
        if scope.foreign and not scope.officials and self._is_only_told(text):
            scope = replace(scope, foreign=())
        if district and scope.is_open:
            scope = replace(self.evidence.scopes.read(district), rest=scope.rest)
        judgement = self._judge(question, scope, turns[-KEPT_TURNS:])
        return replace(judgement, scope=scope, turn=self._turn(judgement, scope, turns))

    def scope(self, text: str, turns: Sequence[Turn] = ()) -> Scope:
        """Whom a text means after the turns before it, and what is left of it without the names."""
        asked = referring.without_correction(text) if turns else text
        return referred(self.evidence.scopes.read(asked), turns, self.officials)

    def _is_only_told(self, text: str) -> bool:
        """Whether places elsewhere stand only in what a long message tells, not in what it asks."""
        asking = [part for part in clauses(text) if cues.asks(part)] if any(windows(text)) else []
        return bool(asking) and not any(self.evidence.scopes.read(part).foreign for part in asking)

    def _judge(self, question: str, scope: Scope, turns: Sequence[Turn]) -> Judgement:
        if not characters(scope.rest) and not (scope.officials or scope.foreign):
            return Judgement("none", 0.0, why="empty")
        kind = self._urgency.kind(without_courtesy(fold(question)))
        if kind:
            return self._urgent(kind, scope)
        if cues.asks_to_buy_or_make(scope.rest):
            return Judgement("none", 0.0, why="refused")
        if cues.closes(scope.rest) or (turns and followups.only_nods(scope.rest)):
            return Judgement("none", 0.0, why="declined", declined=CLOSING)
        if is_repetition(fold(question)):
            return Judgement("none", 0.0, why="empty")
        if names_only(question, scope, turns) or asks_who(scope):
            return self._who(scope)
        if scope.foreign and not scope.officials:
            return self._foreign(scope, turns)
        if turns and cues.asks_for_more(scope.rest) and len(tokenise(scope.rest)) <= 1:
            return self._more(scope, turns[-1])
        repeated = again(scope, turns)
        if repeated:
            return self._again(repeated, scope, turns)
        side_by_side = self._compare(scope, compared(scope, turns, self.officials))
        if side_by_side:
            return side_by_side
        judgement = self._answer(scope, turns)
        if not turns and is_too_little(fold(question)) and not self.evidence.is_phrased(fold(question)):
            return Judgement("none", 0.0, why="empty", considered=judgement.considered)
        return judgement

    # the outcomes

    def _invite(self, officials: Sequence[str]) -> Judgement:
        """What these officials spoke of, to choose from: their first answers in the order of print."""
        each = INVITED if len(officials) == 1 else 2
        of = {name: [one.id for one in self.evidence.heads if one.official.name == name] for name in officials}
        pairs = [self.evidence.pairs[one] for name in officials for one in of[name][:each]]
        offered = (self._reader.judged(Candidate(pair, None, NOTHING, Features())) for pair in pairs)
        return Judgement("none", 0.0, related=tuple(offered), why="invited")

    def _who(self, scope: Scope) -> Judgement:
        """The lead that names the official's office where that is asked for; else what the officials spoke of."""
        told = self._introduced(scope.officials[0]) if asks_who(scope) else None
        if not told:
            return self._invite(scope.officials)
        best = self._chosen(Candidate(*told, NOTHING, Features()))
        return Judgement("answer", 1.0, answers=(best,), considered=(best,))

    def _introduced(self, name: str) -> tuple[Pair, int] | None:
        heads, pairs = self.evidence.heads, self.evidence.pairs
        told = (pairs[head.id] for head in heads if head.kind == "lead" or head.official.name == name)
        return introduced(told, name)

    def _urgent(self, kind: str, scope: Scope) -> Judgement:
        found = self._found(scope.rest, scope.officials)
        fitting = tuple(one for one in found if one.confidence >= one.lines.help)[:1]
        return Judgement("urgent", 1.0, answers=fitting, urgent=kind, considered=found)

    def _foreign(self, scope: Scope, turns: Sequence[Turn]) -> Judgement:
        question = scope.rest if tokenise(scope.rest) or not turns else turns[-1].question
        found = self._found(question)
        return Judgement(
            "none", 0.0, related=self._nearby(found), foreign=scope.foreign, why="foreign", considered=found
        )

    def _more(self, scope: Scope, before: Turn) -> Judgement:
        officials = scope.officials or before.answered or before.named
        if not officials:
            return Judgement("none", 0.0, why="silent")
        found = self._found(before.question, officials[:1], 8)
        fresh = tuple(one for one in found if one.candidate.pair.id not in before.pairs)[:CHOICES]
        outcome: Outcome = "choose" if fresh else "none"
        return Judgement(
            outcome,
            fresh[0].confidence if fresh else 0.0,
            answers=fresh,
            considered=found,
            why="" if fresh else "silent",
        )

    def _again(self, attempt: Attempt, scope: Scope, turns: Sequence[Turn]) -> Judgement:
        """The earlier question once more: the pair that answered it, where its passage gives the detail asked for; else
        what fits the turn itself, where that gives it."""
        reading = self._reader.read(attempt)
        answered = next((turn.pairs for turn in reversed(turns) if turn.question == attempt.question), ())
        known = [
            one for one in reading.ranked if one.candidate.pair.id in answered and one.official in attempt.officials
        ]
        best = next(iter(known or reading.ranked), None)
        if best and best.confidence >= best.lines.leaning and followups.gives_detail(scope.rest, passage_of(best)):
            return Judgement("answer", best.confidence, answers=(best,), considered=reading.ranked)
        further = self._answer(scope, turns)
        if further.answers and followups.gives_detail(scope.rest, passage_of(further.answers[0])):
            return further
        return self._silent(self._reader.read(replace(attempt, question=f"{attempt.question},{scope.rest}")))

    def _compare(self, scope: Scope, attempts: Sequence[Attempt]) -> Judgement | None:
        """Each official's best, side by side; None where nobody is sure enough to have spoken on it."""
        best = [self._best_of(one) for one in attempts]
        said = (one for one in best if one and one.confidence >= one.lines.compare)
        spoke = tuple(sorted(said, key=lambda one: -one.confidence))
        if not spoke or spoke[0].confidence < COMPARABLE:
            return None
        asked = [name for one in attempts for name in one.officials]
        silent = (*(name for name in asked if name not in {one.official for one in spoke}), *scope.foreign)
        return Judgement("compare", spoke[0].confidence, answers=spoke, silent=silent, considered=spoke)

    def _best_of(self, attempt: Attempt) -> Judged | None:
        return next(iter(self._reader.ranked(self.to_compare(attempt))), None)

    def to_compare(self, attempt: Attempt) -> list[Candidate]:
        """An official's candidates for a comparison: never what the paper says of him."""
        found = self.evidence.find(attempt.question, attempt.officials, limit=LOOKED_AT)
        return [alone(one) for one in found.candidates if not one.pair.by_paper]

    def _answer(self, scope: Scope, turns: Sequence[Turn]) -> Judgement:
        reading = self._reader.best(scope, turns)
        ranked, top = stays_with(reading.ranked, turns), reading.top
        if not ranked:
            return self._silent(reading)
        lines, heard = ranked[0].lines, reading.attempt.words
        if top >= (lines.leaning if reading.leans else lines.answer):
            others = self._with_others(ranked, reading.attempt)
            return Judgement("answer", top, answers=others, considered=ranked, heard=heard)
        if top >= (lines.leaning_choose if reading.leans else lines.choose):
            worth = tuple(one for one in ranked if one.confidence >= NEARBY)[:CHOICES]
            return Judgement("choose", top, answers=worth, considered=ranked, heard=heard)
        return self._silent(reading)

    def _silent(self, reading: Reading) -> Judgement:
        attempt, findings = reading.attempt, reading.findings
        related = self._nearby(reading.ranked)
        silent: tuple[str, ...] = ()
        fits = findings.declined_score > 0.3 and not holds_lookalike(attempt.question)
        fits = fits and self._concerns(findings.declined, attempt.officials)
        why: Why = "declined" if fits else "silent"
        if attempt.officials:
            others = self._found(attempt.question)
            said = (one for one in others if not one.candidate.pair.by_paper)
            elsewhere = tuple(one for one in said if one.confidence >= one.lines.choose)
            if elsewhere and elsewhere[0].official not in attempt.officials:
                silent, related, why = attempt.officials, elsewhere[:RELATED], "named silent"
        declined = findings.declined if why == "declined" else ""
        return Judgement(
            "none", reading.top, related=related, silent=silent, declined=declined, why=why, considered=reading.ranked,
            heard=attempt.words,
        )  # fmt: skip

    # what they share

    def _concerns(self, topic: str, officials: Sequence[str]) -> bool:
        """Whether a declined topic can be named to who asks these officials: not one that is titled with another."""
        titled = self.evidence.scopes.of_text(fold(self._titles.get(topic, ""))).officials
        return not titled or not officials or not set(titled).isdisjoint(officials)

    def _found(self, question: str, officials: Sequence[str] = (), limit: int = 3) -> tuple[Judged, ...]:
        return self._reader.ranked(self.evidence.find(question, officials, limit).candidates)

    def _with_others(self, ranked: Sequence[Judged], attempt: Attempt) -> tuple[Judged, ...]:
        """The best, then further officials who said it too; nobody else where one official was meant."""
        best = ranked[0]
        if len(attempt.officials) == 1:
            return (best,)
        said = [one for one in ranked[1:] if one.confidence >= one.lines.too and not one.candidate.pair.by_paper]
        others = {one.official: one for one in reversed(said)}
        return (best, *(one for name, one in reversed(others.items()) if name != best.official))

    @staticmethod
    def _nearby(ranked: Sequence[Judged]) -> tuple[Judged, ...]:
        return tuple(one for one in ranked if one.confidence >= NEARBY)[:RELATED]

    def _turn(self, judgement: Judgement, scope: Scope, turns: Sequence[Turn]) -> Turn:
        if turns and followups.only_nods(scope.rest):
            return turns[-1]
        question = scope.rest if tokenise(scope.rest) or not turns else turns[-1].question
        named = scope.officials or (turns[-1].named if turns and not scope.foreign else ())
        return Turn(
            question,
            named,
            tuple(name for one in judgement.answers for name in self.evidence.about[one.candidate.pair.id]),
            tuple(one.candidate.pair.id for one in judgement.answers),
            scope.home if any(scope.home) or not turns else turns[-1].home,
        )
