"""Where a candidate's score comes from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.fields import FIELDS, covered, field_shares
from retrieval.formula import WEIGHTS
from tests import tiny

EVIDENCE = tiny.judge().evidence
WORDS = ("禁毒", "经费", "涨了", "多少", "快递", "怎么", "查", "工作", "罚", "包裹", "火星")


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join))
def test_the_shares_of_the_fields_make_the_whole_score(question: str) -> None:
    for candidate in EVIDENCE.find(question).candidates:
        shares = field_shares(EVIDENCE, question, candidate)
        own = [one for one in shares if one.share is not None]
        assert [one.field for one in shares] == [field for field in FIELDS if field in {one.field for one in shares}]
        assert sum(one.share or 0.0 for one in own) == pytest.approx(1.0)
        assert max(one.score for one in own) == pytest.approx(candidate.features.best)


def test_a_score_is_the_weighted_sum_of_words_characters_and_sounds() -> None:
    candidate = EVIDENCE.find("禁毒经费涨了多少").candidates[0]
    for one in field_shares(EVIDENCE, "禁毒经费涨了多少", candidate):
        parts = zip(WEIGHTS, (one.words, one.characters, one.sounds), strict=True)
        assert one.score == pytest.approx(sum(weight * part for weight, part in parts))


def test_each_word_of_the_question_stands_near_far_or_nowhere() -> None:
    candidate = EVIDENCE.find("包裹多久查一回").candidates[0]
    found = covered(EVIDENCE, "包裹 安检机 火星", candidate)
    assert (found.near, found.far, found.missing) == (("包裹",), ("安检", "机"), ("火星",))
