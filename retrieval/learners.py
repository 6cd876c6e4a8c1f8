"""The learners that the models are fitted with. Only this module imports scikit-learn, which only fitting needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NO_SKLEARN = "scikit-learn is not installed, expected `pip install -r requirements-dev.txt`"
RATE, SHARE = 0.05, {"subsample": 0.6, "max_features": 0.3}
SEED = 626


class TuningError(Exception):
    """The models cannot be fitted; the message says what is missing."""


def logistic(strength: float) -> Any:
    """A logistic regression to be fitted; strength: 1 / that of the penalty on its weights. Raises TuningError."""
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise TuningError(NO_SKLEARN) from error
    return LogisticRegression(C=strength, max_iter=5000)


def boosted(count: int, depth: int, leaf: int) -> Any:
    """Boosted trees to be fitted: how many, how deep, and the fewest rows in a leaf. Raises TuningError."""
    try:
        from sklearn.ensemble import GradientBoostingClassifier
    except ImportError as error:
        raise TuningError(NO_SKLEARN) from error
    settings: Mapping[str, float] = SHARE
    return GradientBoostingClassifier(
        n_estimators=count,
        max_depth=depth,
        min_samples_leaf=leaf,
        learning_rate=RATE,
        random_state=SEED,
        **settings,
    )


def vectoriser() -> Any:
    """What makes rows of a sparse table from counts by name. Raises TuningError."""
    try:
        from sklearn.feature_extraction import DictVectorizer
    except ImportError as error:
        raise TuningError(NO_SKLEARN) from error
    return DictVectorizer()
