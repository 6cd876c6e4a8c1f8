"""From evidence to a probability, worked by hand, and the file of coefficients."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from retrieval.confidence import Confidence, ConfidenceError, Confidences, Lines, load, parse
from retrieval.features import FEATURES, Features
from retrieval.trees import SPLITS, VALUES, Trees
from tests import tiny


def whole() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(tiny.lines().to_json())
    return data


def test_a_probability_by_hand() -> None:
    """bias -12, likeness 0.7 times 20: log-odds 2, so 1 / (1 + e^-2) = 0.8808."""
    assert tiny.line().of(Features(likeness=0.7)) == pytest.approx(0.8808, abs=1e-4)


def test_shares_and_bias_sum_to_the_log_odds() -> None:
    line = load().curated
    features = Features(score=0.4, likeness=0.3, votes=0.5)
    log_odds = line.bias + line.trees.roots + sum(line.shares(features).values())
    assert line.of(features) == pytest.approx(1 / (1 + 2.718281828459045**-log_odds))


def test_the_file_gives_back_the_same_line() -> None:
    line = load()
    assert parse(json.loads(line.to_json()), "again") == line


def test_the_line_that_ships_orders_its_outcomes() -> None:
    for lines in (load().curated.lines, load().bare.lines):
        assert 0 < lines.choose < lines.answer < 1
        assert all(0 < getattr(lines, name) < 1 for name in Lines.__struct_fields__)


def test_a_line_of_ones_own_is_read_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "confidence.json"
    path.write_text(tiny.lines().to_json(), encoding="utf-8")
    assert load(path) == tiny.lines()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"bias": 1}', b"5", b"null"])
def test_a_file_that_is_none_is_refused_by_its_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "mine.json"
    path.write_bytes(content)
    with pytest.raises(ConfidenceError, match=r"mine\.json"):
        load(path)


def test_a_file_that_is_not_there_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(ConfidenceError, match=r"gone\.json"):
        load(tmp_path / "gone.json")


@pytest.mark.parametrize("value", ["x", None, float("nan"), float("inf")])
def test_a_number_that_cannot_be_reckoned_with_is_refused(value: object) -> None:
    data = whole()
    data["bare"]["weights"]["score"] = value
    with pytest.raises(ConfidenceError, match="here"):
        parse(data, "here")


@pytest.mark.parametrize(
    "tree",
    [
        {"asks": "gone " * SPLITS, "over": [0.0] * SPLITS, "adds": [0.0] * VALUES},
        {"asks": "score", "over": [0.0] * SPLITS, "adds": [0.0] * VALUES},
        {"asks": "score " * SPLITS, "over": [0.0], "adds": [0.0] * VALUES},
        {"asks": "score " * SPLITS, "over": [0.0] * SPLITS, "adds": [float("nan")] * VALUES},
        {"asks": "score " * SPLITS},
        5,
    ],
)
def test_a_tree_that_cannot_be_climbed_is_refused(tree: object) -> None:
    data = whole()
    data["bare"]["trees"] = [tree]
    with pytest.raises(ConfidenceError, match="here"):
        parse(data, "here")


def test_a_feature_that_was_not_there_when_a_file_was_fitted_counts_nothing() -> None:
    data = whole()
    del data["curated"]["weights"]["likeness"]
    line = parse(data, "here").curated
    assert line.of(Features(likeness=0.7)) == line.of(Features())
    assert line.of(Features(score=0.7)) == parse(whole(), "here").curated.of(Features(score=0.7))


@given(st.lists(st.floats(-1e6, 1e6), min_size=len(FEATURES), max_size=len(FEATURES)))
def test_any_evidence_has_a_probability(values: list[float]) -> None:
    features = replace(Features(), **cast("Any", dict(zip(FEATURES, values, strict=True))))
    assert 0.0 < tiny.line().of(features) < 1.0


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["curated", "bare", "bias", "lines", "weights", "trees"]), inner)
    ),
    max_leaves=6,
)


@given(JSON)
@example({"curated": {"bias": 0, "lines": None, "weights": None, "trees": []}, "bare": None})
def test_any_other_json_is_refused(data: Any) -> None:
    with pytest.raises(ConfidenceError):
        parse(data, "here")


NUMBERS = st.floats(-9, 9)


@given(
    st.floats(-50, 50),
    st.lists(NUMBERS, min_size=len(FEATURES), max_size=len(FEATURES)),
    st.lists(
        st.tuples(
            st.tuples(*[st.integers(0, len(FEATURES) - 1)] * SPLITS),
            st.tuples(*[NUMBERS] * SPLITS),
            st.tuples(*[NUMBERS] * VALUES),
        ),
        max_size=3,
    ),
)
def test_what_is_written_is_read_to_the_same_numbers(
    bias: float, weights: list[float], rows: list[tuple[tuple[int, ...], tuple[float, ...], tuple[float, ...]]]
) -> None:
    columns, thresholds = tuple(row[0] for row in rows), tuple(row[1] for row in rows)
    trees = Trees(columns, thresholds, tuple(row[2] for row in rows))
    fitted = Confidence(bias, tuple(weights), trees, tiny.line().lines)
    again = parse(json.loads(Confidences(tiny.line(), fitted).to_json()), "again").bare
    assert again.bias == pytest.approx(bias, abs=1e-5)
    assert again.weights == pytest.approx(weights, abs=1e-5)
    assert again.trees.columns == trees.columns
    assert again.trees.values == tuple(pytest.approx(one, abs=1e-5) for one in trees.values)
    assert again.trees.thresholds == tuple(pytest.approx(one, abs=1e-5) for one in trees.thresholds)


def test_a_pair_with_many_phrasings_has_a_line_of_its_own() -> None:
    both = Confidences(tiny.line(), replace(tiny.line(), bias=0.0))
    assert both.for_(Features(curated=True)) == both.curated
    assert both.for_(Features(likeness=0.7)) == both.bare
