from __future__ import annotations

import io

import pytest

from bot.progress import ProgressBar
from bot.table import clip, table, width


@pytest.mark.parametrize(("text", "columns"), [("", 0), ("ab", 2), ("天元", 4), ("天a，", 5), ("e\u0301", 1)])
def test_a_chinese_character_is_two_columns_wide(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [("天元区", 6, "天元区"), ("天元区", 5, "天元…"), ("天元区", 4, "天…"), ("a\nb  c", 9, "a b c"), ("天元", 1, "…")],
)
def test_a_text_that_is_too_wide_is_cut_between_characters(text: str, columns: int, expected: str) -> None:
    assert clip(text, columns) == expected


def test_columns_stand_under_each_other() -> None:
    assert table(("编号", "官员"), [("a-1", "张三"), ("a-10", "欧阳四")], (10, 10)).split("\n") == [
        "编号  官员",
        "----  ------",
        "a-1   张三",
        "a-10  欧阳四",
    ]


def test_away_from_a_terminal_long_work_says_now_and_then_where_it_is_in_plain_lines() -> None:
    stream = io.StringIO()
    bar = ProgressBar(stream)
    for done in range(101):
        bar.show(done, 100, f"{done}")
    bar.clear()
    assert stream.getvalue().split() == [str(done) for done in range(10, 101, 10)]


def test_away_from_a_terminal_short_work_says_nothing() -> None:
    stream = io.StringIO()
    bar = ProgressBar(stream)
    for done in range(3):
        bar.show(done, 2, f"{done}")
    assert stream.getvalue() == ""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_the_bar_is_drawn_over_itself_and_cleared() -> None:
    stream = Terminal()
    bar = ProgressBar(stream)
    bar.show(0, 2, "甲.txt")
    bar.show(1, 2, "乙.txt")
    bar.clear()
    drawn = stream.getvalue().split("\r")
    assert drawn[1].startswith("[........................] 甲")
    assert drawn[2].startswith("[############............] 乙")
    assert drawn[3].strip() == drawn[4] == ""
