"""The evidence as named numbers."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from retrieval.features import FEATURES, Features


def test_values_run_in_the_order_of_the_names() -> None:
    features = replace(Features(), score=0.5, likeness=0.25)
    assert dict(zip(FEATURES, features.values(), strict=True))["likeness"] == 0.25
    assert features.values()[FEATURES.index("score")] == 0.5


def test_no_evidence_is_zero_everywhere() -> None:
    assert set(Features().values()) == {0.0}


def test_names_are_there_once() -> None:
    assert len(set(FEATURES)) == len(FEATURES)


def test_evidence_cannot_be_altered_afterwards() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        Features().score = 1.0  # type: ignore[misc]
