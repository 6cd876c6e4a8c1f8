"""The sidecar beside an article."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.model import District
from knowledge.sidecar import OfficialNote, Sidecar, UnreadableSidecar, beside, parse, read
from knowledge.unreadable import UnreadableFile
from tests.knowledge.gold import SHIPPED


def test_the_shipped_sidecar_names_districts_by_their_everyday_names() -> None:
    sidecar = beside(SHIPPED)
    assert [one.name for one in sidecar.districts] == ["株洲经开区", "天元区", "茶陵县"]
    assert {"云龙", "经开区"} <= set(sidecar.districts[0].aliases)
    assert "建党100周年" in sidecar.said_why
    assert "6·26" in sidecar.said_why


def test_an_article_without_a_sidecar_has_an_empty_one(tmp_path: Path) -> None:
    assert beside(tmp_path / "a.txt") == Sidecar()


def test_everything_a_sidecar_says_is_read() -> None:
    sidecar = parse(
        'title = "题"\noutlet = "报"\nsaid = "2021-06"\nsaid_inferred = true\nsaid_why = "因"\n'
        '[[districts]]\nname = "甲区"\naliases = ["甲"]\n'
        '[[officials]]\nname = "张三"\noffice = "区长"\ndistrict = "甲区"\nlabels = ["答"]\n',
        "a.toml",
    )
    assert sidecar == Sidecar(
        "题",
        "报",
        "2021-06",
        True,
        "因",
        (District("甲区", ("甲",)),),
        (OfficialNote("张三", "区长", "甲区", ("答",)),),
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = ", "TOML"),
        ("titel = '题'", "titel"),
        ("title = 3", "title"),
        ("said_inferred = 'yes'", "said_inferred"),
        ("districts = 'a'", "districts"),
        ("[[districts]]\naliases = ['a']", "name"),
        ("[[districts]]\nname = 'a'\naliases = 'b'", "aliases"),
        ("[[officials]]\nname = 'a'\nrank = 'b'", "rank"),
    ],
)
def test_a_wrong_sidecar_is_refused_with_the_place_of_the_fault(text: str, told: str) -> None:
    with pytest.raises(UnreadableSidecar, match=told) as refused:
        parse(text, "a.toml")
    assert str(refused.value).startswith("a.toml：")


def test_a_sidecar_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xff\xfe\x00bad")
    with pytest.raises(UnreadableFile):
        read(path)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_a_sidecar_or_refused(text: str) -> None:
    with contextlib.suppress(UnreadableSidecar):
        assert isinstance(parse(text, "a.toml"), Sidecar)
