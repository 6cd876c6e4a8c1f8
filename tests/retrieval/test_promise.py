"""Which clauses of a long message are worth reading."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.peaks import Peaks
from retrieval.promise import ASKING, TELLING, Promise

SHARE = st.floats(0, 2)


def test_the_log_odds_are_the_line_s() -> None:
    promise = Promise(near=10, apart=-5, words=2, bias=-3, line=0)
    assert promise.of(Peaks(0.5, 0.2), 3) == pytest.approx(10 * 0.5 - 5 * 0.2 + 2 * math.log(4) - 3)


@pytest.mark.parametrize("promise", [ASKING, TELLING])
def test_a_clause_near_to_an_answer_is_worth_reading_and_one_near_to_nothing_is_not(promise: Promise) -> None:
    assert promise.of(Peaks(0.7, 0.2), 4) >= promise.line
    assert promise.of(Peaks(0.12, 0.15), 2) < promise.line


def test_a_clause_that_only_tells_must_promise_more() -> None:
    assert ASKING.of(Peaks(0.3, 0.25), 3) >= ASKING.line
    assert TELLING.of(Peaks(0.3, 0.25), 3) < TELLING.line


@given(SHARE, SHARE, SHARE, st.integers(0, 40))
def test_nearer_to_an_answer_promises_more_and_nearer_to_a_declined_topic_less(
    near: float, more: float, apart: float, words: int
) -> None:
    for promise in (ASKING, TELLING):
        assert promise.of(Peaks(near + more, apart), words) >= promise.of(Peaks(near, apart), words)
        assert promise.of(Peaks(near, apart + more), words) <= promise.of(Peaks(near, apart), words)
