"""Where a text names a place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.places import Names, district_in, root, unlisted
from retrieval.words import boundaries, fold

NAMES = Names(["渌口", "渌口区", "雨花", "雨花区"])


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in NAMES.of(text)]


def test_the_longest_name_at_a_place_wins() -> None:
    assert found("渌口区怎么做") == ["渌口区"]


def test_a_shorter_name_is_found_where_the_longer_one_ends_inside_a_word() -> None:
    assert found("渌口区委书记怎么看") == ["渌口"]


def test_a_name_inside_a_word_is_none() -> None:
    assert Names(["天元"]).of("今天元旦") == ()


@given(st.text(alphabet="渌口区委雨花书记的，a", max_size=30))
def test_names_stand_in_order_between_words_without_overlaps(text: str) -> None:
    spans = NAMES.of(fold(text))
    edges = boundaries(fold(text))
    assert all(start in edges and end in edges for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(st.text(alphabet="禁毒双峰县市区州省的小社 ，", max_size=30))
def test_an_unlisted_place_lies_inside_the_text_and_ends_like_one(text: str) -> None:
    span = unlisted(fold(text))
    assert span is None or fold(text)[span[1] - 1] in "市县区州省"


@pytest.mark.parametrize(
    ("name", "short"), [("长沙市", "长沙"), ("长沙", "长沙"), ("通道县", "通道县"), ("缅甸", "缅甸")]
)
def test_a_name_is_known_by_its_root(name: str, short: str) -> None:
    assert root(name) == short


@pytest.mark.parametrize(
    ("office", "district"),
    [
        ("醴陵市市长", "醴陵市"),
        ("醴陵市委书记", "醴陵市"),
        ("株洲市渌口区禁毒办主任", "渌口区"),
        ("湖南省长沙市雨花区区长", "雨花区"),
        ("盱眙县副县长，江苏省作协会员", "盱眙县"),
        ("教育部部长", ""),
        ("", ""),
    ],
)
def test_an_office_names_its_district(office: str, district: str) -> None:
    assert district_in(office) == district
