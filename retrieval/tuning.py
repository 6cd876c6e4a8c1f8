"""Fits the two models from labelled questions and examples: a candidate's confidence, and urgency. Needs scikit-learn.

Confidence: the mean of a logistic regression and of boosted trees over the features of every question's candidates, 1
where the pair is gold. Urgency:
logistic regression over the terms of messages, an emergency against all calm texts, and one kind against the rest.
Writes nothing; hands back models that `confidence` and `urgency` apply without scikit-learn.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from knowledge.model import Collection
from retrieval.clauses import windows
from retrieval.confidence import Confidence, Confidences, Lines
from retrieval.evidence import Evidence
from retrieval.features import FEATURES
from retrieval.labelled import Labelled
from retrieval.trees import DEPTH, SPLITS, VALUES, Trees
from retrieval.urgency import Urgency, features
from retrieval.words import fold, syllables

Size = tuple[int, int, int]
TRAINING = Path(__file__).with_name("training")
NO_SKLEARN = "scikit-learn is not installed, expected `pip install -r requirements-dev.txt`"
STRENGTH = 0.1  # C of the line
RATE, SHARE = 0.05, {"subsample": 0.6, "max_features": 0.3}
CURATED, BARE = (300, DEPTH, 25), (150, 2, 40)  # trees, depth, candidates in a leaf: plainer for subjects yet unknown
LEAF_SHARE = 40  # in a small set a leaf holds no more than one in so many candidates
ALWAYS = 1e9  # a threshold that nothing exceeds
URGENT_STRENGTH = 10.0
EXAMPLE_WEIGHT, CALM_WEIGHT, LABELLED_WEIGHT = 4.0, 3.0, 6.0
FRAGMENT_WEIGHT, CLAUSE_WEIGHT, RANDOM_STRINGS, SEED = 3.0, 2.0, 6000, 626
SPELT = 0.6  # what a text counts again in plain pinyin
SMALLEST = 0.18  # weights nearer to zero are dropped from the table


class TuningError(Exception):
    """The models cannot be fitted; the message says what is missing."""


def _logistic(strength: float) -> Any:
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise TuningError(NO_SKLEARN) from error
    return LogisticRegression(C=strength, max_iter=5000)


def fit_confidences(
    curated: Evidence, bare: Sequence[Evidence], labels: Sequence[Labelled], before: Confidences
) -> Confidences:
    """Both lines fitted to labelled questions without turns; the lines between outcomes stay as they were.

    bare: the same interviews without phrasings, in one way or several: as they stand when they have just come in.
    """
    return Confidences(
        fit_confidence([curated], labels, before.curated), fit_confidence(bare, labels, before.bare, BARE)
    )


def fit_confidence(
    seen: Sequence[Evidence], labels: Sequence[Labelled], before: Confidence, size: Size = CURATED
) -> Confidence:
    """One line, fitted to the candidates that each of `seen` finds."""
    import numpy as np

    rows = [row for evidence in seen for row in _rows(evidence, labels)]
    right = [is_right for _, is_right in rows]
    if len(set(right)) < 2:
        raise TuningError(f"{len(rows)} candidates, all of one kind; expected questions with and without an answer")
    evidence = np.array([values for values, _ in rows])
    means, scales = evidence.mean(0), evidence.std(0)
    scales[scales == 0] = 1.0
    line = _logistic(STRENGTH).fit((evidence - means) / scales, right)
    weights = line.coef_[0] / scales
    prior = sum(right) / len(right)
    model = _boosted(size, len(rows)).fit(evidence, right)
    columns, thresholds, values = zip(*(_complete(one.tree_) for one in model.estimators_[:, 0]), strict=True)
    bias = float(line.intercept_[0]) - float(means @ weights) + math.log(prior / (1 - prior))
    return replace(
        before, bias=bias / 2, weights=tuple(map(float, weights / 2)), trees=Trees(columns, thresholds, values)
    )


def _boosted(size: Size, rows: int) -> Any:
    try:
        from sklearn.ensemble import GradientBoostingClassifier
    except ImportError as error:
        raise TuningError(NO_SKLEARN) from error
    count, depth, leaf = size
    return GradientBoostingClassifier(
        n_estimators=count,
        max_depth=depth,
        min_samples_leaf=min(leaf, 1 + rows // LEAF_SHARE),
        learning_rate=RATE,
        random_state=SEED,
        **SHARE,
    )


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


def _rows(evidence: Evidence, labels: Iterable[Labelled]) -> Iterator[tuple[tuple[float, ...], bool]]:
    for label in labels:
        scope = evidence.scopes.read(label.question)
        if label.kind not in {"answerable", "unanswerable"} or (scope.foreign and not scope.officials):
            continue
        for candidate in evidence.find(scope.rest, scope.officials).candidates:
            yield candidate.features.values(), candidate.pair.id in label.gold


def unphrased(collection: Collection) -> tuple[Collection, ...]:
    """The collection as it is when nobody has written a phrasing yet: with the declined topics, and without them."""
    return replace(collection, phrasings=()), replace(collection, phrasings=(), declined=())


def examples(name: str) -> list[dict[str, str]]:
    """The lines of a file of training examples."""
    text = (TRAINING / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line]


def fit_urgency(collection: Collection, labels: Sequence[Labelled], line: float) -> Urgency:
    """The urgency model fitted to the training examples, labelled questions and (all calm) every text we have."""
    urgent = [(row["text"], row["kind"], EXAMPLE_WEIGHT) for row in examples("urgent.jsonl")]
    calm = [(row["text"], CALM_WEIGHT) for row in examples("calm.jsonl")]
    calm += [(label.question, LABELLED_WEIGHT) for label in labels if label.kind != "urgent"]
    calm += [(one.text, 1.0) for one in collection.phrasings]
    calm += [(text, 1.0) for topic in collection.declined for text in topic.phrasings]
    calm += [(part, CLAUSE_WEIGHT) for text, _ in calm for part in windows(fold(text))]
    calm += [(text, FRAGMENT_WEIGHT) for text in fragments([text for text, _ in calm], [text for text, _, _ in urgent])]
    urgent += [(label.question, "", LABELLED_WEIGHT) for label in labels if label.kind == "urgent"]
    texts = [text for text, _, _ in urgent] + [text for text, _ in calm]
    weights = [weight for _, _, weight in urgent] + [weight for _, weight in calm]
    spelt = [" ".join(syllables(fold(text))) for text in texts]
    terms = [features(text) for text in texts] + [features(text) for text in spelt]
    is_urgent = ([True] * len(urgent) + [False] * len(calm)) * 2
    return _urgency(
        terms, is_urgent, [*weights, *(SPELT * one for one in weights)], [kind for _, kind, _ in urgent], line
    )


def fragments(texts: Sequence[str], alarming: Sequence[str]) -> list[str]:
    """Pieces of calm texts that say nothing yet: what a message looks like that was cut off, or typed by a cat."""
    chance = random.Random(SEED)  # noqa: S311 - examples, not a secret
    cut = [text[: chance.randint(1, 6)] for text in texts[::3]]
    letters = ["".join(texts), "".join(alarming) + "0123456789abc ，。?!<>/'" * 50]
    return cut + [
        "".join(chance.choices(pool, k=chance.randint(1, 12))) for pool in letters for _ in range(RANDOM_STRINGS)
    ]


def _urgency(
    terms: Sequence[dict[str, float]],
    is_urgent: Sequence[bool],
    weights: Sequence[float],
    kinds: Sequence[str],
    line: float,
) -> Urgency:
    import numpy as np

    try:
        from sklearn.feature_extraction import DictVectorizer
    except ImportError as error:
        raise TuningError(NO_SKLEARN) from error
    vectoriser = DictVectorizer()
    values = vectoriser.fit_transform(terms)
    model = _logistic(URGENT_STRENGTH).fit(values, is_urgent, sample_weight=weights)
    known = [row for row, kind in enumerate(kinds) if kind]
    by_kind = _logistic(URGENT_STRENGTH).fit(values[known], [kinds[row] for row in known])
    columns = [model.coef_[0], *by_kind.coef_]
    names = vectoriser.get_feature_names_out()
    kept = [place for place in range(len(names)) if abs(model.coef_[0][place]) >= SMALLEST]
    table = np.array([[round(column[place], 2) for column in columns] for place in kept], dtype=np.float32)
    biases = (float(model.intercept_[0]), *map(float, by_kind.intercept_))
    return Urgency(
        tuple(map(str, by_kind.classes_)), biases, {str(names[one]): row for row, one in enumerate(kept)}, table, line
    )


def urgency_table(model: Urgency) -> str:
    """The model as the table that `urgency.parse` reads."""
    head = [
        "# Weights of the urgency model, made by `run_bot.py tune`: term, log-odds of an emergency, then one a kind.",
        "\t".join(("!kinds", *model.kinds)),
        "\t".join(("!biases", *(f"{one:.4f}" for one in model.biases))),
        f"!line\t{model.line}",
    ]
    rows = (
        "\t".join((term, *(f"{one:.3g}" if one else "" for one in model.weights[row])))
        for term, row in sorted(model.rows.items())
    )
    return "\n".join([*head, *rows]) + "\n"


def starting_point(lines: Lines) -> Confidence:
    """What knows nothing yet, to fit from."""
    return Confidence(0.0, (0.0,) * len(FEATURES), Trees((), (), ()), lines)
