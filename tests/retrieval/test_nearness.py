"""What a question's meaning is compared with, and what that says for and against a candidate."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from retrieval.meaning import Gist, Vectors, gists
from retrieval.nearness import COVERS, LIKE, Nearness
from retrieval.postings import term_key

WORDS = {"医生": (100, 0, 0), "大夫": (100, 10, 0), "经费": (0, 100, 0), "公园": (0, 0, 100)}
KEYS, ROWS = zip(*sorted((term_key(word), row) for word, row in WORDS.items()), strict=True)
VECTORS = Vectors(np.array(KEYS, dtype=np.uint64), np.array(ROWS, dtype=np.int8))
NEAR = 0.995  # 医生 and 大夫


def of(texts: Sequence[str]) -> list[Gist]:
    return gists([text.split() for text in texts], lambda words: np.ones(len(words)), VECTORS)


def asked(question: str, *declined: str) -> Nearness:
    return Nearness(of, question, declined)


def test_the_nearest_of_a_candidates_texts_counts() -> None:
    found = asked("医生").features(["公园", "大夫"], "经费")
    assert (found["near"], found["covers"]) == pytest.approx((NEAR, NEAR), abs=1e-3)
    assert (found["near_passage"], found["passage_covers"]) == (0, 0)


def test_what_the_declined_phrasings_come_near_to_counts_against_it() -> None:
    found = asked("医生", "公园", "医生").features(["大夫"], "大夫")
    assert found["near_margin"] == pytest.approx(NEAR - 1, abs=1e-3)
    assert found["covers_margin"] == pytest.approx(NEAR - 1, abs=1e-3)
    assert found["near_passage"] == pytest.approx(NEAR, abs=1e-3)


def test_a_text_is_ranked_by_likeness_and_coverage() -> None:
    near = LIKE * 0.5**0.5 + COVERS / 2
    assert asked("医生 经费").of([["经费"], [], ["公园", "经费"]]) == pytest.approx([near, 0, near], abs=1e-3)
    doctor, park = asked("医生").of([["大夫"], ["公园"]])
    assert doctor > park == 0


def test_where_nothing_is_there_nothing_is_near() -> None:
    assert set(asked("").features([], "").values()) == {0.0}
    assert asked("医生").features([], "公园")["near"] == 0
