"""Many texts counted together: the very postings that counting them one by one gives."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retrieval.counting import LINES, postings_of
from retrieval.documents import terms
from retrieval.postings import Postings, build
from retrieval.words import cut_lines, fold

PIECES = [
    "禁毒",
    "经费",
    "举报",
    "6.26",
    "qq群",
    "JB",
    "jubao",
    "zai nar",
    "%",
    "·",
    "𠮷",
    "#12",
    "，",
    " ",
    "a1b2",
    "涨了",
]
TEXTS = st.lists(st.one_of(st.lists(st.sampled_from(PIECES)).map("".join), st.text(max_size=20)).map(fold), max_size=12)


def columns(postings: Sequence[Postings]) -> list[list[object]]:
    """All that postings hold, arrays as their type and bytes."""
    held = [[getattr(one, name) for name in Postings.__struct_fields__] for one in postings]
    return [[(v.dtype, v.tobytes()) if isinstance(v, np.ndarray) else v for v in one] for one in held]


@given(TEXTS)
@settings(deadline=None)
@example(["", "jubao duchang", "", "禁毒"])
@example(["jubao"])
@example(["禁", "毒"])
def test_texts_counted_together_give_the_postings_of_each_counted_alone(texts: list[str]) -> None:
    assert columns(postings_of(texts)) == columns(build(map(terms, texts)))


def test_texts_of_several_turns_are_numbered_on() -> None:
    texts = [f"禁毒经费{number}" for number in range(LINES + 3)]
    assert columns(postings_of(texts)) == columns(build(map(terms, texts)))


def test_a_text_of_several_lines_is_refused() -> None:
    with pytest.raises(ValueError, match="several lines"):
        postings_of(["禁毒\n经费"])


@given(TEXTS)
@settings(deadline=None)
def test_texts_cut_together_are_cut_as_each_alone(texts: list[str]) -> None:
    alone = [piece for text in texts for piece in ("\n", *cut_lines([text]))]
    assert cut_lines(texts) == alone[1:]
