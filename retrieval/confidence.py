"""From a candidate's evidence to the probability that it answers: a line and boosted trees from a data file.

p = 1 / (1 + exp(-(bias + sum(weight * feature) + what the trees say))): the mean of a logistic line, which carries over
to subjects it has not seen, and of trees, which hear when two pieces of evidence belong together. Both are fitted by
retrieval/tuning.py on labelled questions; here they are only applied. There are two sets of them: what a good score is
depends on whether people have written many ways to ask for a pair, or none yet.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from importlib.resources import files
from operator import mul
from pathlib import Path
from typing import Any

from msgspec import Struct

from retrieval.features import FEATURES, Features
from retrieval.trees import Trees

SHIPPED = "confidence.json"


class ConfidenceError(Exception):
    """The file of coefficients cannot be read or does not fit the features."""


class Lines(Struct, frozen=True):
    """Where the outcomes begin, as probabilities: at or above `answer` the best candidate is quoted; from `choose` up
    the asker chooses; `leaning` and `leaning_choose` are these for a turn that leans on the one before, which mostly
    wants a detail that is given or is not; `too` is for further officials beside the best; `compare` for an official in
    a comparison; `help` for a quotation below a help card."""

    answer: float
    choose: float
    leaning: float
    leaning_choose: float
    too: float
    compare: float
    help: float


class Confidence(Struct, frozen=True):
    """What was fitted, and the lines that go with it. weights and the trees' columns run in the order of FEATURES."""

    bias: float
    weights: tuple[float, ...]
    trees: Trees
    lines: Lines

    def of(self, features: Features) -> float:
        """The probability, between 0 and 1, that a candidate with this evidence answers the question."""
        values = features.values()
        log_odds = self.bias + sum(map(mul, self.weights, values)) + self.trees.log_odds(values)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))

    def shares(self, features: Features) -> dict[str, float]:
        """What each feature adds to the log-odds, by name; with the bias and the trees' roots they make the whole."""
        values = features.values()
        of_trees = self.trees.shares(values)
        rows = enumerate(zip(FEATURES, self.weights, values, strict=True))
        return {name: weight * value + of_trees.get(column, 0.0) for column, (name, weight, value) in rows}

    def as_data(self) -> dict[str, Any]:
        """Rounded, as the file holds it."""
        trees = self.trees
        rows = [
            {
                "asks": " ".join(FEATURES[column] for column in columns),
                "over": [round(one, 5) for one in thresholds],
                "adds": [round(one, 5) for one in values],
            }
            for columns, thresholds, values in zip(trees.columns, trees.thresholds, trees.values, strict=True)
        ]
        lines = {name: getattr(self.lines, name) for name in Lines.__struct_fields__}
        weights = {name: round(weight, 5) for name, weight in zip(FEATURES, self.weights, strict=True)}
        return {"bias": round(self.bias, 5), "lines": lines, "weights": weights, "trees": rows}


class Confidences(Struct, frozen=True):
    """The line for pairs with many phrasings, and the one for pairs that were imported and not yet phrased."""

    curated: Confidence
    bare: Confidence

    def for_(self, features: Features) -> Confidence:
        """The one that holds for a candidate with this evidence."""
        return self.curated if features.curated else self.bare

    def to_json(self) -> str:
        """One line a tree."""
        parts = []
        for name, one in (("curated", self.curated), ("bare", self.bare)):
            data = one.as_data()
            trees = ",\n".join(json.dumps(tree) for tree in data["trees"])
            head = ", ".join(f'"{key}": {json.dumps(data[key])}' for key in ("bias", "lines", "weights"))
            parts.append(f'"{name}": {{{head}, "trees": [\n{trees}\n]}}')
        return "{" + ",\n".join(parts) + "}\n"


def parse(data: Mapping[str, Any], where: str) -> Confidences:
    """Coefficients from their JSON object. Raises ConfidenceError naming what is missing."""
    try:
        return Confidences(_parsed(data["curated"]), _parsed(data["bare"]))
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise ConfidenceError(
            f"{where}: {error!r}, expected curated and bare, each with bias, lines, weights of all features and trees"
        ) from error


def _parsed(data: Mapping[str, Any]) -> Confidence:
    trees = data["trees"]
    return Confidence(
        _number(data["bias"]),
        tuple(_number(data["weights"].get(name, 0.0)) for name in FEATURES),  # fitted before the feature was there
        Trees(
            tuple(tuple(_column(name) for name in str(tree["asks"]).split()) for tree in trees),
            tuple(tuple(map(_number, tree["over"])) for tree in trees),
            tuple(tuple(map(_number, tree["adds"])) for tree in trees),
        ),
        _lines(data["lines"]),
    )


def _lines(data: Mapping[str, Any]) -> Lines:
    known = {"leaning_choose": data["choose"], **data}  # a model kept before that line was there
    return Lines(**{name: _number(known[name]) for name in Lines.__struct_fields__})


def _column(name: str) -> int:
    if name not in FEATURES:
        raise ValueError(f"{name!r} is no feature")
    return FEATURES.index(name)


def _number(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{value!r} is no finite number")
    return number


def load(path: Path | None = None) -> Confidences:
    """The coefficients of `path`, or those that ship. Raises ConfidenceError."""
    where = str(path) if path else SHIPPED
    try:
        text = (
            path.read_text(encoding="utf-8")
            if path
            else files("retrieval").joinpath(SHIPPED).read_text(encoding="utf-8")
        )
        return parse(json.loads(text), where)
    except (OSError, ValueError) as error:
        raise ConfidenceError(f"{where}: {error}") from error
