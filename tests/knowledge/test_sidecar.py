"""The sidecar beside an article."""

from __future__ import annotations

import contextlib
import json
from datetime import date
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


@pytest.mark.parametrize("said", ["2022-06-20", "2022-06", "2022", "2024-02-29", " 2022 ", ""])
def test_a_day_a_month_or_a_year_says_when(said: str) -> None:
    assert parse(f'said = "{said}"', "a.toml").said == said.strip()


@pytest.mark.parametrize(
    "said",
    [
        *('"abc"', '"2023-13"', '"2021-02-31"', '"2023-02-29"', '"2023-00"', '"0000"', '"2023-6"', '"2023/06/01"'),
        *('"2023年6月"', '"２０２３"', '"2023-06-"', '"20230601"', '"2023-06-01T08:00"', '"abc\\ndef"'),
        *("2023", "2023-06-01", "true", "[]", "1e3"),
    ],
)
def test_a_date_that_no_calendar_has_is_refused_with_the_forms_that_are_taken(said: str) -> None:
    with pytest.raises(UnreadableSidecar, match="said") as refused:
        parse(f"said = {said}", "a.toml")
    told = str(refused.value)
    assert told.startswith("a.toml：said 是 ")
    assert told.count("\n") == 0
    assert all(form in told for form in ('"2022-06-20"', '"2022-06"', '"2022"'))


@given(st.text(st.characters(codec="utf-8"), max_size=12) | st.from_regex(r"[0-9]{4}(-[0-9]{2}){0,2}", fullmatch=True))
def test_what_is_read_as_a_date_is_one(said: str) -> None:
    with contextlib.suppress(UnreadableSidecar):
        kept = parse(f"said = {json.dumps(said)}", "a.toml").said
        assert kept == "" or date.fromisoformat((kept + "-01-01")[:10])


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
