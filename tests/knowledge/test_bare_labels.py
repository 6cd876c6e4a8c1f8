"""Labels without a colon: names alone on their lines, `Q. …`, and labels behind a small picture."""

from __future__ import annotations

import pytest

from knowledge.formats import read_bytes
from knowledge.transcript import read_interview

TITLE = "专访海棠县水利局局长孙文静"
HEARD = [("水清了吗？", "孙文静", "清了。"), ("鱼呢？", "孙文静", "多了。\n青鱼最多。")]


def pairs(text: str, title: str = TITLE) -> list[tuple[str | None, str, str]]:
    found = read_interview("a", title, f"{title}\n{text}").pairs
    return [(pair.question, pair.official.name, pair.answer) for pair in found]


@pytest.mark.parametrize("asks", ["记者", "主持人", "【主持人】"])
def test_names_alone_on_their_lines_are_labels(asks: str) -> None:
    text = f"{asks}\n水清了吗？\n\n孙文静\n清了。\n\n{asks}\n鱼呢？\n\n孙文静\n多了。\n青鱼最多。"
    assert pairs(text) == HEARD


def test_names_in_the_first_column_of_a_table_are_labels() -> None:
    rows = [("主持人", "水清了吗？"), ("孙文静", "清了。"), ("主持人", "鱼呢？"), ("孙文静", "多了。<br>青鱼最多。")]
    cells = "".join(f"<tr><td><b>{who}</b></td><td>{words}</td></tr>" for who, words in rows)
    document = read_bytes("a.html", f"<html><body><h1>{TITLE}</h1><table>{cells}</table></body></html>".encode())
    found = read_interview("a", document.title, document.text, marks=document.marks).pairs
    assert [(pair.question, pair.official.name, pair.answer) for pair in found] == HEARD


@pytest.mark.parametrize("text", ["记者\n孙文静\n水清了，鱼也多了。", "孙文静\n清了。\n孙文静\n多了。\n记者\n高远"])
def test_names_alone_that_are_a_byline_or_have_nobody_who_asks_are_no_labels(text: str) -> None:
    assert pairs(text) == []


@pytest.mark.parametrize("mark", [".", "．", "、", ". "])
def test_letters_with_a_dot_are_labels(mark: str) -> None:
    assert pairs(f"Q{mark}水清了吗？\nA{mark}清了。\nQ{mark}鱼呢？\nA{mark}多了。\n青鱼最多。") == HEARD


def test_choices_with_letters_stay_in_the_answer() -> None:
    listed = "有两种办法：\nA. 截污，两年做完。\nB. 换水，一年做完。"
    assert pairs(f"记者：怎么办？\n孙文静：{listed}\n记者：选哪种？\n孙文静：第一种。") == [
        ("怎么办？", "孙文静", listed),
        ("选哪种？", "孙文静", "第一种。"),
    ]


@pytest.mark.parametrize(("asks", "answers"), [("🎤", "👤"), ("🎤 ", "🙋‍♀️"), ("❓", "✅")])
def test_a_small_picture_before_a_label_is_no_part_of_the_name(asks: str, answers: str) -> None:
    text = f"{asks}记者：水清了吗？\n{answers}孙文静：清了。\n{asks}记者：鱼呢？\n{answers}孙文静：多了。\n青鱼最多。"
    assert pairs(text) == HEARD
