"""From a candidate's evidence to the probability that it answers: a logistic line with coefficients from a data file.

p = 1 / (1 + exp(-(bias + sum(weight * (feature - mean) / scale)))). The coefficients are fitted by
retrieval/tuning.py on labelled questions; here they are only applied.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from retrieval.features import FEATURES, Features

SHIPPED = "confidence.json"


class ConfidenceError(Exception):
    """The file of coefficients cannot be read or does not fit the features."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the outcomes begin, as probabilities: at or above `answer` the best candidate is quoted; from `choose` up
    the asker chooses; `leaning` is for the answer to a turn that leans on the one before; `too` is for further
    officials beside the best; `compare` for an official in a comparison; `help` for a quotation below a help card."""

    answer: float
    choose: float
    leaning: float
    too: float
    compare: float
    help: float


@dataclass(frozen=True, slots=True)
class Confidence:
    """A fitted line. weights, means and scales run in the order of FEATURES."""

    bias: float
    weights: tuple[float, ...]
    means: tuple[float, ...]
    scales: tuple[float, ...]
    lines: Lines

    def of(self, features: Features) -> float:
        """The probability, between 0 and 1, that a candidate with this evidence answers the question."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.bias + sum(self.shares(features).values())))))

    def shares(self, features: Features) -> dict[str, float]:
        """What each feature adds to the log-odds, by name."""
        rows = zip(FEATURES, features.values(), self.weights, self.means, self.scales, strict=True)
        return {name: weight * (value - mean) / scale for name, value, weight, mean, scale in rows}

    def to_json(self) -> str:
        rows = zip(FEATURES, self.weights, self.means, self.scales, strict=True)
        features = {name: {"weight": round(w, 5), "mean": round(m, 5), "scale": round(s, 5)} for name, w, m, s in rows}
        lines = {name: getattr(self.lines, name) for name in Lines.__slots__}
        return json.dumps({"bias": round(self.bias, 5), "lines": lines, "features": features}, indent=1) + "\n"


def parse(data: Mapping[str, Any], where: str) -> Confidence:
    """Coefficients from their JSON object. Raises ConfidenceError naming what is missing."""
    try:
        rows = [data["features"][name] for name in FEATURES]
        return Confidence(
            _number(data["bias"]),
            tuple(_number(row["weight"]) for row in rows),
            tuple(_number(row["mean"]) for row in rows),
            tuple(_scale(row["scale"]) for row in rows),
            Lines(**{name: _number(data["lines"][name]) for name in Lines.__slots__}),
        )
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ConfidenceError(
            f"{where}: {error!r}, expected bias, lines and one row for each of the features"
        ) from error


def _number(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{value!r} is no finite number")
    return number


def _scale(value: Any) -> float:
    number = _number(value)
    if number <= 0:
        raise ValueError(f"scale is {value!r}, expected more than 0")
    return number


def load(path: Path | None = None) -> Confidence:
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
