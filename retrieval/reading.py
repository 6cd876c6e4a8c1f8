"""The readings of one question: as typed, with the turn before, spelt right, clause by clause. Decides no outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from retrieval import cues
from retrieval.candidates import Candidate
from retrieval.clauses import asks, likely_questions, windows
from retrieval.confidence import Confidences, Lines
from retrieval.context import Attempt, Turn, attempts
from retrieval.evidence import Evidence, Findings
from retrieval.promise import ASKING, TELLING
from retrieval.scope import Scope
from retrieval.sounds import is_pinyin
from retrieval.words import tokenise

VAIN = 0.05
ASKING_TRIED, TELLING_TRIED = 4, 3  # clauses of a long message that are read whole, at most
CHOOSING_LINE = 0.35  # confidence that a clause must reach to be offered: of many tried one may be near by chance
WHOLE_LINE = 0.6  # and the whole of it, below which its clauses are asked
TELLING_LINE = 0.85  # and one that is not worded as a question
AT_ONCE = 1.0  # log-odds of a clause from which it is read before the whole message
SURE = 0.9  # confidence from which no further clause is read
SAYS_ENOUGH = 3  # words of a clause from which one that no pair speaks of is not read with it
OWN, OWN_NAME = 0.3, 0.2  # characters, in tens, that only another official says, from which a turn may go over to him
ENOUGH = 0.3  # confidence from which a turn of several words is taken by itself
ONE_WORD_ENOUGH = 0.9  # and of one word


class Judged(Struct, frozen=True):
    """A candidate with its confidence, and the lines that hold for it."""

    candidate: Candidate
    confidence: float
    lines: Lines

    @property
    def official(self) -> str:
        return self.candidate.pair.official.name


class Reading(Struct, frozen=True):
    """One way to understand a turn, and its candidates, surest first. agreed: other readings lead to the same pair."""

    attempt: Attempt
    findings: Findings
    ranked: tuple[Judged, ...]
    agreed: bool = False

    @property
    def top(self) -> float:
        """The confidence of the best candidate, 0 where there is none."""
        return self.ranked[0].confidence if self.ranked else 0.0

    @property
    def leans(self) -> bool:
        """Whether it is held to the lines of a turn that leans on the one before."""
        return bool(self.attempt.before) or self.agreed

    @property
    def may_be_offered(self) -> bool:
        """Whether the best candidate reaches the line of a choice."""
        return bool(self.ranked) and self.top >= self.ranked[0].lines.choose

    @property
    def suffices(self) -> bool:
        """Whether the best candidate reaches the line of an answer."""
        return bool(self.ranked) and self.top >= self.ranked[0].lines.answer


class Clauses(NamedTuple):
    """Clauses of a long message, likeliest first: those worded as a question, and others; what the first promises."""

    asking: list[str]
    telling: list[str]
    most: float


class Reader:
    """Reads turns against one collection. Thread-safe: nothing changes after it is built."""

    def __init__(self, evidence: Evidence, confidences: Confidences) -> None:
        self._evidence, self._confidences = evidence, confidences

    def judged(self, candidate: Candidate) -> Judged:
        """With next to no confidence where a telephone number is asked for that the answer does not hold."""
        fitted = self._confidences.for_(candidate.features)
        sure = fitted.of(candidate.features)
        return Judged(candidate, min(sure, VAIN) if candidate.features.no_contact else sure, fitted.lines)

    def ranked(self, candidates: Iterable[Candidate]) -> tuple[Judged, ...]:
        """Surest first."""
        return tuple(sorted(map(self.judged, candidates), key=lambda one: (-one.confidence, one.candidate.pair.id)))

    def read(self, attempt: Attempt) -> Reading:
        found = self._evidence.find(attempt.question, attempt.officials, before=attempt.before, link=attempt.link)
        return Reading(attempt, found, self.ranked(one for one in found.candidates if may_answer(one, attempt)))

    def best(self, scope: Scope, turns: Sequence[Turn]) -> Reading:
        """The reading of a turn that is to be judged."""
        ways = attempts(scope, turns)
        if len(ways) == 1 and any(windows(ways[0].question)):
            return self._of_long(ways[0])
        tried = [one for one in map(self.read, ways) if one.may_be_offered or not one.attempt.to_owner]
        reading = self._likelier(tried)
        if any(windows(reading.attempt.question)):
            return self._whole_or_clause(reading, self.likeliest_clauses(reading.attempt.question))
        if not reading.suffices:
            reading = self._otherwise(reading)
        return replace(reading, agreed=_agreed(reading, tried))

    def _likelier(self, tried: Sequence[Reading]) -> Reading:
        """The turn alone where it says enough by itself or speaks of declined topics only; else the surest reading."""
        alone = tried[0]
        content = tokenise(alone.attempt.question)
        catalogue = self._evidence.catalogue
        strange = sum(catalogue.is_seen(word) and not catalogue.speaks_of(word) for word in content)
        enough = ENOUGH if len(content) > 1 else ONE_WORD_ENOUGH
        if len(tried) == 1 or alone.top >= enough or strange * 2 > len(content):
            return alone
        leans = any(one.attempt.before for one in tried)
        return max(tried[leans and len(content) <= 1 :], key=lambda one: one.top)

    def _otherwise(self, reading: Reading) -> Reading:
        """The same question spelt right, or less "which district said".

        As it was where neither reaches the line, and where somebody wrote it down like this.
        """
        question = reading.attempt.question
        if self._evidence.is_phrased(question):
            return reading
        same = (self._evidence.catalogue.speller.corrected(question), cues.without_whose(question))
        found = self._surest(reading, (text for text in same if text and text != question), 0.0)
        return found if found and found.suffices else reading

    def _of_long(self, attempt: Attempt) -> Reading:
        """Of a long message: the clause that promises most where it is sure, else the whole of it or another clause."""
        clauses = self.likeliest_clauses(attempt.question)
        if clauses.asking and clauses.most >= AT_ONCE:
            first = self.read(replace(attempt, question=clauses.asking[0]))
            if first.top >= SURE:
                return first
        return self._whole_or_clause(self.read(attempt), clauses)

    def _whole_or_clause(self, reading: Reading, clauses: Clauses) -> Reading:
        return reading if reading.top >= WHOLE_LINE else self._by_clause(halved(reading), clauses)

    def _by_clause(self, reading: Reading, clauses: Clauses) -> Reading:
        """The clause of a long message that asks it, or one that only tells; as it was where none reaches its line."""
        asking, telling, _ = clauses
        asked = self._surest(reading, asking, CHOOSING_LINE)
        if asked and asked.top >= TELLING_LINE:
            return asked
        told = self._surest(reading, telling, TELLING_LINE)
        if told or not asked or asked.suffices:
            return told or asked or reading
        return replace(asked, attempt=replace(asked.attempt, before=""))  # only offered, whatever came before

    def _surest(self, reading: Reading, texts: Iterable[str], line: float) -> Reading | None:
        """Of the readings with one of these texts for the question, the surest that reaches the line.

        The likeliest text stands first; what follows one that is SURE is not read.
        """
        surest: Reading | None = None
        for text in texts:
            one = self.read(replace(reading.attempt, question=text))
            if one.top >= line and (surest is None or one.top > surest.top):
                surest = one
                if one.top >= SURE:
                    break
        return surest

    def likeliest_clauses(self, question: str) -> Clauses:
        """Of a long message, the clauses that promise to be worth reading."""
        worth = [text for text in dict.fromkeys(likely_questions(question)) if self._is_heard(text)]
        asking: list[tuple[float, str]] = []
        telling: list[tuple[float, str]] = []
        for text, peaks in zip(worth, self._evidence.catalogue.peaks(worth), strict=True):
            promise, found = (ASKING, asking) if asks(text) else (TELLING, telling)
            likely = promise.of(peaks, len(tokenise(text)))
            if likely >= promise.line:
                found.append((likely, text))
        most = max(asking, default=(0.0, ""))[0]
        return Clauses(_first(asking, ASKING_TRIED), _first(telling, TELLING_TRIED), most)

    def _is_heard(self, text: str) -> bool:
        """Whether some pair speaks of a clause or of two; what stands beside one that says enough is something else."""
        each = [self._speaks_of(clause) for clause in text.split(",")]
        return all(each) or (any(each) and len(tokenise(text.rsplit(",", 1)[-1])) < SAYS_ENOUGH)

    def _speaks_of(self, clause: str) -> bool:
        """Whether any pair holds a word of it; what is spelt in pinyin is heard by its sounds."""
        return is_pinyin(clause) or any(map(self._evidence.catalogue.speaks_of, tokenise(clause)))


def may_answer(candidate: Candidate, attempt: Attempt) -> bool:
    """Whether a candidate is one of those whom this reading of a turn asks."""
    if attempt.to_owner:
        return candidate.features.own_run >= OWN or candidate.features.own_name >= OWN_NAME
    return candidate.pair.by_paper or not attempt.by_paper


def _agreed(chosen: Reading, tried: Sequence[Reading]) -> bool:
    """Whether other readings lead where the chosen one does; those of the paper or of another official need not."""
    rivals = [one for one in tried if one is chosen or not one.attempt.to_owner]
    heard = [one for one in rivals if one is chosen or not one.attempt.by_paper]
    leads = {one.ranked[0].candidate.pair.id if one.ranked else "" for one in heard}
    return len(rivals) > 1 and len(leads) == 1


def halved(reading: Reading) -> Reading:
    """A reading of a long message as a whole: what is told adds up to something near many pairs."""
    return replace(reading, ranked=tuple(replace(one, confidence=one.confidence / 2) for one in reading.ranked))


def _first(scored: Iterable[tuple[float, str]], count: int) -> list[str]:
    return [text for _, text in sorted(scored, reverse=True)[:count]]
