"""Suggestions while typing, over the newest collection."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.suggesting import LONGEST_SHOWN, Suggesting
from knowledge.model import Phrasing
from tests import tiny

SUGGESTING = Suggesting()


@pytest.mark.parametrize("typed", ["包裹", "baoguo", "bg"])
def test_characters_pinyin_and_initials_are_completed(typed: str) -> None:
    found = SUGGESTING.suggest(tiny.COLLECTION, typed, 6)
    assert ("多久查一回包裹", "多久查一回包裹", tiny.PARCELS) in [(one.label, one.text, one.pair) for one in found]


def test_a_reporters_question_comes_before_a_phrasing() -> None:
    both = replace(tiny.COLLECTION, version=2, phrasings=(Phrasing("快递怎么查呀", tiny.PARCELS),))
    assert [one.text for one in Suggesting().suggest(both, "快递", 6)] == ["快递怎么查？", "快递怎么查呀"]


def test_a_changed_collection_is_read_again() -> None:
    suggesting = Suggesting()
    assert suggesting.suggest(tiny.COLLECTION, "票子", 6) == ()
    grown = replace(tiny.COLLECTION, version=2, phrasings=(Phrasing("票子翻番没", tiny.MONEY),))
    assert [one.pair for one in suggesting.suggest(grown, "票子", 6)] == [tiny.MONEY]


def test_a_phrasing_too_long_to_show_is_not_suggested() -> None:
    long = replace(tiny.COLLECTION, version=2, phrasings=(Phrasing("票" * (LONGEST_SHOWN + 1), tiny.MONEY),))
    assert Suggesting().suggest(long, "票", 6) == ()


def test_declined_wordings_are_not_suggested() -> None:
    assert "拘留几天" not in [one.text for one in SUGGESTING.suggest(tiny.COLLECTION, "拘留", 6)]


@settings(deadline=None)
@given(st.text(max_size=30), st.integers(1, 6))
def test_anything_can_be_typed(typed: str, limit: int) -> None:
    found = SUGGESTING.suggest(tiny.COLLECTION, typed, limit)
    assert len(found) <= limit
    assert {one.pair for one in found} <= {tiny.MONEY, tiny.WORK, tiny.PARCELS}
