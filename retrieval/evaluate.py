"""Labelled questions -> figures, each with a 95% interval, and a list of what went wrong. Measures; changes nothing.

Intervals are percentile bootstrap over the questions (Efron 1979), 1,000 resamples, with a fixed seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from retrieval.judge import Judge
from retrieval.judgement import Judgement
from retrieval.labelled import Labelled
from retrieval.reading import Judged

RESAMPLES = 1000
SEED = 626
BANDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


class Case(Struct, frozen=True):
    """One labelled question with its judgement."""

    label: Labelled
    judgement: Judgement

    @property
    def is_right_first(self) -> bool:
        quoted = self.judgement.outcome in {"answer", "compare"} and bool(self.judgement.answers)
        return quoted and self.judgement.answers[0].candidate.pair.id in self.label.gold

    @property
    def is_right_in_three(self) -> bool:
        return any(one.candidate.pair.id in self.label.gold for one in self.judgement.answers[:3])

    @property
    def is_refused(self) -> bool:
        return self.judgement.outcome == "none"

    @property
    def is_wrong(self) -> bool:
        """A passage presented as the answer that is none."""
        return self.judgement.outcome in {"answer", "compare"} and not self.is_right_first

    @property
    def went_right(self) -> bool:
        """Whether the outcome is what the label says; a comparison counts where it quotes a gold answer."""
        if self.label.kind == "urgent" or self.judgement.outcome == "urgent":
            return self.label.kind == "urgent" and self.judgement.outcome == "urgent"
        if not self.label.gold:
            return self.is_refused
        return self.is_right_first and (self.label.kind == "compare" or self.holds_fact)

    @property
    def holds_fact(self) -> bool:
        return self.label.fact.replace("\n", "") in highlight_of(self.judgement.answers[0])


def highlight_of(judged: Judged) -> str:
    """The words of the passage that would be highlighted; the whole answer where it has no passages."""
    candidate = judged.candidate
    passages = candidate.pair.passages
    if not passages:
        return candidate.pair.answer
    return passages[candidate.passage or 0].text


class Figure(Struct, frozen=True):
    """A share of n questions with its 95% interval; value None where there are none."""

    name: str
    n: int
    value: float | None
    low: float = 0.0
    high: float = 0.0


class Band(Struct, frozen=True):
    """Of the best candidates with a confidence in [low, high): how many, their mean, the share that was right."""

    low: float
    high: float
    n: int
    confidence: float
    right: float


class Report(Struct, frozen=True):
    """All figures, the reliability of the confidence, and every question that went wrong."""

    figures: tuple[Figure, ...]
    reliability: tuple[Band, ...]
    misses: tuple[Case, ...]

    def value(self, name: str) -> float | None:
        """The figure of that name. Raises ValueError where there is none."""
        for figure in self.figures:
            if figure.name == name:
                return figure.value
        raise ValueError(f"figure is {name!r}, expected one of {', '.join(figure.name for figure in self.figures)}")


def ask(judge: Judge, label: Labelled) -> Judgement:
    """The judgement of a label's last turn, after its earlier turns."""
    turns = []
    judgement = judge.judge(label.turns[0])
    for text in label.turns[1:]:
        turns.append(judgement.turn)
        judgement = judge.judge(text, turns)
    return judgement


def evaluate(judge: Judge, labels: Iterable[Labelled], officials: Callable[[str], str]) -> Report:
    """Figures over labelled questions. officials: the official of a pair id."""
    done = [Case(label, ask(judge, label)) for label in labels]

    def of(*kinds: str) -> list[Case]:
        return [one for one in done if one.label.kind in kinds]

    answerable = of("answerable")
    right = [one for one in answerable if one.is_right_first]
    follow_right = [one for one in of("followup") if one.label.gold]
    follow_silent = [one for one in of("followup") if not one.label.gold]
    calm = of("answerable", "unanswerable", "followup", "compare")
    figures = (
        _figure("right_first", [one.is_right_first for one in answerable]),
        _figure("right_in_three", [one.is_right_in_three for one in answerable]),
        _figure("refused", [one.is_refused for one in of("unanswerable")]),
        _figure("wrong", [one.is_wrong for one in of("answerable", "unanswerable", "followup")]),
        _figure("fact_in_highlight", [one.holds_fact for one in right if one.label.fact]),
        _figure("followup_right", [one.is_right_first for one in follow_right]),
        _figure("followup_refused", [one.is_refused for one in follow_silent]),
        _figure("compare", [_compared(one, officials) for one in of("compare")]),
        _figure("help_first", [one.judgement.outcome == "urgent" for one in of("urgent")]),
        _figure("false_alarm", [one.judgement.outcome == "urgent" for one in calm]),
    )
    misses = tuple(
        one for one in done if not (_compared(one, officials) if one.label.kind == "compare" else one.went_right)
    )
    return Report(figures, _reliability(of("answerable", "unanswerable")), misses)


def _compared(one: Case, officials: Callable[[str], str]) -> bool:
    """Whether a comparison quotes every official who spoke on it."""
    answered = {judged.official for judged in one.judgement.answers}
    return one.judgement.outcome == "compare" and {officials(gold) for gold in one.label.gold} <= answered


def _figure(name: str, hits: Sequence[bool]) -> Figure:
    if not hits:
        return Figure(name, 0, None)
    chance = random.Random(SEED)  # noqa: S311 - a resample, not a secret
    n = len(hits)
    means = sorted(sum(chance.choices(hits, k=n)) / n for _ in range(RESAMPLES))
    return Figure(name, n, sum(hits) / n, means[int(0.025 * RESAMPLES)], means[int(0.975 * RESAMPLES) - 1])


def _reliability(done: Sequence[Case]) -> tuple[Band, ...]:
    """Best candidates by confidence, quoted or not: a confidence is a probability if `right` follows it."""
    best = [
        (max(one.judgement.considered, key=lambda judged: judged.confidence), one)
        for one in done
        if one.judgement.considered
    ]
    bands = []
    for low, high in pairwise(BANDS):
        inside = [
            (judged, one)
            for judged, one in best
            if low <= judged.confidence < high or (high == 1.0 == judged.confidence)
        ]
        if inside:
            right = sum(judged.candidate.pair.id in one.label.gold for judged, one in inside)
            mean = sum(judged.confidence for judged, _ in inside) / len(inside)
            bands.append(Band(low, high, len(inside), mean, right / len(inside)))
    return tuple(bands)
