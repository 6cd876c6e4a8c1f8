"""From evidence to a probability, worked by hand, and the file of coefficients."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.confidence import Confidence, ConfidenceError, Lines, load, parse
from retrieval.features import FEATURES, Features
from tests import tiny


def whole() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(tiny.line().to_json())
    return data


def test_a_probability_by_hand() -> None:
    """bias -12, likeness 0.7 times 20: log-odds 2, so 1 / (1 + e^-2) = 0.8808."""
    assert tiny.line().of(Features(likeness=0.7)) == pytest.approx(0.8808, abs=1e-4)


def test_means_and_scales_are_taken_off_before_weighing() -> None:
    """(0.7 - 0.5) / 0.1 * 20 - 12 = 28."""
    line = replace(tiny.line(), means=(0.5,) * len(FEATURES), scales=(0.1,) * len(FEATURES))
    assert line.shares(Features(likeness=0.7))["likeness"] == pytest.approx(40.0)


def test_shares_and_bias_sum_to_the_log_odds() -> None:
    line = load()
    features = Features(score=0.4, likeness=0.3, votes=0.5)
    log_odds = line.bias + sum(line.shares(features).values())
    assert line.of(features) == pytest.approx(1 / (1 + 2.718281828459045**-log_odds))


def test_the_file_gives_back_the_same_line() -> None:
    line = load()
    assert parse(json.loads(line.to_json()), "again") == line


def test_the_line_that_ships_orders_its_outcomes() -> None:
    lines = load().lines
    assert 0 < lines.choose < lines.answer < 1
    assert all(0 < getattr(lines, name) < 1 for name in Lines.__slots__)


def test_a_line_of_ones_own_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "confidence.json"
    path.write_text(tiny.line().to_json(), encoding="utf-8")
    assert load(path) == tiny.line()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"bias": 1}', b"5", b"null"])
def test_a_file_that_is_none_is_refused_by_its_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.json"
    path.write_bytes(content)
    with pytest.raises(ConfidenceError, match=r"mine\.json"):
        load(path)


def test_a_file_that_is_not_there_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(ConfidenceError, match=r"gone\.json"):
        load(tmp_path / "gone.json")


@pytest.mark.parametrize(
    ("place", "value"), [("scale", 0), ("scale", -1), ("weight", "x"), ("weight", float("nan")), ("mean", float("inf"))]
)
def test_a_number_that_cannot_be_reckoned_with_is_refused(place: str, value: object) -> None:
    data = whole()
    data["features"]["score"][place] = value
    with pytest.raises(ConfidenceError, match="here"):
        parse(data, "here")


def test_a_missing_feature_is_named() -> None:
    data = whole()
    del data["features"]["likeness"]
    with pytest.raises(ConfidenceError, match="likeness"):
        parse(data, "here")


@given(st.lists(st.floats(-1e6, 1e6), min_size=len(FEATURES), max_size=len(FEATURES)))
def test_any_evidence_has_a_probability(values: list[float]) -> None:
    features = Features(*values)
    assert 0.0 < tiny.line().of(features) < 1.0


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["bias", "lines", "features"]), inner),
    max_leaves=6,
)


@given(JSON)
def test_any_other_json_is_refused(data: Any) -> None:
    with pytest.raises(ConfidenceError):
        parse(data, "here")


@given(
    st.floats(-50, 50),
    st.lists(
        st.tuples(st.floats(-9, 9), st.floats(-9, 9), st.floats(0.01, 9)),
        min_size=len(FEATURES),
        max_size=len(FEATURES),
    ),
)
def test_what_is_written_is_read_to_the_same_numbers(bias: float, rows: list[tuple[float, float, float]]) -> None:
    weights, means, scales = zip(*rows, strict=True)
    line = Confidence(bias, weights, means, scales, tiny.line().lines)
    again = parse(json.loads(line.to_json()), "again")
    assert again.bias == pytest.approx(bias, abs=1e-5)
    assert again.weights == pytest.approx(weights, abs=1e-5)
    assert again.means == pytest.approx(means, abs=1e-5)
    assert again.scales == pytest.approx(scales, abs=1e-5)
