"""Fits a candidate's confidence from labelled questions. Needs scikit-learn.

The mean of a logistic regression and of boosted trees over the features of every question's candidates, 1 where the
pair is gold; of labelled questions, and of phrasings that were held out (heldout.py). Writes nothing; hands back models
that `confidence` applies without scikit-learn.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from knowledge.model import Collection
from retrieval.comparing import compared
from retrieval.confidence import Confidence, Confidences, Lines
from retrieval.context import Attempt, Turn, attempts
from retrieval.features import FEATURES
from retrieval.heldout import HeldOut
from retrieval.judge import Judge
from retrieval.labelled import Labelled
from retrieval.learners import RATE, TuningError, boosted, logistic
from retrieval.reading import may_answer
from retrieval.robustness import changed, in_pinyin
from retrieval.scope import Scope
from retrieval.trees import DEPTH, SPLITS, VALUES, Trees
from retrieval.words import fold

Size = tuple[int, int, int]
Row = tuple[tuple[float, ...], bool]
STRENGTH = 0.1  # C of the line
CURATED, BARE = (300, DEPTH, 25), (150, 2, 40)  # trees, depth, candidates in a leaf: plainer for subjects yet unknown
SPELT_EVERY = 4  # of so many questions one is also learned in pinyin
LEAF_SHARE = 40  # in a small set a leaf holds no more than one in so many candidates
ALWAYS = 1e9  # a threshold that nothing exceeds


def fit_confidences(
    curated: Judge,
    bare: Sequence[Judge],
    labels: Sequence[Labelled],
    before: Confidences,
    held: Iterable[tuple[Judge, Sequence[HeldOut]]] = (),
) -> Confidences:
    """Both lines fitted to labelled questions and follow-ups; the lines between outcomes stay as they were.

    bare: judges of the same interviews without phrasings, in one way or several: as they stand when they just came in.
    held: judges that lack some phrasings, with those: the curated line is fitted to them, too.
    """
    more = [row for judge, asked in held for row in _held_rows(judge, asked)]
    return Confidences(
        fit_confidence([curated], labels, before.curated, more=more), fit_confidence(bare, labels, before.bare, BARE)
    )


def fit_confidence(
    seen: Sequence[Judge],
    labels: Sequence[Labelled],
    before: Confidence,
    size: Size = CURATED,
    more: Sequence[Row] = (),
) -> Confidence:
    """One line, fitted to the candidates that each of `seen` finds, for each way in which it reads a question.

    more: evidence of further candidates, and whether they are right.
    """
    import numpy as np

    rows = [row for judge in seen for row in _rows(judge, labels)] + list(more)
    right = [is_right for _, is_right in rows]
    if len(set(right)) < 2:
        raise TuningError(f"{len(rows)} candidates, all of one kind; expected questions with and without an answer")
    evidence = np.array([values for values, _ in rows])
    means, scales = evidence.mean(0), evidence.std(0)
    scales[scales == 0] = 1.0
    line = logistic(STRENGTH).fit((evidence - means) / scales, right)
    weights = line.coef_[0] / scales
    prior = sum(right) / len(right)
    model = _boosted(size, len(rows)).fit(evidence, right)
    columns, thresholds, values = zip(*(_complete(one.tree_) for one in model.estimators_[:, 0]), strict=True)
    bias = float(line.intercept_[0]) - float(means @ weights) + math.log(prior / (1 - prior))
    return replace(
        before, bias=bias / 2, weights=tuple(map(float, weights / 2)), trees=Trees(columns, thresholds, values)
    )


def _boosted(size: Size, rows: int) -> Any:
    count, depth, leaf = size
    return boosted(count, depth, min(leaf, 1 + rows // LEAF_SHARE))


def _complete(tree: Any) -> tuple[tuple[int, ...], tuple[float, ...], tuple[float, ...]]:
    """A fitted tree as a complete one, counted half: below a leaf that ends early every way leads to its value."""
    columns, thresholds, values = [0] * SPLITS, [ALWAYS] * SPLITS, [0.0] * VALUES

    def value(node: int) -> float:
        left, right = tree.children_left[node], tree.children_right[node]
        if left < 0:
            return float(tree.value[node][0][0]) * RATE / 2
        sizes = tree.weighted_n_node_samples
        return (value(left) * float(sizes[left]) + value(right) * float(sizes[right])) / float(sizes[node])

    def fill(node: int, place: int) -> None:
        values[place] = value(node)
        if place >= SPLITS:
            return
        ends = tree.children_left[node] < 0
        if not ends:
            columns[place], thresholds[place] = int(tree.feature[node]), float(tree.threshold[node])
        fill(node if ends else tree.children_left[node], 2 * place + 1)
        fill(node if ends else tree.children_right[node], 2 * place + 2)

    fill(0, 0)
    return tuple(columns), tuple(thresholds), tuple(values)


def _held_rows(judge: Judge, asked: Iterable[HeldOut]) -> Iterator[Row]:
    """Of the candidates for each wording, less those of which nobody said whether they are right."""
    for one in asked:
        scope = judge.scope(fold(one.question))
        if scope.foreign and not scope.officials:
            continue
        for candidate in judge.evidence.find(scope.rest, scope.officials).candidates:
            is_right = candidate.pair.id in one.pairs
            if is_right or not one.official or candidate.pair.official.name == one.official:
                yield candidate.features.values(), is_right


def _rows(judge: Judge, labels: Iterable[Labelled]) -> Iterator[Row]:
    for label in _typed(list(labels)):
        scope, turns = _asked(judge, label)
        for one in compared(scope, turns, judge.officials) if label.kind != "urgent" else ():
            for candidate in judge.to_compare(one):
                yield candidate.features.values(), candidate.pair.id in label.gold
        for one in _readings(label, scope, turns):
            found = judge.evidence.find(one.question, one.officials, before=one.before, link=one.link)
            for candidate in found.candidates:
                if may_answer(candidate, one):
                    yield candidate.features.values(), candidate.pair.id in label.gold


def _typed(labels: Sequence[Labelled]) -> Iterator[Labelled]:
    """The questions as they are, and some of them in pinyin too, where only sounds speak for a pair."""
    yield from labels
    yield from changed(labels[::SPELT_EVERY], in_pinyin)


def _asked(judge: Judge, label: Labelled) -> tuple[Scope, list[Turn]]:
    """Whom the last turn means, and the turns before it."""
    turns: list[Turn] = []
    for text in label.turns[:-1]:
        turns.append(judge.judge(text, turns).turn)
    return judge.scope(label.question, turns), turns


def _readings(label: Labelled, scope: Scope, turns: Sequence[Turn]) -> Sequence[Attempt]:
    """How the last turn may be meant; () where no evidence decides."""
    if label.kind not in {"answerable", "unanswerable", "followup"} or (scope.foreign and not scope.officials):
        return ()
    return attempts(scope, turns)


def unphrased(collection: Collection) -> tuple[Collection, ...]:
    """The collection as it is when nobody has written a phrasing yet: with the declined topics, and without them."""
    return replace(collection, phrasings=()), replace(collection, phrasings=(), declined=())


def starting_point(lines: Lines) -> Confidence:
    """What knows nothing yet, to fit from."""
    return Confidence(0.0, (0.0,) * len(FEATURES), Trees((), (), ()), lines)
