"""Fits the urgency model from examples, labelled questions and every calm text there is. Needs scikit-learn.

Logistic regression over the terms of messages, an emergency against all calm texts, and one kind against the rest.
What is drawn by chance (homophones in the examples, pieces of texts) is drawn several times, and the model is the mean
of those fitted to each: one draw more or less moved the outcome of one message in a hundred. Writes nothing; hands back
a model that `urgency` applies without scikit-learn.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.model import Collection
from retrieval.clauses import windows
from retrieval.labelled import Labelled
from retrieval.learners import SEED, logistic, vectoriser
from retrieval.robustness import typing_errors
from retrieval.sounds import syllables
from retrieval.urgency import Urgency, features
from retrieval.words import fold

TRAINING = Path(__file__).with_name("training")
STRENGTH = 10.0  # C of the line
DRAWS = 4
EXAMPLE_WEIGHT, CALM_WEIGHT, LABELLED_WEIGHT = 4.0, 3.0, 6.0
FRAGMENT_WEIGHT, CLAUSE_WEIGHT, RANDOM_STRINGS = 3.0, 2.0, 6000
SPELT = 0.6  # what a text counts again in plain pinyin
SMALLEST = 0.4  # weights nearer to zero are dropped from the table


class Message(NamedTuple):
    """A text to learn from: how much it counts, whether it is urgent, and of which kind ("" where that is not said)."""

    text: str
    weight: float
    is_urgent: bool = False
    kind: str = ""


class Fitted(NamedTuple):
    """One draw's model: the weights of each term, an emergency's first, then one a kind; the same for the biases."""

    kinds: tuple[str, ...]
    biases: Sequence[float]
    weights: dict[str, Sequence[float]]


def examples(name: str) -> list[dict[str, str]]:
    """The lines of a file of training examples."""
    text = (TRAINING / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line]


def fit_urgency(collection: Collection, labels: Sequence[Labelled], line: float) -> Urgency:
    """The urgency model; line: the probability from which help comes first. Raises TuningError."""
    told = [Message(row["text"], EXAMPLE_WEIGHT, True, row["kind"]) for row in examples("urgent.jsonl")]
    told += [Message(row["text"], CALM_WEIGHT) for row in examples("calm.jsonl")]
    known = [Message(one.question, LABELLED_WEIGHT, one.kind == "urgent") for one in labels]
    known += [Message(one.text, 1.0) for one in collection.phrasings]
    known += [Message(text, 1.0) for topic in collection.declined for text in topic.phrasings]
    return mean([fitted(_messages(told, known, SEED + draw)) for draw in range(DRAWS)], line)


def _messages(told: Sequence[Message], known: Sequence[Message], seed: int) -> list[Message]:
    """What one draw is fitted to.

    The examples are learned a second time with homophones in them: who is frightened types what comes first.
    """
    mistyped = typing_errors("".join(one.text for one in told), seed)
    found = [*told, *(one._replace(text=mistyped(one.text)) for one in told), *known]
    calm = [one.text for one in found if not one.is_urgent]
    found += [Message(part, CLAUSE_WEIGHT) for text in calm for part in windows(fold(text))]
    pieces = fragments(calm, [one.text for one in found if one.is_urgent], seed)
    return found + [Message(text, FRAGMENT_WEIGHT) for text in pieces]


def fragments(texts: Sequence[str], alarming: Sequence[str], seed: int = SEED) -> list[str]:
    """Pieces of calm texts that say nothing yet: what a message looks like that was cut off, or typed by a cat."""
    chance = random.Random(seed)  # noqa: S311 - examples, not a secret
    cut = [text[: chance.randint(1, 6)] for text in texts[::3]]
    letters = ["".join(texts), "".join(alarming) + "0123456789abc ，。?!<>/'" * 50]
    return cut + [
        "".join(chance.choices(pool, k=chance.randint(1, 12))) for pool in letters for _ in range(RANDOM_STRINGS)
    ]


def fitted(messages: Sequence[Message]) -> Fitted:
    """The model of one draw: each message is learned as typed and, for less, in plain pinyin. Raises TuningError."""
    spelt = [one._replace(text=" ".join(syllables(fold(one.text))), weight=SPELT * one.weight) for one in messages]
    table = vectoriser()
    values = table.fit_transform([features(one.text) for one in (*messages, *spelt)])
    is_urgent = [one.is_urgent for one in (*messages, *spelt)]
    model = logistic(STRENGTH).fit(values, is_urgent, sample_weight=[one.weight for one in (*messages, *spelt)])
    known = [row for row, one in enumerate(messages) if one.kind]
    by_kind = logistic(STRENGTH).fit(values[known], [messages[row].kind for row in known])
    columns = zip(model.coef_[0], *by_kind.coef_, strict=True)
    biases = (float(model.intercept_[0]), *map(float, by_kind.intercept_))
    return Fitted(
        tuple(map(str, by_kind.classes_)), biases, dict(zip(table.get_feature_names_out(), columns, strict=True))
    )


def mean(draws: Sequence[Fitted], line: float) -> Urgency:
    """The mean of models with the same kinds; a term that a draw has not met counts 0 there."""
    sums: defaultdict[str, npt.NDArray[np.float64]] = defaultdict(lambda: np.zeros(len(draws[0].biases)))
    for draw in draws:
        for term, weights in draw.weights.items():
            sums[term] += weights
    kept = {term: found / len(draws) for term, found in sums.items() if abs(found[0]) >= SMALLEST * len(draws)}
    table = np.array(list(kept.values()), dtype=np.float32).round(2).reshape(len(kept), len(draws[0].biases))
    biases = np.mean([draw.biases for draw in draws], axis=0).tolist()
    return Urgency(draws[0].kinds, tuple(biases), {term: row for row, term in enumerate(kept)}, table, line)


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
