"""Fits the two models from labelled questions and examples: a candidate's confidence, and urgency. Needs scikit-learn.

Confidence: logistic regression over the features of every question's candidates, 1 where the pair is gold. Urgency:
logistic regression over the terms of messages, an emergency against all calm texts, and one kind against the rest.
Writes nothing; hands back models that `confidence` and `urgency` apply without scikit-learn.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from knowledge.model import Collection
from retrieval.confidence import Confidence
from retrieval.evidence import Evidence
from retrieval.features import FEATURES
from retrieval.labelled import Labelled
from retrieval.urgency import Urgency, share, urgency_terms
from retrieval.words import fold, syllables

TRAINING = Path(__file__).with_name("training")
STRENGTH = 0.3  # C of the confidence line
URGENT_STRENGTH = 10.0
EXAMPLE_WEIGHT, CALM_WEIGHT, LABELLED_WEIGHT = 4.0, 3.0, 6.0
FRAGMENT_WEIGHT, RANDOM_STRINGS, SEED = 3.0, 3000, 626
SMALLEST = 0.15  # weights nearer to zero are dropped from the table


class TuningError(Exception):
    """The models cannot be fitted; the message says what is missing."""


def _logistic(strength: float) -> Any:
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise TuningError("scikit-learn is not installed, expected `pip install -r requirements-dev.txt`") from error
    return LogisticRegression(C=strength, max_iter=5000)


def fit_confidence(evidence: Evidence, labels: Iterable[Labelled], before: Confidence) -> Confidence:
    """The line fitted to labelled questions without turns; the lines between outcomes stay as they were."""
    import numpy as np

    rows: list[tuple[float, ...]] = []
    right: list[bool] = []
    for label in labels:
        scope = evidence.scopes.read(label.question)
        if label.kind not in {"answerable", "unanswerable"} or (scope.foreign and not scope.officials):
            continue
        for candidate in evidence.find(scope.rest, scope.officials).candidates:
            rows.append(candidate.features.values())
            right.append(candidate.pair.id in label.gold)
    if len(set(right)) < 2:
        raise TuningError(f"{len(rows)} candidates, all of one kind; expected questions with and without an answer")
    values = np.array(rows)
    means, scales = values.mean(0), values.std(0)
    scales[scales == 0] = 1.0
    model = _logistic(STRENGTH).fit((values - means) / scales, right)
    return replace(
        before,
        bias=float(model.intercept_[0]),
        weights=tuple(map(float, model.coef_[0])),
        means=tuple(map(float, means)),
        scales=tuple(map(float, scales)),
    )


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
    calm += [(text, FRAGMENT_WEIGHT) for text in fragments([text for text, _ in calm], [text for text, _, _ in urgent])]
    urgent += [(label.question, "", LABELLED_WEIGHT) for label in labels if label.kind == "urgent"]
    texts = [text for text, _, _ in urgent] + [text for text, _ in calm]
    weights = [weight for _, _, weight in urgent] + [weight for _, weight in calm]
    spelt = [" ".join(syllables(fold(text))) for text in texts]
    terms = [urgency_terms(text) for text in texts] + [urgency_terms(text) for text in spelt]
    is_urgent = ([True] * len(urgent) + [False] * len(calm)) * 2
    return _urgency(
        terms, is_urgent, [*weights, *(0.3 * one for one in weights)], [kind for _, kind, _ in urgent], line
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
    terms: Sequence[Sequence[str]],
    is_urgent: Sequence[bool],
    weights: Sequence[float],
    kinds: Sequence[str],
    line: float,
) -> Urgency:
    import numpy as np

    try:
        from sklearn.feature_extraction import DictVectorizer
    except ImportError as error:
        raise TuningError("scikit-learn is not installed, expected `pip install -r requirements-dev.txt`") from error
    vectoriser = DictVectorizer()
    values = vectoriser.fit_transform([dict.fromkeys(one, share(one)) for one in terms])
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


def starting_point(lines: Any) -> Confidence:
    """A line that knows nothing yet, to fit from."""
    zeros = (0.0,) * len(FEATURES)
    return Confidence(0.0, zeros, zeros, (1.0,) * len(FEATURES), lines)
