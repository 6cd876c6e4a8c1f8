"""Outlet and date from the page, and what staff are told where there are none."""

from __future__ import annotations

import pytest

from knowledge.pageline import Masthead, read_line
from knowledge.sidecar import Sidecar
from knowledge.transcript import read_interview
from tests.knowledge.gold import SHIPPED, read

TALK = "记者：经费够吗？\n\n孙文静：够的，今年一共有三百多万元。"
HEAD = "——访海棠县水利局局长孙文静"


@pytest.mark.parametrize(
    ("line", "outlet", "said"),
    [
        ("《海棠周报》 2022年9月8日 第三版", "海棠周报", "2022-09-08"),
        ("海棠周报　2022年9月8日　星期四　A3版", "海棠周报", "2022-09-08"),
        ("来源：海棠发布", "海棠发布", ""),
        ("来源：海棠发布　编辑：龙可", "海棠发布", ""),
        ("2022-09-08 来源：海棠日报", "海棠日报", "2022-09-08"),
        ("2022-09-08 10:21 | 来源： 海棠融媒体中心", "海棠融媒体中心", "2022-09-08"),
        ("发布时间：2022/9/8", "", "2022-09-08"),
        ("发布时间：2022-13-45", "", ""),
    ],
)
def test_a_line_of_the_page_gives_outlet_and_date(line: str, outlet: str, said: str) -> None:
    assert read_line(line) == Masthead(outlet, said)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "海棠周报",
        "2022年9月8日",
        "《海棠周报》记者 周圆",
        "图片来源：海棠发布",
        "来源：县水利局",
        "来源：海棠日报 据2022年9月8日报道，全县已经通水",
        "9月8日 海棠日报",
        "海棠日报记者采访了县水利局。",
    ],
)
def test_any_other_line_gives_nothing(line: str) -> None:
    assert read_line(line) is None


@pytest.mark.parametrize(
    ("head", "foot", "outlet", "said"),
    [
        ("《海棠周报》 2022年9月8日 第三版", "", "海棠周报", "2022-09-08"),
        ("", "来源：海棠发布", "海棠发布", ""),
        ("发布时间：2022-09-08", "来源：海棠发布", "海棠发布", "2022-09-08"),
        ("来源：海棠日报", "来源：海棠发布", "", ""),
    ],
)
def test_head_and_foot_are_read_unless_they_disagree(head: str, foot: str, outlet: str, said: str) -> None:
    article = read_interview("a", "一河清水", f"一河清水\n{HEAD}\n{head}\n{TALK}\n{foot}").article
    assert (article.outlet, article.said, article.said_inferred) == (outlet, said, False)


def test_a_line_between_the_turns_is_not_read() -> None:
    text = f"一河清水\n{HEAD}\n{TALK}\n来源：海棠发布\n记者：还有吗？\n孙文静：没有了，就是这些。"
    assert read_interview("a", "一河清水", text).article.outlet == ""


def test_the_sidecar_overrules_the_page() -> None:
    text = f"一河清水\n《海棠周报》 2022年9月8日\n{HEAD}\n{TALK}"
    notes = Sidecar(outlet="海棠日报", said="2022-08", said_inferred=True, said_why="因")
    article = read_interview("a", "一河清水", text, notes).article
    assert (article.outlet, article.said, article.said_inferred) == ("海棠日报", "2022-08", True)


@pytest.mark.parametrize(
    ("notes", "told", "untold"),
    [
        (Sidecar(), ("报纸名和日期", "outlet = ", "said = ", ".toml"), ()),
        (Sidecar(outlet="海棠日报"), ("日期", "said = "), ("报纸名", "outlet")),
        (Sidecar(said="2022"), ("报纸名", "outlet = "), ("日期", "said")),
    ],
)
def test_a_missing_outlet_or_date_is_one_doubt_that_says_how_to_write_it(
    notes: Sidecar, told: tuple[str, ...], untold: tuple[str, ...]
) -> None:
    doubts = read_interview("a", "一河清水", f"一河清水\n{HEAD}\n{TALK}", notes).doubts
    assert len(doubts) == 1
    assert all(words in doubts[0] for words in told)
    assert not any(words in doubts[0] for words in untold)


def test_nothing_is_told_where_both_are_there_or_where_nothing_is_stored() -> None:
    assert read_interview("a", "一河清水", f"{HEAD}\n{TALK}", Sidecar(outlet="海棠日报", said="2022")).doubts == ()
    assert not any("outlet" in doubt for doubt in read_interview("a", "诗", "床前明月光。").doubts)
    assert not any("outlet" in doubt or "said" in doubt for doubt in read(SHIPPED).doubts)
