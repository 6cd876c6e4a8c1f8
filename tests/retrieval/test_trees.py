"""Trees climbed by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.trees import SPLITS, VALUES, Trees

ONE = Trees(
    columns=((0, 1, 1, 0, 0, 0, 0),),
    thresholds=((0.5, 0.2, 0.8, 9.0, 9.0, 9.0, 9.0),),
    values=((0.0, -1.0, 1.0, -2.0, -0.5, 0.5, 2.0, -2.0, 0.0, -0.5, 0.0, 0.5, 0.0, 2.0, 0.0),),
)


@pytest.mark.parametrize(
    ("numbers", "value"), [((0.5, 0.2), -2.0), ((0.5, 0.3), -0.5), ((0.6, 0.8), 0.5), ((0.6, 0.9), 2.0)]
)
def test_what_is_at_most_the_threshold_goes_left(numbers: tuple[float, float], value: float) -> None:
    assert ONE.log_odds(numbers) == value


def test_each_step_is_put_down_to_the_number_it_asked_for() -> None:
    """From 0 to 1 by the first number, from 1 to 2 by the second, from 2 to 2 by the first again."""
    assert ONE.shares((0.6, 0.9)) == {0: 1.0, 1: 1.0}


def test_trees_add_up_and_none_say_nothing() -> None:
    twice = Trees(ONE.columns * 2, ONE.thresholds * 2, ONE.values * 2)
    assert twice.log_odds((0.6, 0.9)) == 4.0
    assert Trees((), (), ()).log_odds((0.6, 0.9)) == 0.0
    assert Trees((), (), ()).shares((0.6, 0.9)) == {}


def test_a_tree_that_is_not_complete_is_refused() -> None:
    with pytest.raises(ValueError, match="reshape"):
        Trees(((0, 1),), ((0.5, 0.5),), ((0.0, 1.0, 2.0),))


@given(st.lists(st.floats(allow_nan=False), min_size=2, max_size=2), st.data())
def test_roots_and_shares_are_the_whole(numbers: list[float], data: st.DataObject) -> None:
    row = st.tuples(
        st.tuples(*[st.integers(0, 1)] * SPLITS),
        st.tuples(*[st.floats(-2, 2)] * SPLITS),
        st.tuples(*[st.floats(-5, 5)] * VALUES),
    )
    columns, thresholds, values = zip(*data.draw(st.lists(row, min_size=1, max_size=4)), strict=True)
    trees = Trees(columns, thresholds, values)
    assert trees.roots + sum(trees.shares(numbers).values()) == pytest.approx(trees.log_odds(numbers))
