"""What the nearest documents that ask for the same detail are for."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from retrieval.alike import Alike
from retrieval.details import details

WHICH, HOW_MANY = "挂牌的是哪几个村", "挂牌整治了多少村"
TARGETS = st.sampled_from(["p1", "p2", "declined:a", "declined:b"])
HITS = st.lists(st.tuples(st.floats(0.01, 2), st.integers(0, 2**31), TARGETS), max_size=40)


def test_a_declined_wording_that_asks_for_the_same_detail_speaks_against_a_pair_that_is_as_near() -> None:
    hits = ([0.8, 0.8], [details(HOW_MANY), details(WHICH)], ["p1", "declined:list"])
    which, many = (Alike(question, *hits).features("p1") for question in (WHICH, HOW_MANY))
    assert which["alike"] < which["declined_alike"]
    assert many["alike"] > many["declined_alike"]
    assert which["alike_margin"] < 0 < many["alike_margin"]
    assert which["alike_over_declined"] < 0 < many["alike_over_declined"]


def test_a_pair_without_a_hit_has_no_share() -> None:
    features = Alike(WHICH, [0.8], [details(WHICH)], ["p1"]).features("p2")
    assert features["alike"] == 0
    assert features["alike_margin"] == 0


@given(HITS)
def test_shares_of_any_hits_are_finite_and_at_most_one_together(hits: list[tuple[float, int, str]]) -> None:
    alike = Alike(WHICH, [row[0] for row in hits], [row[1] for row in hits], [row[2] for row in hits])
    found = [alike.features(name) for name in ("p1", "p2")]
    assert all(math.isfinite(value) for one in found for value in one.values())
    assert sum(one["alike"] for one in found) + found[0]["declined_alike"] <= 1
